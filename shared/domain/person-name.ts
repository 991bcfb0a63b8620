import { nameLikeness } from '../import/name-column.ts'
import type { VariableOrigin } from './campaign.ts'

/**
 * The index of the value that is each recipient's name, judged by the name of the variable and of its column; null:
 * none is.
 */
export function namePlaceOf(
  valueNames: readonly string[],
  origins: readonly VariableOrigin[] = [],
): number | null {
  let best: number | null = null
  let most = 0
  for (const [place, variable] of valueNames.entries()) {
    const origin = origins.find(each => each.variable === variable)
    // A text that everybody got is nobody's name.
    if (origin !== undefined && 'text' in origin) continue
    const likeness = Math.max(nameLikeness(variable), origin === undefined ? 0 : nameLikeness(origin.column))
    if (likeness > most) [best, most] = [place, likeness]
  }
  return best
}

/** A name prepared for comparison: ignoring width and case, on one line. */
export const comparableName = (name: string): string =>
  name.normalize('NFKC').toLowerCase().replaceAll('\n', ' ')
