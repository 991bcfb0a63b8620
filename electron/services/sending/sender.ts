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
     * Starts a campaign that was never started; with a slice, sends to these recipients only and then pauses with
     * `first-slice-done`. Resolves when the log has recorded the start. Rejects with `another-campaign-is-sending`,
     * or with `log-failed` where the log can't be written: then nothing was started.
     */
    readonly start: (order: SendOrder, slice: readonly number[] | null) => Promise<void>
    /** Resumes a paused campaign; its first request goes alone. Resolves and rejects as `start`. */
    readonly resume: (order: SendOrder) => Promise<void>
    /** Begins no more requests; those in flight finish. Does nothing when the campaign is not being sent. */
    readonly pause: (campaignId: number, pause: Pause) => Promise<void>
    /** Ends the campaign for good, after the requests in flight have finished. */
    readonly cancel: (campaignId: number) => Promise<void>
    /** Sets sending hours, limits and timeouts, which apply at once. */
    readonly setConditions: (conditions: SendConditions) => Promise<void>
    /** Begins no requests until `wake`. */
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
  /** The script of sender-worker. */
  readonly scriptUrl: URL
  /**
   * Called at most four times a second while sending, after every call that changes something, and once at every
   * end.
   */
  readonly onProgress: (progress: Progress) => void
  /** Called with the error of a failed commit. */
  readonly onLogFailure: (error: unknown) => void
  /**
   * Called when the thread has ended unexpectedly. The recipients it had marked are recovered as after a crash of
   * the app; no new thread starts before that is done.
   */
  readonly onThreadEnd: (error: unknown) => Promise<void>
}

/** The figures of a campaign before its thread has reported any. */
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

/** The thread starts with the first call that needs it, and again after it has ended by itself. */
export function startSender(options: SenderOptions): Sender {
  const { scriptUrl, databasePath, rightOfWay, onProgress, onLogFailure } = options
  let { sendingWindow } = options
  let worker: Worker | null = null
  let caller: Caller<SenderMethods> | null = null
  /** Pending while the recovery after a lost thread runs. */
  let recovering: Promise<void> | null = null
  let closing = false
  /** The last reported progress of the campaign that is being sent. */
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
  /** The thread is gone. Its campaign is paused once that is written, and its owner must not have to wait for it. */
  const lose = async (error: unknown): Promise<void> => {
    const last = newest
    try {
      if (!closing) await options.onThreadEnd(error)
    } catch (failure) {
      // The next start of the app recovers what could not be recovered now.
      onLogFailure(failure)
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

  /** For calls that concern only a running campaign: no thread is started for them. */
  const callRunning = async (
    method: 'pause' | 'setConditions' | 'sleep' | 'wake',
    ...args: readonly unknown[]
  ): Promise<void> => {
    if (worker !== null) await call(method, ...(args as never))
  }

  /** From here on the campaign counts as being sent, so that no second one can start meanwhile. */
  const begin = async (order: SendOrder, go: () => Promise<void>): Promise<void> => {
    if (newest !== null) throw new AppError('another-campaign-is-sending')
    begins += 1
    const own = begins
    newest = begun(order)
    try {
      await go()
    } catch (error) {
      // The thread may have reported the end already, and another campaign may count as being sent by now.
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
      // A thread that has ended meanwhile has nothing left to close.
      await call('close').catch(() => undefined)
      await running.terminate()
    },
  }
}
