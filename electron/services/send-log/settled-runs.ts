import type { Outcome } from '../../../shared/domain/states.ts'
import { acceptedCode } from '../../../shared/provider/codes.ts'
import type { Completed } from './send-store.ts'
import type { Standing } from './tallies.ts'

/** The cause of an attempt's outcome; null where the state says everything. */
export const causeOf = (outcome: Outcome): string | null =>
  outcome.state === 'unsent' || outcome.state === 'unknown' ? outcome.cause : null

/** A recipient's standing after an attempt. */
type Settled = Pick<Standing, 'state' | 'code' | 'cause'>
const settledBy = ({ outcome, dueAgain }: Completed): Settled => ({
  state: dueAgain ? 'pending' : outcome.state,
  code: outcome.state === 'rejected' ? outcome.code : null,
  cause: causeOf(outcome),
})

/** Recipients with consecutive numbers and the same standing. */
type Run = Settled & { readonly first: number; last: number }

/**
 * The results as runs in the order of their numbers; usually few, because recipients that were begun together end
 * alike.
 */
export function runsOf(sorted: readonly Completed[]): readonly Run[] {
  const runs: Run[] = []
  for (const result of sorted) {
    const settled = settledBy(result)
    const run = runs.at(-1)
    const goesOn =
      run !== undefined &&
      run.last + 1 === result.seq &&
      run.state === settled.state &&
      run.code === settled.code &&
      run.cause === settled.cause
    if (goesOn) run.last = result.seq
    else runs.push({ ...settled, first: result.seq, last: result.seq })
  }
  return runs
}

/**
 * For an ordinary acceptance the row says everything: accepted, at the first attempt, when. An event would repeat
 * it (docs/adr/0015-no-event-where-the-row-tells.md).
 */
export const isToldByRow = ({ outcome, attempt, code, httpStatus }: Completed): boolean =>
  outcome.state === 'accepted' && attempt === 1 && code === acceptedCode && httpStatus === 200
