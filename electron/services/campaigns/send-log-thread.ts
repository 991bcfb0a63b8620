import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { LogDecisions, SendStore } from '../sending/send-store.ts'
import { type PackedWork, packWork, unpackCommitted } from './send-log-wire.ts'

export type SendLogCall =
  | {
      readonly id: number
      readonly method: Exclude<keyof (SendStore & LogDecisions), 'commit'>
      readonly args: readonly unknown[]
    }
  | {
      readonly id: number
      readonly method: 'commit'
      readonly args: readonly [campaignId: number, work: PackedWork]
    }
  | { readonly id: number; readonly method: 'pragma'; readonly args: readonly [name: string] }
  | { readonly id: number; readonly method: 'close'; readonly args: readonly [] }

export type SendLogReply =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly error: unknown }

export type SendLogThread = SendStore &
  LogDecisions & {
    /** Value of a PRAGMA on the thread's own connection. */
    readonly pragma: (name: string) => Promise<unknown>
    /** Resolves when everything that was asked for is on the disk and the thread has ended. */
    readonly close: () => Promise<void>
  }

/**
 * Runs the send log on a thread of its own; `scriptUrl` is that of send-log-worker. A flush of an old disk takes
 * milliseconds: they must pass neither between two requests nor between two frames (docs/adr/0004-send-log-thread.md).
 */
export function startSendLogThread(scriptUrl: URL, databasePath: string): SendLogThread {
  const worker = new Worker(scriptUrl, { workerData: { databasePath } })
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: unknown): void }>()
  let lastId = 0
  let failure: unknown = null

  worker.on('message', (reply: SendLogReply) => {
    const call = waiting.get(reply.id)
    waiting.delete(reply.id)
    if ('error' in reply) call?.reject(reply.error)
    else call?.resolve(reply.value)
  })
  const fail = (error: unknown) => {
    failure ??= error
    for (const call of waiting.values()) call.reject(error)
    waiting.clear()
  }
  worker.on('error', fail)
  worker.on('exit', () => fail(new Error('the send log has ended')))

  const call = (method: SendLogCall['method'], args: readonly unknown[]): Promise<never> =>
    new Promise((resolve, reject) => {
      if (failure !== null) {
        reject(failure)
        return
      }
      lastId += 1
      waiting.set(lastId, { resolve, reject } as never)
      worker.postMessage({ id: lastId, method, args })
    })

  return {
    begin: (...args) => call('begin', args),
    commit: async (campaignId, work) => unpackCommitted(await call('commit', [campaignId, packWork(work)])),
    setStatus: (...args) => call('setStatus', args),
    finish: (...args) => call('finish', args),
    cancel: (...args) => call('cancel', args),
    recent: (...args) => call('recent', args),
    skipRecent: (...args) => call('skipRecent', args),
    retry: (...args) => call('retry', args),
    withdrawRetry: (...args) => call('withdrawRetry', args),
    resolve: (...args) => call('resolve', args),
    pragma: (...args) => call('pragma', args),
    async close() {
      const ended = once(worker, 'exit')
      await call('close', [])
      await ended
    },
  }
}
