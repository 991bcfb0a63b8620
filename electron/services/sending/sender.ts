import { Worker } from 'node:worker_threads'
import { assertNever } from '../../../shared/assert-never.ts'
import type { Progress } from '../../../shared/domain/campaign.ts'
import type { Settings } from '../../../shared/domain/settings.ts'
import type { Pause } from '../../../shared/domain/states.ts'
import { AppError, type ErrorCode } from '../../../shared/ipc/result.ts'
import type { OpenSendLog } from '../send-log/open-send-log.ts'
import type { SendStore } from '../send-log/send-store.ts'
import type { SendOrder } from './send-order.ts'
import type { SenderMethods } from './sender-worker.ts'

/** What the thread is started with. */
export type SenderStart = {
  readonly databasePath: string
  readonly sendingWindow: Settings['sendingWindow']
  /** Shared with the keeper (storage/right-of-way.ts). */
  readonly rightOfWay: SharedArrayBuffer
}

export type SenderCall = {
  readonly id: number
  readonly method: keyof SenderMethods
  readonly args: readonly unknown[]
}

export type SenderMessage =
  | { readonly kind: 'progress'; readonly progress: Progress; readonly ended: boolean }
  | { readonly kind: 'log-failure'; readonly error: unknown }
  | { readonly kind: 'value'; readonly id: number; readonly value: unknown }
  /** An expected failure: as data, because an error that crosses keeps its text alone. */
  | {
      readonly kind: 'refused'
      readonly id: number
      readonly code: ErrorCode
      readonly more: { readonly where?: string; readonly detail?: string }
    }
  | { readonly kind: 'error'; readonly id: number; readonly error: unknown }

/** Sends one campaign at a time, on a thread of its own (docs/adr/0004-the-sender-has-a-thread.md). */
export type Sender = Pick<SendStore, 'setStatus'> &
  Pick<OpenSendLog, 'pragma'> & {
    /**
     * Begins a campaign that was never begun; with a slice, sends to these recipients only and then pauses with
     * `first-slice-done`. Resolves when the log has it. Rejects with `another-campaign-is-sending`, and with
     * `log-failed` where the log can't be written: then nothing was begun.
     */
    readonly start: (order: SendOrder, slice: readonly number[] | null) => Promise<void>
    /** Goes on with a campaign that stands paused; its first request goes alone. As `start`. */
    readonly resume: (order: SendOrder) => Promise<void>
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
  /** Told of a commit that failed, and of the end of the thread where nobody asked for it, with the error. */
  readonly onLogFailure: (error: unknown) => void
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

export function startSender({ scriptUrl, onProgress, onLogFailure, ...start }: SenderOptions): Sender {
  const worker = new Worker(scriptUrl, { workerData: start satisfies SenderStart })
  const waiting = new Map<number, PromiseWithResolvers<never>>()
  let lastId = 0
  let failure: unknown = null
  let closing = false
  /** The campaign that is being sent, as far as the thread has told. */
  let newest: Progress | null = null
  let begins = 0
  let ended = Promise.withResolvers<void>()

  const end = () => {
    newest = null
    ended.resolve()
    ended = Promise.withResolvers()
  }

  worker.on('message', (message: SenderMessage) => {
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
      case 'refused':
        waiting.get(message.id)?.reject(new AppError(message.code, message.more))
        waiting.delete(message.id)
        return
      case 'error':
        waiting.get(message.id)?.reject(message.error)
        waiting.delete(message.id)
        return
      default:
        assertNever(message)
    }
  })
  /** The thread is gone: nothing can be sent until the app is started again, and its owner must not wait for it. */
  const fail = (error: unknown) => {
    if (failure !== null) return
    failure = error
    for (const call of waiting.values()) call.reject(error)
    waiting.clear()
    const last = newest
    end()
    if (closing) return
    onLogFailure(error)
    if (last !== null) onProgress({ ...last, status: 'paused', pause: { reason: 'log-failed' }, hold: null })
  }
  worker.on('error', fail)
  worker.on('exit', () => fail(new Error('the sender has ended')))

  const call = <M extends keyof SenderMethods>(
    method: M,
    ...args: Parameters<SenderMethods[M]>
  ): Promise<Awaited<ReturnType<SenderMethods[M]>>> => {
    if (failure !== null) return Promise.reject(failure)
    const answer = Promise.withResolvers<never>()
    lastId += 1
    waiting.set(lastId, answer)
    worker.postMessage({ id: lastId, method, args } satisfies SenderCall)
    return answer.promise
  }

  /** From here on the campaign counts as being sent, so that nobody starts a second one meanwhile. */
  const begin = async (order: SendOrder, go: () => Promise<void>): Promise<void> => {
    if (newest !== null) throw new AppError('another-campaign-is-sending')
    begins += 1
    const own = begins
    newest = begun(order)
    try {
      await go()
    } catch (error) {
      // Where the thread has told of the end already, another campaign may count as being sent by now.
      if (begins === own && newest !== null) end()
      throw error
    }
  }

  return {
    start: (order, slice) => begin(order, () => call('start', order, slice)),
    resume: order => begin(order, () => call('resume', order)),
    pause: (campaignId, pause) => call('pause', campaignId, pause),
    cancel: campaignId => call('cancel', campaignId),
    setWindow: window => call('setWindow', window),
    sleep: () => call('sleep'),
    wake: () => call('wake'),
    active: () => newest?.campaignId ?? null,
    progress: campaignId => (newest?.campaignId === campaignId ? newest : null),
    idle: () => (newest === null ? Promise.resolve() : ended.promise),
    setStatus: (...args) => call('setStatus', ...args),
    pragma: name => call('pragma', name),
    async close() {
      closing = true
      if (failure !== null) return
      await call('close')
      await worker.terminate()
    },
  }
}
