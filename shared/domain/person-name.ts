import { nameLikeness } from '../import/name-column.ts'
import type { VariableOrigin } from './campaign.ts'

/** The place of the value that is each recipient's name, by the variable's own words and its column's; null: none is. */
export function namePlaceOf(
  valueNames: readonly string[],
  origins: readonly VariableOrigin[] = [],
): number | null {
  let best: number | null = null
  let most = 0
  for (const [place, variable] of valueNames.entries()) {
    const origin = origins.find(each => each.variable === variable)
    // A text that everybody got names nobody.
    if (origin !== undefined && 'text' in origin) continue
    const likeness = Math.max(nameLikeness(variable), origin === undefined ? 0 : nameLikeness(origin.column))
    if (likeness > most) [best, most] = [place, likeness]
  }
  return best
}

/** Names as they are compared: width and case aside, on one line. */
export const comparableName = (name: string): string =>
  name.normalize('NFKC').toLowerCase().replaceAll('\n', ' ')
