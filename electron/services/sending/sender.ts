import { Worker } from 'node:worker_threads'
import { assertNever } from '../../../shared/assert-never.ts'
import type { Progress } from '../../../shared/domain/campaign.ts'
import type { Settings } from '../../../shared/domain/settings.ts'
import type { Pause } from '../../../shared/domain/states.ts'
import { AppError } from '../../../shared/ipc/result.ts'
import type { OpenSendLog } from '../send-log/open-send-log.ts'
import type { LogDecisions, SendStore } from '../send-log/send-store.ts'
import type { SendOrder } from './send-order.ts'
import type { SenderMethods } from './sender-worker.ts'

/** What the thread is started with. */
export type SenderStart = { readonly databasePath: string; readonly sendingWindow: Settings['sendingWindow'] }

export type SenderCall = {
  readonly id: number
  readonly method: keyof SenderMethods
  readonly args: readonly unknown[]
}

export type SenderMessage =
  | { readonly kind: 'progress'; readonly progress: Progress; readonly ended: boolean }
  | { readonly kind: 'log-failure'; readonly error: unknown }
  | { readonly kind: 'value'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'error'; readonly id: number; readonly error: unknown }

/** Sends one campaign at a time, on a thread of its own (docs/adr/0004-the-sender-has-a-thread.md). */
export type Sender = LogDecisions &
  Pick<SendStore, 'setStatus'> &
  Pick<OpenSendLog, 'pragma'> & {
    /**
     * Begins a campaign that was never begun; with a slice, sends to these recipients only and then pauses with
     * `first-slice-done`. Rejects with `another-campaign-is-sending`.
     */
    readonly start: (order: SendOrder, slice: readonly number[] | null) => Promise<void>
    /** Goes on with a campaign that stands paused; who was refused because of `pause` is due again. */
    readonly resume: (order: SendOrder, pause: Pause | null) => Promise<void>
    /** Begins no more; requests in flight are let finish. Does nothing when the campaign is not being sent. */
    readonly pause: (campaignId: number, pause: Pause) => Promise<void>
    /** Ends the campaign for good; requests in flight are let finish first. */
    readonly cancel: (campaignId: number) => Promise<void>
    /** Other sending hours, in force at once. */
    readonly setWindow: (window: Settings['sendingWindow']) => Promise<void>
    /** Begins nothing more while the computer sleeps. */
    readonly sleep: () => Promise<void>
    readonly wake: () => Promise<void>
    /** Which campaign is being sent, or null. A pausing one counts until its last answer is written. */
    readonly active: () => number | null
    /** The newest figures, or null when the campaign is not being sent. */
    readonly progress: (campaignId: number) => Progress | null
    /** Resolves when nothing is in flight and every result is written. */
    readonly idle: () => Promise<void>
    /** Resolves when the log is closed and the thread has ended. */
    readonly close: () => Promise<void>
  }

export type SenderOptions = SenderStart & {
  /** That of sender-worker. */
  readonly scriptUrl: URL
  /** Told at most four times a second while sending, after every call that changes something, and once at every end. */
  readonly onProgress: (progress: Progress) => void
  /** Told of a commit that failed, with the error. */
  readonly onLogFailure: (error: unknown) => void
  /**
   * Told that the thread has ended though nobody asked for it. Whoever it had marked is written down as after a crash
   * of the app; until that is done, no other thread begins.
   */
  readonly onThreadEnd: (error: unknown) => void | Promise<void>
}

/** Figures of a campaign whose thread has not told of it yet. */
const begun = ({ campaignId, counts, limits }: SendOrder): Progress => ({
  campaignId,
  status: 'sending',
  pause: null,
  hold: null,
  counts,
  ratePerSecond: 0,
  rateLimit: limits.ratePerSecond,
  remainingMs: null,
})

/** The thread begins with the first call that needs it, and again after one that ended by itself. */
export function startSender(options: SenderOptions): Sender {
  const { scriptUrl, databasePath, onProgress, onLogFailure } = options
  let { sendingWindow } = options
  let worker: Worker | null = null
  const waiting = new Map<number, PromiseWithResolvers<never>>()
  let lastId = 0
  /** While what a thread has left is written down. */
  let recovering: Promise<void> | null = null
  let closing = false
  /** The campaign that is being sent, as far as the thread has told. */
  let newest: Progress | null = null
  let ended = Promise.withResolvers<void>()

  const end = () => {
    newest = null
    ended.resolve()
    ended = Promise.withResolvers()
  }

  const hear = (message: SenderMessage): void => {
    switch (message.kind) {
      case 'progress':
        newest = message.progress
        if (message.ended) end()
        onProgress(message.progress)
        return
      case 'log-failure':
        onLogFailure(message.error)
        return
      case 'value':
        waiting.get(message.id)?.resolve(message.value as never)
        waiting.delete(message.id)
        return
      case 'error':
        waiting.get(message.id)?.reject(message.error)
        waiting.delete(message.id)
        return
      default:
        assertNever(message)
    }
  }
  /** The thread is gone. Its campaign stands paused as soon as that is written, and its owner must not wait for it. */
  const lose = async (error: unknown): Promise<void> => {
    for (const call of waiting.values()) call.reject(error)
    waiting.clear()
    const last = newest
    try {
      if (!closing) await options.onThreadEnd(error)
    } finally {
      recovering = null
      end()
      if (last !== null && !closing)
        onProgress({ ...last, status: 'paused', pause: { reason: 'app-closed' }, hold: null })
    }
  }

  const thread = (): Worker => {
    if (worker !== null) return worker
    const begun = new Worker(scriptUrl, {
      workerData: { databasePath, sendingWindow } satisfies SenderStart,
    })
    const fail = (error: unknown): void => {
      if (worker !== begun) return
      worker = null
      recovering = lose(error)
    }
    begun.on('message', hear)
    begun.on('error', fail)
    begun.on('exit', () => fail(new Error('the sender has ended')))
    worker = begun
    return begun
  }

  const call = async <M extends keyof SenderMethods>(
    method: M,
    ...args: Parameters<SenderMethods[M]>
  ): Promise<Awaited<ReturnType<SenderMethods[M]>>> => {
    if (recovering !== null) await recovering
    const answer = Promise.withResolvers<never>()
    lastId += 1
    waiting.set(lastId, answer)
    thread().postMessage({ id: lastId, method, args } satisfies SenderCall)
    return answer.promise
  }

  /** For what matters to a running campaign only: no thread is begun to hear it. */
  const callRunning = async (
    method: 'pause' | 'setWindow' | 'sleep' | 'wake',
    ...args: readonly unknown[]
  ): Promise<void> => {
    if (worker !== null) await call(method, ...(args as never))
  }

  /** From here on the campaign counts as being sent, so that nobody starts a second one meanwhile. */
  const begin = async (order: SendOrder, go: () => Promise<void>): Promise<void> => {
    if (newest !== null) throw new AppError('another-campaign-is-sending')
    newest = begun(order)
    try {
      await go()
    } catch (error) {
      end()
      throw error
    }
  }

  return {
    start: (order, slice) => begin(order, () => call('start', order, slice)),
    resume: (order, pause) => begin(order, () => call('resume', order, pause)),
    pause: (campaignId, pause) => callRunning('pause', campaignId, pause),
    cancel: campaignId => call('cancel', campaignId),
    setWindow: window => {
      sendingWindow = window
      return callRunning('setWindow', window)
    },
    sleep: () => callRunning('sleep'),
    wake: () => callRunning('wake'),
    active: () => newest?.campaignId ?? null,
    progress: campaignId => (newest?.campaignId === campaignId ? newest : null),
    idle: () => (newest === null ? Promise.resolve() : ended.promise),
    setStatus: (...args) => call('setStatus', ...args),
    recent: (...args) => call('recent', ...args),
    skipRecent: (...args) => call('skipRecent', ...args),
    retry: (...args) => call('retry', ...args),
    withdrawRetry: (...args) => call('withdrawRetry', ...args),
    resolve: (...args) => call('resolve', ...args),
    pragma: name => call('pragma', name),
    async close() {
      closing = true
      const running = worker
      if (running === null) return
      // A thread that ends meanwhile has nothing left to close.
      await call('close').catch(() => undefined)
      await running.terminate()
    },
  }
}
