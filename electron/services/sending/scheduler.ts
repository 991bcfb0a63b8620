import { AppError } from '../../../shared/ipc/result.ts'
import type { CampaignService } from '../campaigns/campaign-service.ts'
import type { Keeper } from '../campaigns/keeper.ts'
import type { SendStore } from '../send-log/send-store.ts'
import type { Clock } from '../time/clock.ts'

/** A campaign that is later than this does not start by itself any more. */
const toleranceMs = 2 * 60_000
/** The computer may sleep and its clock may be changed, so the time is checked at least this often. */
const lookAgainMs = 15_000
/** The same while a campaign is due and can't start yet. */
const lookAtQueueMs = 1_000
/** A start is near from this long before it on. */
const nearMs = 30 * 60_000

export type Scheduler = {
  /** Also for a missed campaign. Throws `time-is-past`, `nothing-to-send` or `wrong-state`. */
  readonly schedule: (campaignId: number, at: number) => Promise<void>
  readonly unschedule: (campaignId: number) => Promise<void>
  /**
   * When the next start is due, in milliseconds since 1970, or null. Where the database can't be read just now: as it was
   * last seen, because the owner who closes the app must not be left unasked.
   */
  readonly nextAt: () => number | null
  /** Handles starts that were missed while the app was not running, and starts watching the time. */
  readonly start: () => void
  readonly stop: () => void
}

/**
 * Starts scheduled campaigns at their time. If several are due, each starts when the one before is no longer being
 * sent: when it has ended or is paused. If a start was missed because the app was not running, or because the
 * campaign could not start, the owner is asked; it never happens late by itself.
 */
export function createScheduler(options: {
  readonly campaigns: Pick<CampaignService, 'scheduled' | 'view'>
  readonly keeper: Pick<Keeper, 'schedule'>
  readonly store: Pick<SendStore, 'setStatus'>
  readonly clock: Clock
  readonly isSending: () => boolean
  /** Starts a scheduled campaign. Rejects where it can't be started. */
  readonly begin: (campaignId: number) => Promise<void>
  readonly onChange: (campaignId: number) => void
  /** `campaignId` null: it could not be read what is scheduled. */
  readonly onFailure: (campaignId: number | null, error: unknown) => void
  /** Called at every check with whether a start is near, so that the computer can be kept awake for it. */
  readonly onNear: (near: boolean) => void
}): Scheduler {
  const { campaigns, keeper, store, clock } = options
  let callOff: (() => void) | null = null
  let isWatching = false
  let nextSeen: number | null = null
  /** Campaigns found due in time; only another campaign that is being sent keeps them waiting. */
  const inTime = new Set<number>()
  /** Campaigns whose start, or missed start, is being written. */
  const underWay = new Set<number>()

  const missed = async (
    campaignId: number,
    reason: 'schedule-missed' | 'recent-more' = 'schedule-missed',
  ): Promise<void> => {
    await store.setStatus(campaignId, 'paused', { reason })
    options.onChange(campaignId)
  }

  /** The campaign stays scheduled until the log has recorded its start, so that it is never forgotten. */
  const begin = async (campaignId: number): Promise<void> => {
    try {
      await options.begin(campaignId)
    } catch (error) {
      // Another campaign was faster: this one stays in the queue.
      if (error instanceof AppError && error.code === 'another-campaign-is-sending') return
      options.onFailure(campaignId, error)
      // Recipients got other messages since the owner looked. Nobody may be there to ask, so the campaign asks
      // later.
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
    let nextLookMs: number | null = lookAgainMs
    try {
      nextLookMs = lookOnce()
    } catch (error) {
      // The database can't be read just now; the watch goes on.
      options.onFailure(null, error)
    }
    if (nextLookMs !== null) callOff = clock.after(nextLookMs, look)
  }

  /** Returns after how long to look again; null: nothing is scheduled. */
  const lookOnce = (): number | null => {
    const nowMs = clock.now()
    const scheduled = campaigns.scheduled()
    nextSeen = scheduled[0]?.at ?? null
    options.onNear(scheduled[0] !== undefined && scheduled[0].at - nowMs <= nearMs)
    const due = scheduled.filter(({ at }) => at <= nowMs)
    for (const id of inTime) if (!due.some(campaign => campaign.id === id)) inTime.delete(id)
    for (const { id, at } of due) if (nowMs - at <= toleranceMs) inTime.add(id)

    const free = due.filter(({ id }) => !underWay.has(id))
    for (const { id } of free) if (!inTime.has(id)) carryOut(id, each => missed(each))
    const first = free.find(({ id }) => inTime.has(id))
    if (first !== undefined && underWay.size === 0 && !options.isSending()) carryOut(first.id, begin)

    const next = scheduled[0]
    if (next === undefined) return null
    return due.length > 0 ? lookAtQueueMs : Math.min(lookAgainMs, Math.max(0, next.at - nowMs))
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
    nextAt() {
      try {
        return campaigns.scheduled()[0]?.at ?? null
      } catch {
        return nextSeen
      }
    },
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
