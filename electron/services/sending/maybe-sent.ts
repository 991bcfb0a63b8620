import { codeEntry } from '../../../shared/provider/codes.ts'
import type { CampaignService } from '../campaigns/campaign-service.ts'
import type { ResendChoice } from '../send-log/chore-marks.ts'

/**
 * How many of the chosen recipients may already have the message: there was no readable answer, or one that settles
 * nothing.
 */
export function maybeSent(
  outcomes: Pick<ReturnType<CampaignService['outcomes']>, 'unknown' | 'rejected'>,
  { states, codes, seqs }: Pick<ResendChoice, 'states' | 'codes' | 'seqs'>,
): number {
  const unclear = outcomes.rejected.filter(
    ({ code }) =>
      states.includes('rejected') &&
      codeEntry(code).responsible === 'unclear' &&
      (codes === null || codes.includes(code)),
  )
  const people =
    (states.includes('unknown') ? outcomes.unknown : 0) +
    unclear.reduce((total, { count }) => total + count, 0)
  return seqs === null ? people : Math.min(people, seqs.length)
}
