import { cellValue, isBlankCell } from '../../../shared/import/cell-value.ts'
import { cleanValue } from '../../../shared/text/clean-text.ts'
import { flawedValueCharacters, type ValueFlaw, valueFlaws } from '../../../shared/text/value-flaws.ts'
import { cellFlaw } from './cell-flaw.ts'
import type { RowStore } from './row-store.ts'
import { flawedFlag, type RowTable, statusCode } from './row-table.ts'

/** A value, and how many people have it. */
export type ValueCount = { readonly value: string; readonly people: number }

/** The values of one column that have one flaw. */
export type FlawedValues = {
  readonly column: number
  readonly flaw: ValueFlaw
  readonly people: number
  /** The most frequent, at most `valuesShown`. */
  readonly values: readonly ValueCount[]
}

/** This many values can be decided one by one. */
const valuesShown = 30
/** Distinct values that are counted separately; an unreadable column has many. */
const valuesCounted = 1000

/** The flaws in the values of usable rows in these columns; columns without flaws are left out. */
export function flawedValues(
  store: RowStore,
  table: RowTable,
  columns: readonly number[],
): readonly FlawedValues[] {
  const found = columns.flatMap(column =>
    valueFlaws.map(flaw => ({ column, flaw, people: 0, values: new Map<string, number>() })),
  )
  const usable = statusCode('usable')
  const { status, flags, rows, splits } = table
  for (let row = 0; row < rows + splits; row++) {
    if (status[row] !== usable) continue
    const source = row < rows ? row : table.sourceOf(row)
    if (((flags[source] ?? 0) & flawedFlag) === 0) continue
    const cells = store.cells(source)
    for (const one of found) {
      const cell = cells[one.column] ?? ''
      if (isBlankCell(cell) || cellFlaw(cell) !== one.flaw) continue
      one.people++
      const value = cleanValue(cellValue(cell)).slice(0, flawedValueCharacters)
      const known = one.values.get(value)
      if (known !== undefined || one.values.size < valuesCounted) one.values.set(value, (known ?? 0) + 1)
    }
  }
  return found
    .filter(({ people }) => people > 0)
    .map(({ values, ...one }) => ({
      ...one,
      values: [...values]
        .map(([value, people]) => ({ value, people }))
        .toSorted((a, b) => b.people - a.people)
        .slice(0, valuesShown),
    }))
}
