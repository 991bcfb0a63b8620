import { Worker } from 'node:worker_threads'
import type { StorageProgress } from '../../../shared/domain/storage-status.ts'
import type { StorageOutcome, StorageTask } from './storage-task.ts'

export type StorageMessage =
  | { readonly kind: 'progress'; readonly progress: StorageProgress }
  | { readonly kind: 'outcome'; readonly outcome: StorageOutcome }

export type StorageThread = {
  /** Carries out a task; rejects only where the thread can't be started or ends without an outcome. */
  readonly run: (
    task: StorageTask,
    onProgress: (progress: StorageProgress) => void,
  ) => Promise<StorageOutcome>
  /** Ends the running task. SQLite can't be interrupted: a check ends when the whole file was read. */
  readonly end: () => Promise<void>
}

/** Runs each task on a new thread; `scriptUrl`: the script of storage-worker. */
export function createStorageThread(scriptUrl: URL): StorageThread {
  const running = new Set<Worker>()
  return {
    run(task, onProgress) {
      const { promise, resolve, reject } = Promise.withResolvers<StorageOutcome>()
      const worker = new Worker(scriptUrl, { workerData: task })
      running.add(worker)
      worker.on('message', (message: StorageMessage) => {
        if (message.kind === 'progress') onProgress(message.progress)
        else resolve(message.outcome)
      })
      worker.on('error', reject)
      worker.on('exit', () => {
        running.delete(worker)
        reject(new Error('the thread of a storage task ended early'))
      })
      return promise
    },
    async end() {
      await Promise.all([...running].map(worker => worker.terminate()))
    },
  }
}
