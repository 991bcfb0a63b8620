import type { CampaignView } from '../../../shared/domain/campaign.ts'
import {
  noCounts,
  type RecipientState,
  type Resolution,
  type StateCounts,
} from '../../../shared/domain/states.ts'
import type { Tally } from './tallies.ts'

/** All counts of a campaign for screens and reports, as sums over its tallies. */
export type Figures = {
  readonly counts: StateCounts
  /** Parts of all recipients in a state. */
  readonly parts: Readonly<Record<RecipientState, number>>
  /** Why recipients were skipped, the most frequent reason first. */
  readonly skipped: CampaignView['skipped']
}

const sum = (
  tallies: readonly Tally[],
  weight: (tally: Tally) => number = ({ recipients }) => recipients,
): number => tallies.reduce((total, tally) => total + weight(tally), 0)

const partsOf = ({ parts, recipients }: Tally): number => parts * recipients

const groups = <K>(tallies: readonly Tally[], keyOf: (tally: Tally) => K): ReadonlyMap<K, number> => {
  const counts = new Map<K, number>()
  for (const tally of tallies) counts.set(keyOf(tally), (counts.get(keyOf(tally)) ?? 0) + tally.recipients)
  return counts
}

export function countsOf(tallies: readonly Tally[]): StateCounts {
  const counts: Record<RecipientState, number> = { ...noCounts }
  for (const { state, recipients } of tallies) counts[state] += recipients
  return counts
}

const skippedBy = (tallies: readonly Tally[]): Figures['skipped'] =>
  [
    ...groups(
      tallies.filter(({ state }) => state === 'skipped'),
      ({ cause }) => cause ?? '',
    ),
  ]
    .map(([reason, count]) => ({ reason, count }))
    .toSorted((a, b) => b.count - a.count || a.reason.localeCompare(b.reason))

export function figuresOf(tallies: readonly Tally[]): Figures {
  const parts: Record<RecipientState, number> = { ...noCounts }
  for (const tally of tallies) parts[tally.state] += partsOf(tally)
  return { counts: countsOf(tallies), parts, skipped: skippedBy(tallies) }
}

/** The summary of a draft: recipients to send to by number of parts, and how many are skipped for which reason. */
export function draftFigures(tallies: readonly Tally[]) {
  const pending = tallies.filter(({ state }) => state === 'pending')
  const byParts = [...groups(pending, ({ parts }) => parts)]
    .map(([parts, count]) => ({ parts, count }))
    .toSorted((a, b) => a.parts - b.parts)
  return {
    recipients: sum(tallies),
    toSend: sum(pending),
    byParts,
    skipped: skippedBy(tallies),
    parts: sum(pending, partsOf),
    nearLimit: sum(pending.filter(({ nearLimit }) => nearLimit)),
  }
}

/** The number of pending recipients, and of those refused with one of these codes. */
export function dueFigures(
  tallies: readonly Tally[],
  codes: readonly number[],
): { readonly people: number; readonly parts: number } {
  const due = tallies.filter(
    ({ state, code }) =>
      state === 'pending' || (state === 'rejected' && code !== null && codes.includes(code)),
  )
  return { people: sum(due), parts: sum(due, partsOf) }
}

/** Whether a recipient may be chosen for a resend; this keeps people from getting a message twice. */
const canBeResent = ({ resolution, held }: Pick<Tally, 'resolution' | 'held'>): boolean =>
  !held && (resolution === null || resolution === 'treat-as-unsent')

const troubled = ['rejected', 'unsent', 'unknown'] as const

/**
 * Why people were not accepted: everybody rejected, unsent or unknown, by the provider's code or by the cause, the
 * most frequent first. `open`: how many of them may still be chosen for a resend.
 */
const reasonsOf = (tallies: readonly Tally[]) =>
  troubled
    .flatMap(state => {
      const all = tallies.filter(tally => tally.state === state)
      const keys = groups(all, ({ code, cause }) => JSON.stringify([code, cause]))
      return [...keys].map(([key, count]) => {
        const same = all.filter(({ code, cause }) => JSON.stringify([code, cause]) === key)
        const { code = null, cause = null } = same[0] ?? {}
        return { state, code, cause, count, open: sum(same.filter(canBeResent)) }
      })
    })
    .filter(({ count }) => count > 0)
    .toSorted((a, b) => b.count - a.count || (a.code ?? 0) - (b.code ?? 0))

/**
 * How many of an ended campaign can be sent to again, why people were not accepted, and the decisions that were
 * made.
 */
export function outcomeFigures(tallies: readonly Tally[]) {
  const open = tallies.filter(canBeResent)
  const of = (state: RecipientState) => open.filter(tally => tally.state === state)
  const resolved: Record<Resolution, number> = { 'treat-as-sent': 0, 'treat-as-unsent': 0, 'sent-again': 0 }
  for (const { resolution, recipients } of tallies) {
    if (resolution !== null) resolved[resolution] += recipients
  }
  return {
    unsent: sum(of('unsent')),
    unknown: sum(of('unknown')),
    waiting: sum(of('unknown').filter(({ resolution }) => resolution === null)),
    rejected: [...groups(of('rejected'), ({ code }) => code ?? 0)]
      .map(([code, count]) => ({ code, count }))
      .toSorted((a, b) => b.count - a.count || a.code - b.code),
    reasons: reasonsOf(tallies),
    resolved,
  }
}
