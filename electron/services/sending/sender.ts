import { Worker } from 'node:worker_threads'
import { assertNever } from '../../../shared/assert-never.ts'
import type { Progress } from '../../../shared/domain/campaign.ts'
import type { Pause } from '../../../shared/domain/states.ts'
import { AppError } from '../../../shared/ipc/result.ts'
import type { OpenSendLog } from '../send-log/open-send-log.ts'
import type { SendStore } from '../send-log/send-store.ts'
import { type Caller, createCaller } from '../threads/calls.ts'
import { revive } from '../threads/thread-errors.ts'
import type { SendConditions } from './send-conditions.ts'
import type { SendOrder } from './send-order.ts'
import type { SenderMessage, SenderStart } from './sender-messages.ts'
import type { SenderMethods } from './sender-worker.ts'

/** Sends one campaign at a time, on a thread of its own (docs/adr/0004-the-sender-has-a-thread.md). */
export type Sender = Pick<SendStore, 'setStatus' | 'finish'> &
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
    /** Other sending hours, limits and timeouts, in force at once. */
    readonly setConditions: (conditions: SendConditions) => Promise<void>
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
  setRate: limits.ratePerSecond,
  logWaiting: false,
  remainingMs: null,
})

/** The thread begins with the first call that needs it, and again after one that ended by itself. */
export function startSender(options: SenderOptions): Sender {
  const { scriptUrl, databasePath, rightOfWay, onProgress, onLogFailure } = options
  let { sendingWindow } = options
  let worker: Worker | null = null
  let caller: Caller<SenderMethods> | null = null
  /** While what a thread has left is written down. */
  let recovering: Promise<void> | null = null
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

  const hear = (message: SenderMessage): void => {
    switch (message.kind) {
      case 'progress':
        newest = message.progress
        if (message.ended) end()
        onProgress(message.progress)
        return
      case 'log-failure':
        onLogFailure(revive(message.error))
        return
      default:
        assertNever(message)
    }
  }
  /** The thread is gone. Its campaign stands paused as soon as that is written, and its owner must not wait for it. */
  const lose = async (error: unknown): Promise<void> => {
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

  const thread = (): Caller<SenderMethods> => {
    if (caller !== null) return caller
    const begun = new Worker(scriptUrl, {
      workerData: { databasePath, rightOfWay, sendingWindow } satisfies SenderStart,
    })
    const calls = createCaller<SenderMethods>(call => begun.postMessage(call))
    const fail = (error: unknown): void => {
      if (worker !== begun) return
      worker = null
      caller = null
      calls.fail(error)
      recovering = lose(error)
    }
    begun.on('message', (message: unknown) => {
      if (!calls.take(message)) hear(message as SenderMessage)
    })
    begun.on('error', fail)
    begun.on('exit', () => fail(new Error('the sender has ended')))
    worker = begun
    caller = calls
    return calls
  }

  const call = async <M extends keyof SenderMethods>(
    method: M,
    ...args: Parameters<SenderMethods[M]>
  ): Promise<Awaited<ReturnType<SenderMethods[M]>>> => {
    if (recovering !== null) await recovering
    return thread().remote[method](...args)
  }

  /** For what matters to a running campaign only: no thread is begun to hear it. */
  const callRunning = async (
    method: 'pause' | 'setConditions' | 'sleep' | 'wake',
    ...args: readonly unknown[]
  ): Promise<void> => {
    if (worker !== null) await call(method, ...(args as never))
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
    pause: (campaignId, pause) => callRunning('pause', campaignId, pause),
    cancel: campaignId => call('cancel', campaignId),
    setConditions: conditions => {
      sendingWindow = conditions.sendingWindow
      return callRunning('setConditions', conditions)
    },
    sleep: () => callRunning('sleep'),
    wake: () => callRunning('wake'),
    active: () => newest?.campaignId ?? null,
    progress: campaignId => (newest?.campaignId === campaignId ? newest : null),
    idle: () => (newest === null ? Promise.resolve() : ended.promise),
    setStatus: (...args) => call('setStatus', ...args),
    finish: campaignId => call('finish', campaignId),
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
