import { AppError } from '../../../shared/ipc/result.ts'
import type { CampaignService } from '../campaigns/campaign-service.ts'
import type { Keeper } from '../campaigns/keeper.ts'
import type { SendStore } from '../send-log/send-store.ts'
import type { Clock } from '../time/clock.ts'

/** Later than this after its time a campaign does not start by itself any more. */
const toleranceMs = 2 * 60_000
/** The computer may sleep and its clock may be set: nobody waits longer than this without looking at the time. */
const lookAgainMs = 15_000
/** So often while a campaign is due and can't begin yet. */
const lookAtQueueMs = 1_000
/** From so long before a start on, it is near. */
const nearMs = 30 * 60_000

export type Scheduler = {
  /** Also for one that was missed. Throws `time-is-past`, `nothing-to-send` or `wrong-state`. */
  readonly schedule: (campaignId: number, at: number) => Promise<void>
  readonly unschedule: (campaignId: number) => Promise<void>
  /** When the next start is due, in milliseconds since 1970, or null. */
  readonly nextAt: () => number | null
  /** Looks at what was missed while the app was not running, and starts watching the time. */
  readonly start: () => void
  readonly stop: () => void
}

/**
 * Starts scheduled campaigns at their time. Of several that are due, one begins when the one before is no longer being
 * sent: when it has ended, or stands paused. A start that was missed because the app was not running, or because the
 * campaign could not begin, asks the owner; it never happens late on its own.
 */
export function createScheduler(options: {
  readonly campaigns: Pick<CampaignService, 'scheduled' | 'view'>
  readonly keeper: Pick<Keeper, 'schedule'>
  readonly store: Pick<SendStore, 'setStatus'>
  readonly clock: Clock
  readonly isSending: () => boolean
  /** Begins a campaign that is scheduled. Rejects where it can't be begun. */
  readonly begin: (campaignId: number) => Promise<void>
  readonly onChange: (campaignId: number) => void
  readonly onFailure: (campaignId: number, error: unknown) => void
  /** Told at every look whether a start is near, so that the computer may be kept awake for it. */
  readonly onNear: (near: boolean) => void
}): Scheduler {
  const { campaigns, keeper, store, clock } = options
  let callOff: (() => void) | null = null
  let isWatching = false
  /** Found due in time: only another campaign that is being sent keeps them waiting. */
  const inTime = new Set<number>()
  /** Those whose beginning, or whose missing it, is being written. */
  const underWay = new Set<number>()

  const missed = async (
    campaignId: number,
    reason: 'schedule-missed' | 'recent-more' = 'schedule-missed',
  ): Promise<void> => {
    await store.setStatus(campaignId, 'paused', { reason })
    options.onChange(campaignId)
  }

  /** It stays scheduled until the log has its beginning: whatever happens in between, it is not forgotten. */
  const begin = async (campaignId: number): Promise<void> => {
    try {
      await options.begin(campaignId)
    } catch (error) {
      // Somebody else was quicker: it stays in the queue.
      if (error instanceof AppError && error.code === 'another-campaign-is-sending') return
      options.onFailure(campaignId, error)
      // Others were sent something since the owner looked: nobody is there to be asked, so the campaign asks later.
      const asks = error instanceof AppError && error.code === 'recent-more'
      await missed(campaignId, asks ? 'recent-more' : 'schedule-missed')
    }
    options.onChange(campaignId)
  }

  const carryOut = (campaignId: number, work: (campaignId: number) => Promise<void>) => {
    underWay.add(campaignId)
    work(campaignId)
      .catch(error => options.onFailure(campaignId, error))
      .finally(() => underWay.delete(campaignId))
  }

  const look = () => {
    callOff?.()
    callOff = null
    if (!isWatching) return
    const nowMs = clock.now()
    const scheduled = campaigns.scheduled()
    options.onNear(scheduled[0] !== undefined && scheduled[0].at - nowMs <= nearMs)
    const due = scheduled.filter(({ at }) => at <= nowMs)
    for (const id of inTime) if (!due.some(campaign => campaign.id === id)) inTime.delete(id)
    for (const { id, at } of due) if (nowMs - at <= toleranceMs) inTime.add(id)

    const free = due.filter(({ id }) => !underWay.has(id))
    for (const { id } of free) if (!inTime.has(id)) carryOut(id, each => missed(each))
    const first = free.find(({ id }) => inTime.has(id))
    if (first !== undefined && underWay.size === 0 && !options.isSending()) carryOut(first.id, begin)

    const next = scheduled[0]
    if (next === undefined) return
    callOff = clock.after(
      due.length > 0 ? lookAtQueueMs : Math.min(lookAgainMs, Math.max(0, next.at - nowMs)),
      look,
    )
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
    nextAt: () => campaigns.scheduled()[0]?.at ?? null,
    start() {
      isWatching = true
      look()
    },
    stop() {
      isWatching = false
      callOff?.()
      callOff = null
    },
  }
}
