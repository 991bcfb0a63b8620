import { AppError } from '../../../shared/ipc/result.ts'
import type { CampaignService } from '../campaigns/campaign-service.ts'
import type { Keeper } from '../campaigns/keeper.ts'
import type { SendStore } from '../send-log/send-store.ts'
import type { Clock } from '../time/clock.ts'

/** Later than this after its time a campaign does not start by itself any more. */
const toleranceMs = 2 * 60_000
/** The computer may sleep and its clock may be set: nobody waits longer than this without looking at the time. */
const lookAgainMs = 15_000

export type Scheduler = {
  /** Throws `time-is-past`, `nothing-to-send` or `wrong-state`. */
  readonly schedule: (campaignId: number, at: number) => Promise<void>
  readonly unschedule: (campaignId: number) => Promise<void>
  /** Looks at what was missed while the app was not running, and starts watching the time. */
  readonly start: () => void
  readonly stop: () => void
}

/** Starts drafts at their time. A start that was missed asks the owner; it never happens late on its own. */
export function createScheduler(options: {
  readonly campaigns: CampaignService
  readonly keeper: Pick<Keeper, 'schedule'>
  readonly store: Pick<SendStore, 'setStatus'>
  readonly clock: Clock
  /** Begins a campaign that is a draft again. Rejects where it can't be begun. */
  readonly begin: (campaignId: number) => Promise<void>
  readonly onChange: (campaignId: number) => void
  readonly onFailure: (campaignId: number, error: unknown) => void
}): Scheduler {
  const { campaigns, keeper, store, clock } = options
  let callOff: (() => void) | null = null

  const missed = async (campaignId: number): Promise<void> => {
    await store.setStatus(campaignId, 'paused', { reason: 'schedule-missed' })
    options.onChange(campaignId)
  }

  const begin = async (campaignId: number): Promise<void> => {
    await keeper.schedule(campaignId, null)
    try {
      await options.begin(campaignId)
    } catch (error) {
      options.onFailure(campaignId, error)
      await missed(campaignId)
    }
    options.onChange(campaignId)
  }

  const look = () => {
    callOff?.()
    callOff = null
    const nowMs = clock.now()
    for (const { id, at } of campaigns.scheduled()) {
      if (at > nowMs) break
      void (nowMs - at > toleranceMs ? missed(id) : begin(id)).catch(error => options.onFailure(id, error))
      // One at a time: the next look comes when this one's state is written.
      callOff = clock.after(1_000, look)
      return
    }
    const next = campaigns.scheduled()[0]
    if (next !== undefined) callOff = clock.after(Math.min(lookAgainMs, next.at - nowMs), look)
  }

  return {
    async schedule(campaignId, at) {
      if (at <= clock.now()) throw new AppError('time-is-past')
      if (campaigns.view(campaignId).counts.pending === 0) throw new AppError('nothing-to-send')
      await keeper.schedule(campaignId, at)
      look()
      options.onChange(campaignId)
    },
    async unschedule(campaignId) {
      await keeper.schedule(campaignId, null)
      look()
      options.onChange(campaignId)
    },
    start: look,
    stop() {
      callOff?.()
      callOff = null
    },
  }
}
