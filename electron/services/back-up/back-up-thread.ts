import type { Remote } from '../threads/calls.ts'
import { openThread } from '../threads/open-thread.ts'
import type { BackUpMethods } from './back-up-worker.ts'

export type BackUpThread = {
  /** Runs one task on a thread of its own, after the tasks that were asked for before. */
  readonly run: <T>(work: (remote: Remote<BackUpMethods>) => Promise<T>) => Promise<T>
  /** Ends the running task; what it leaves behind is removed at the next start. */
  readonly end: () => Promise<void>
}

/** A thread that exists only while a back-up is made or read; `scriptUrl` is that of back-up-worker. */
export function createBackUpThread(scriptUrl: URL): BackUpThread {
  let last: Promise<unknown> = Promise.resolve()
  let endRunning: () => Promise<void> = async () => undefined
  let isOver = false

  const carryOut = async <T>(work: (remote: Remote<BackUpMethods>) => Promise<T>): Promise<T> => {
    if (isOver) throw new Error('the app closes')
    // The caller learns it from the rejected call.
    const { remote, end } = openThread<BackUpMethods>({
      scriptUrl,
      workerData: null,
      onFailure: () => undefined,
    })
    endRunning = end
    try {
      return await work(remote)
    } finally {
      await end()
    }
  }

  return {
    run(work) {
      const running = last.then(() => carryOut(work))
      last = running.catch(() => undefined)
      return running
    },
    async end() {
      isOver = true
      await endRunning()
    },
  }
}
