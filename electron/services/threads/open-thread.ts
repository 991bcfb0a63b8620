import { Worker } from 'node:worker_threads'
import { type Caller, createCaller, type Methods, type Remote } from './calls.ts'

export type Thread<M extends Methods> = {
  readonly remote: Remote<M>
  /** Starts the thread before its first call, if that would come soon anyway. */
  readonly begin: () => void
  /** Ends the thread; waiting calls are rejected. */
  readonly end: () => Promise<void>
  /** Calls its `close`, where it runs, and ends it. */
  readonly close: () => Promise<void>
}

export type ThreadOptions = {
  readonly scriptUrl: URL
  /** The data that the thread is started with: plain data. */
  readonly workerData: unknown
  /** Called with messages that the thread sends by itself. */
  readonly onMessage?: (message: unknown) => void
  /** Called when the thread ends unexpectedly; the next call starts another. */
  readonly onFailure: (error: unknown) => void
}

/**
 * Returns the methods of a thread. The thread is started by the first call, and again by the next call after it has
 * ended by itself.
 */
export function openThread<M extends Methods>(options: ThreadOptions): Thread<M> {
  type Running = { readonly worker: Worker; readonly caller: Caller<M> }
  let running: Running | null = null
  let over = false

  const start = (): Running => {
    const worker = new Worker(options.scriptUrl, { workerData: options.workerData })
    const caller = createCaller<M>(call => worker.postMessage(call))
    const begun = { worker, caller }
    const fail = (error: unknown): void => {
      if (running !== begun || over) return
      running = null
      caller.fail(error)
      options.onFailure(error)
    }
    worker.on('message', (message: unknown) => {
      if (!caller.take(message)) options.onMessage?.(message)
    })
    worker.on('error', fail)
    worker.on('exit', () => fail(new Error('the thread has ended')))
    running = begun
    return begun
  }
  const end = async (): Promise<void> => {
    over = true
    running?.caller.fail(new Error('the thread was ended'))
    await running?.worker.terminate()
  }

  return {
    remote: new Proxy({} as Remote<M>, {
      get:
        (_target, method) =>
        (...args: Parameters<M[string]>) =>
          over
            ? Promise.reject(new Error('the thread was ended'))
            : (running ?? start()).caller.remote[String(method)]?.(...args),
    }),
    begin() {
      if (running === null) start()
    },
    end,
    async close() {
      const closable = running?.caller.remote as Remote<{ close?: () => void }> | undefined
      await closable?.close?.().catch(() => undefined)
      await end()
    },
  }
}
