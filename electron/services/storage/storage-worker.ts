import { parentPort, workerData } from 'node:worker_threads'
import { carryOut, type StorageTask } from './storage-task.ts'
import type { StorageMessage } from './storage-thread.ts'

/** The thread of a storage task: carries it out, reports progress, and ends. */
if (parentPort === null) throw new Error('a storage task runs on a thread of its own')
const port = parentPort
const tell = (message: StorageMessage): void => port.postMessage(message)

tell({
  kind: 'outcome',
  outcome: carryOut(workerData as StorageTask, progress => tell({ kind: 'progress', progress })),
})
