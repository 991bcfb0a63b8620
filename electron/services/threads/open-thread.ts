import { Worker } from 'node:worker_threads'
import { type Caller, createCaller, type Methods, type Remote } from './calls.ts'

export type Thread<M extends Methods> = {
  readonly remote: Remote<M>
  /** Ends it; calls that still wait are rejected. */
  readonly end: () => Promise<void>
}

export type ThreadOptions = {
  readonly scriptUrl: URL
  /** What it is started with: plain data. */
  readonly workerData: unknown
  /** Told of what the thread sends without being asked. */
  readonly onMessage?: (message: unknown) => void
  /** Told once when the thread ends and nobody asked for it. */
  readonly onFailure: (error: unknown) => void
}

/** Starts a thread and gives its methods. */
export function openThread<M extends Methods>(options: ThreadOptions): Thread<M> {
  const worker = new Worker(options.scriptUrl, { workerData: options.workerData })
  const caller: Caller<M> = createCaller<M>(call => worker.postMessage(call))
  let over = false
  const fail = (error: unknown): void => {
    if (over) return
    over = true
    caller.fail(error)
    options.onFailure(error)
  }
  worker.on('message', (message: unknown) => {
    if (!caller.take(message)) options.onMessage?.(message)
  })
  worker.on('error', fail)
  worker.on('exit', () => fail(new Error('the thread has ended')))
  return {
    remote: caller.remote,
    async end() {
      over = true
      caller.fail(new Error('the thread was ended'))
      await worker.terminate()
    },
  }
}
