import type { Progress } from '../../../shared/domain/campaign.ts'
import type { Pause, StateCounts } from '../../../shared/domain/states.ts'
import { AppError } from '../../../shared/ipc/result.ts'
import type { ProviderClient } from '../provider/client.ts'
import type { Claim, SendStore } from '../send-log/send-store.ts'
import type { Clock } from '../time/clock.ts'
import type { Gate } from '../time/sending-window.ts'
import type { RateMemory } from './rate-memory.ts'
import { createRun, type Run, type RunLimits, type RunOptions } from './run.ts'
import { createSendingRate, type SendingRate } from './sending-rate.ts'

/** What is needed to send one campaign, besides the log. */
export type SendJob = {
  readonly campaignId: number
  /** Whose rate it keeps to: all that is sent to one endpoint shares one rate. */
  readonly endpoint: string
  /** The campaign's counts as the run begins, for whoever asks before the log has answered. */
  readonly counts: StateCounts
  /** The request of one recipient; pure, so that the preview and the request can't differ. */
  readonly requestFor: (claim: Claim) => { readonly phone: string; readonly body: string }
  readonly client: ProviderClient
  readonly limits: RunLimits
  /** When sending is closed; a message of practice or to the own phone is always open. */
  readonly gate: Gate
}

export type EngineOptions = {
  readonly store: SendStore
  readonly rateMemory: RateMemory
  readonly clock: Clock
  /** A number in [0, 1), for the jitter of retries. */
  readonly random: () => number
  /** Told at most four times a second while sending, and once at every end. */
  readonly onProgress: (progress: Progress) => void
  /** Told of a commit that failed, with the error. */
  readonly onLogFailure: (error: unknown) => void
}

export type SendEngine = ReturnType<typeof createSendEngine>

/**
 * Sends one campaign at a time and keeps the promise of docs/sending.md: marked durably before the first byte,
 * never a second time on its own after that.
 */
export function createSendEngine(options: EngineOptions) {
  const { store, clock, rateMemory } = options
  const rates = new Map<string, SendingRate>()
  let run: { readonly campaignId: number; readonly run: Run } | null = null

  /** The rate of an endpoint: the same one for every run, and what is remembered of it for the first. */
  const rateOf = ({ endpoint, limits: { ratePerSecond } }: SendJob): SendingRate => {
    const known = rates.get(endpoint)
    const rate =
      known ??
      createSendingRate({
        perSecond: ratePerSecond,
        clock,
        remembered: rateMemory.read(endpoint),
        remember(state) {
          try {
            rateMemory.write(endpoint, state)
          } catch (error) {
            // It holds as long as the app runs, and the next change is written again.
            options.onLogFailure(error)
          }
        },
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
    const begun = createRun({ ...options, job, rate: rateOf(job), ended, ...how })
    run = { campaignId, run: begun }
    await begun.start()
  }

  const runOf = (campaignId: number): Run | null => (run?.campaignId === campaignId ? run.run : null)

  return {
    /** Which campaign is being sent, or null. A pausing one counts until its last answer is written. */
    active: (): number | null => run?.campaignId ?? null,

    /**
     * Begins a campaign that was never begun; with a slice, sends to these recipients only and then pauses with
     * `first-slice-done`. Resolves when the log has it. Rejects with `another-campaign-is-sending`, and with
     * `log-failed` where the log can't be written: then nothing was begun.
     */
    start: (job: SendJob, slice: readonly number[] | null = null): Promise<void> =>
      begin(job, { alone: false, slice }),

    /** Goes on with a campaign that stands paused; the first request goes alone. Resolves and rejects as `start`. */
    resume: (job: SendJob): Promise<void> => begin(job, { alone: true, slice: null }),

    /** Begins no more; requests in flight are let finish. Does nothing when the campaign is not being sent. */
    pause: (campaignId: number, pause: Pause): void => runOf(campaignId)?.stop({ kind: 'pause', pause }),

    /** Ends the campaign for good; requests in flight are let finish first. */
    async cancel(campaignId: number): Promise<void> {
      const active = runOf(campaignId)
      if (active === null) await store.cancel(campaignId)
      else active.stop({ kind: 'cancel' })
    },

    /** Begins nothing more while the computer sleeps. */
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
