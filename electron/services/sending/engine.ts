import type { Progress } from '../../../shared/domain/campaign.ts'
import type { Pause } from '../../../shared/domain/states.ts'
import { AppError } from '../../../shared/ipc/result.ts'
import type { SendStore } from '../send-log/send-store.ts'
import { createPatience } from './patience.ts'
import { createRun, type Run, type RunOptions } from './run.ts'
import type { EngineOptions, RunConditions, SendJob } from './send-job.ts'
import { createSendingRate, type SendingRate } from './sending-rate.ts'

/**
 * Sends one campaign at a time and keeps the promise of docs/sending.md: a recipient is durably marked before the
 * first byte, and never sent to a second time by the app itself.
 */
export function createSendEngine(options: EngineOptions) {
  const { clock, rateMemory } = options
  const { patiently, isWaiting } = createPatience(clock, () => run?.run.tell())
  const store: SendStore = {
    begin: patiently(options.store.begin),
    commit: patiently(options.store.commit),
    setStatus: patiently(options.store.setStatus),
    finish: patiently(options.store.finish),
    cancel: patiently(options.store.cancel),
  }
  const remember = patiently(rateMemory.write)
  const rates = new Map<string, SendingRate>()
  let run: { readonly campaignId: number; readonly run: Run } | null = null

  /** The rate of an endpoint: shared by all runs; the first run starts from what is remembered. */
  const rateOf = ({ endpoint, limits: { ratePerSecond } }: SendJob): SendingRate => {
    const known = rates.get(endpoint)
    const rate =
      known ??
      createSendingRate({
        perSecond: ratePerSecond,
        clock,
        remembered: rateMemory.read(endpoint),
        // If it can't be written, it still applies as long as the app runs.
        remember: state => void remember(endpoint, state).catch(options.onLogFailure),
      })
    rates.set(endpoint, rate)
    rate.setRate(ratePerSecond)
    return rate
  }

  const begin = async (job: SendJob, how: Pick<RunOptions, 'alone' | 'slice'>): Promise<void> => {
    if (run !== null) throw new AppError('another-campaign-is-sending')
    const { campaignId, client } = job
    const ended = () => {
      run = null
      void client.close()
    }
    const begun = createRun({
      ...options,
      ...how,
      store,
      job,
      rate: rateOf(job),
      isLogWaiting: isWaiting,
      ended,
    })
    run = { campaignId, run: begun }
    await begun.start()
  }

  const runOf = (campaignId: number): Run | null => (run?.campaignId === campaignId ? run.run : null)

  return {
    /** Which campaign is being sent, or null. A pausing one counts until its last answer is written. */
    active: (): number | null => run?.campaignId ?? null,

    /**
     * Starts a campaign that was never started; with a slice, sends to these recipients only and then pauses with
     * `first-slice-done`. Resolves when the log has recorded the start. Rejects with `another-campaign-is-sending`,
     * or with `log-failed` where the log can't be written: then nothing was started.
     */
    start: (job: SendJob, slice: readonly number[] | null = null): Promise<void> =>
      begin(job, { alone: false, slice }),

    /** Resumes a paused campaign; the first request goes alone. Resolves and rejects as `start`. */
    resume: (job: SendJob): Promise<void> => begin(job, { alone: true, slice: null }),

    /** Begins no more requests; those in flight finish. Does nothing when the campaign is not being sent. */
    pause: (campaignId: number, pause: Pause): void => runOf(campaignId)?.stop({ kind: 'pause', pause }),

    /** Ends the campaign for good, after the requests in flight have finished. */
    async cancel(campaignId: number): Promise<void> {
      const active = runOf(campaignId)
      if (active === null) await store.cancel(campaignId)
      else active.stop({ kind: 'cancel' })
    },

    /** Applies at once to the campaign that is being sent; its gate is checked again as well. */
    setConditions: (conditions: RunConditions): void => run?.run.setConditions(conditions),

    /** Begins no requests until `wake`. */
    sleep: (): void => run?.run.sleep(),
    wake: (): void => run?.run.wake(),

    /** Live figures, or null when the campaign is not being sent. */
    progress: (campaignId: number): Progress | null => runOf(campaignId)?.progress() ?? null,

    /** Resolves when nothing is in flight and every result is written. */
    idle: async (): Promise<void> => {
      while (run !== null) await run.run.finished
    },
  }
}
