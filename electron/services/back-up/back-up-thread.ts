import type { Remote } from '../threads/calls.ts'
import { openThread } from '../threads/open-thread.ts'
import type { BackUpMethods } from './back-up-worker.ts'

export type BackUpThread = {
  /** Carries out one piece of work on a thread of its own, after what was asked for before. */
  readonly run: <T>(work: (remote: Remote<BackUpMethods>) => Promise<T>) => Promise<T>
  /** Ends what is under way; what it leaves is cleared away at the next start. */
  readonly end: () => Promise<void>
}

/** A thread that is there only while a back-up is made or taken apart; `scriptUrl` is that of back-up-worker. */
export function createBackUpThread(scriptUrl: URL): BackUpThread {
  let last: Promise<unknown> = Promise.resolve()
  let endRunning: () => Promise<void> = async () => undefined
  let isOver = false

  const carryOut = async <T>(work: (remote: Remote<BackUpMethods>) => Promise<T>): Promise<T> => {
    if (isOver) throw new Error('the app closes')
    // Whoever waits is told by the rejection of the call.
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
