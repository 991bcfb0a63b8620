import { Worker } from 'node:worker_threads'
import { type Caller, createCaller, type Methods, type Remote } from './calls.ts'

export type Thread<M extends Methods> = {
  readonly remote: Remote<M>
  /** Starts it before its first call, where that would come soon anyway. */
  readonly begin: () => void
  /** Ends it; calls that still wait are rejected. */
  readonly end: () => Promise<void>
  /** Calls its `close`, where it runs, and ends it. */
  readonly close: () => Promise<void>
}

export type ThreadOptions = {
  readonly scriptUrl: URL
  /** What it is started with: plain data. */
  readonly workerData: unknown
  /** Told of what the thread sends without being asked. */
  readonly onMessage?: (message: unknown) => void
  /** Told when the thread ends and nobody asked for it; the next call starts another. */
  readonly onFailure: (error: unknown) => void
}

/** Gives the methods of a thread, which begins with the first call, and again with the next one after it has ended by itself. */
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
