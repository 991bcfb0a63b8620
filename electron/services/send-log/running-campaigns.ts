import type { Database } from 'better-sqlite3'
import type { RecipientState, StateCounts } from '../../../shared/domain/states.ts'
import { shanghaiDay } from '../../../shared/time/shanghai.ts'
import { createDayParts } from './day-parts.ts'
import { countsOf } from './figures.ts'
import { type Resend, resendOf } from './resends.ts'
import type { Standing, Tallies, TallyChanges } from './tallies.ts'

/** What is remembered of a campaign while it is being sent. Nobody else changes the states of its recipients then. */
type Running = {
  readonly counts: Record<RecipientState, number>
  /** The recipients that are marked `sending`, by number. */
  readonly marked: Map<number, Marked>
  readonly resend: Resend | null
  /** Its messages cost money, so they count into the parts of their day. */
  readonly isReal: boolean
}

/** A marked recipient's standing, and the day whose budget its parts count into. */
type Marked = { readonly standing: Standing; readonly day: number }

/** Messages in these states are paid for, or may be. */
const isSpent = ({ state }: Standing): boolean =>
  state === 'sending' || state === 'accepted' || state === 'unknown'

/** One transaction's view of a campaign that is being sent. */
export type Change = {
  readonly campaignId: number
  readonly resend: Resend | null
  /** When the transaction began: milliseconds since 1970. */
  readonly at: number
  /** The standing of a recipient that is marked `sending`. Throws where it is not. */
  readonly markedAs: (seq: number) => Standing
  /** Records that a recipient's standing has changed. */
  readonly move: (seq: number, before: Standing, after: Standing) => void
  readonly counts: () => StateCounts
  /** How many parts may still be marked today under this limit. */
  readonly room: (limit: number | null | undefined) => number
}

/**
 * The figures of campaigns that are being sent, remembered between transactions so that none has to count. They
 * change only when a transaction has committed.
 */
export function createRunningCampaigns(
  database: Database,
  now: () => number,
  tallies: Tallies,
  immediately: <T>(work: () => T) => T,
) {
  const dayParts = createDayParts(database)
  const selectMode = database.prepare('SELECT mode FROM campaigns WHERE id = ?').pluck()
  const runningById = new Map<number, Running>()

  const runningOf = (campaignId: number): Running => {
    const known = runningById.get(campaignId)
    if (known !== undefined) return known
    const running: Running = {
      counts: { ...countsOf(tallies.of(campaignId)) },
      marked: new Map(),
      resend: resendOf(database, campaignId),
      isReal: selectMode.get(campaignId) === 'real',
    }
    runningById.set(campaignId, running)
    return running
  }

  const transaction = <T>(campaignId: number, work: (change: Change) => T): T => {
    const running = runningOf(campaignId)
    const counts = { ...running.counts }
    const marks: { readonly seq: number; readonly after: Standing }[] = []
    const changes: TallyChanges = tallies.changes()
    const today = shanghaiDay(now())
    const spent = new Map<number, number>()
    const spend = (day: number, parts: number): void => {
      if (running.isReal) spent.set(day, (spent.get(day) ?? 0) + parts)
    }
    const result = immediately(() => {
      const value = work({
        campaignId,
        resend: running.resend,
        at: now(),
        markedAs(seq) {
          const marked = running.marked.get(seq)
          if (marked === undefined) throw new Error(`recipient ${seq} is not being sent`)
          return marked.standing
        },
        move(seq, before, after) {
          counts[before.state] -= 1
          counts[after.state] += 1
          changes.remove(before)
          changes.add(after, seq)
          marks.push({ seq, after })
          if (after.state === 'sending') spend(today, after.parts)
          // A recipient marked before midnight gives its parts back to the day on which it was marked.
          else if (before.state === 'sending' && !isSpent(after))
            spend(running.marked.get(seq)?.day ?? today, -before.parts)
        },
        counts: () => ({ ...counts }),
        room: limit =>
          limit === null || limit === undefined || !running.isReal
            ? Number.POSITIVE_INFINITY
            : limit - dayParts.of(today) - (spent.get(today) ?? 0),
      })
      changes.write(campaignId)
      for (const [day, parts] of spent) dayParts.add(day, parts)
      return value
    })
    for (const { seq, after } of marks) {
      if (after.state === 'sending') running.marked.set(seq, { standing: after, day: today })
      else running.marked.delete(seq)
    }
    Object.assign(running.counts, counts)
    return result
  }

  return {
    /** The counts of a campaign that starts or resumes. They are read anew, because others may have changed it. */
    begin(campaignId: number): StateCounts {
      runningById.delete(campaignId)
      return { ...runningOf(campaignId).counts }
    },
    /** One transaction that may change the figures of this campaign. */
    transaction,
    /** The counts of a campaign that is not being sent any more; others may change its recipients now. */
    forget(campaignId: number): StateCounts {
      runningById.delete(campaignId)
      return countsOf(tallies.of(campaignId))
    },
  }
}
