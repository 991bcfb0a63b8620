import type { Progress } from '../../../shared/domain/campaign.ts'
import type { Pause, StateCounts } from '../../../shared/domain/states.ts'
import { AppError } from '../../../shared/ipc/result.ts'
import type { ProviderClient } from '../provider/client.ts'
import type { Claim, SendStore } from '../send-log/send-store.ts'
import type { Clock } from '../time/clock.ts'
import type { Gate } from '../time/sending-window.ts'
import { requeuedCodes } from './policy.ts'
import { createRun, type Run, type RunLimits, type RunOptions } from './run.ts'

/** What is needed to send one campaign, besides the log. */
export type SendJob = {
  readonly campaignId: number
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
  readonly clock: Clock
  /** A number in [0, 1), for the jitter of retries. */
  readonly random: () => number
  /** Told at most four times a second while sending, and once at every end. */
  readonly onProgress: (progress: Progress) => void
  /** Told of a commit that failed, with the error. */
  readonly onLogFailure: (error: unknown) => void
}

/**
 * Sends one campaign at a time and keeps the promise of docs/sending.md: marked durably before the first byte,
 * never a second time on its own after that.
 */
export function createSendEngine(options: EngineOptions) {
  const { store } = options
  let run: { readonly campaignId: number; readonly run: Run; readonly client: ProviderClient } | null = null

  const begin = (job: SendJob, how: Pick<RunOptions, 'alone' | 'requeuedCodes' | 'slice'>): void => {
    if (run !== null) throw new AppError('another-campaign-is-sending')
    const { campaignId, client } = job
    const ended = () => {
      run = null
      void client.close()
    }
    run = {
      campaignId,
      client,
      run: createRun({ ...options, job, ended, ...how }),
    }
    run.run.start()
  }

  const runOf = (campaignId: number): Run | null => (run?.campaignId === campaignId ? run.run : null)

  return {
    /** Which campaign is being sent, or null. A pausing one counts until its last answer is written. */
    active: (): number | null => run?.campaignId ?? null,

    /**
     * Begins a campaign that was never begun; with a slice, sends to these recipients only and then pauses with
     * `first-slice-done`. Throws `another-campaign-is-sending`.
     */
    start: (job: SendJob, slice: readonly number[] | null = null): void =>
      begin(job, { alone: false, requeuedCodes: [], slice }),

    /**
     * Goes on with a campaign that stands paused: who was refused because of the account or the campaign is due
     * again, and the first request goes alone.
     */
    resume(job: SendJob, pause: Pause | null): void {
      const repeated = pause?.reason === 'campaign-code' && pause.code !== undefined ? [pause.code] : []
      begin(job, { alone: true, requeuedCodes: [...requeuedCodes, ...repeated], slice: null })
    },

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
