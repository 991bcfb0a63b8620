import type { CampaignView } from './campaign.ts'
import { totalOf } from './states.ts'

/**
 * A piece of the headline: a number of people with one result. `key` names its text (report.json,
 * report-page-texts.ts).
 */
export type HeadlinePiece = {
  readonly key:
    | 'all'
    | 'accepted'
    | 'rejected'
    | 'unknown'
    | 'unsent'
    | 'waiting'
    | 'cancelled'
    | 'skipped'
    | 'skippedOtherwise'
  readonly n: number
}

/** A campaign in one line; the pieces add up to its recipients. Pieces of zero are left out, except accepted. */
export function headlineOf({
  counts,
  skipped,
}: Pick<CampaignView, 'counts' | 'skipped'>): readonly HeadlinePiece[] {
  const { accepted, rejected, unknown, unsent, pending, sending } = counts
  if (accepted > 0 && accepted === totalOf(counts)) return [{ key: 'all', n: accepted }]
  const cancelled = skipped
    .filter(({ reason }) => reason === 'cancelled')
    .reduce((sum, { count }) => sum + count, 0)
  const others: readonly HeadlinePiece[] = [
    { key: 'rejected', n: rejected },
    { key: 'unknown', n: unknown },
    { key: 'unsent', n: unsent },
    { key: 'waiting', n: pending + sending },
    { key: 'cancelled', n: cancelled },
    // In the bar and in the totals both count as skipped.
    { key: cancelled === 0 ? 'skipped' : 'skippedOtherwise', n: counts.skipped - cancelled },
  ]
  return [{ key: 'accepted', n: accepted }, ...others.filter(({ n }) => n > 0)]
}
