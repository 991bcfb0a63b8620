import { checkPhone } from '../sms/phone.ts'
import { holdsPhone } from './phone-cells.ts'

/** The signs that may stand between two cells. */
const betweenCells = { tab: '\t', semicolon: ';', bar: '|', comma: ',', 'wide-comma': '，' } as const

/** How a line is cut into cells. `none`: one cell a line; its sign is a noncharacter, which stands in no text. */
export const delimiters = { ...betweenCells, none: '\uffff' } as const
export type Delimiter = keyof typeof delimiters
export const delimiterNames = Object.keys(delimiters) as readonly Delimiter[]

export type DelimiterGuess = {
  readonly delimiter: Delimiter
  /** The usual number of cells in a line. */
  readonly width: number
}

/** Splits the sample's lines into cells; handed in, because it is the parser's job. */
export type SplitSample = (text: string, delimiter: string) => readonly (readonly string[])[]

const candidates = Object.keys(betweenCells) as readonly (keyof typeof betweenCells)[]
const moreThanOne = new RegExp(`[\\p{L}${Object.values(betweenCells).join('')}/、]`, 'u')

/** Excel's own note on the first line: `sep=;`. Its length with the line's end, 0 where there is none. */
export function readSeparatorLine(text: string): {
  readonly length: number
  readonly delimiter: Delimiter | null
} {
  const line = /^"?sep=(.)"?\n/i.exec(text)
  if (!line) return { length: 0, delimiter: null }
  const known = candidates.find(name => delimiters[name] === line[1])
  return known === undefined ? { length: 0, delimiter: null } : { length: line[0].length, delimiter: known }
}

/**
 * Finds the delimiter by what it makes of the first lines: the same number of cells in every line, and a column of
 * phones that are nothing but phones. So an amount like 1,200 or a list of tags does not win over the real delimiter.
 */
export function guessDelimiter(sample: string, split: SplitSample): DelimiterGuess {
  let best: DelimiterGuess & { readonly score: number } = {
    delimiter: 'none',
    width: 1,
    score: phoneShare(split(sample, delimiters.none).filter(isFilled)),
  }
  for (const delimiter of candidates) {
    if (!sample.includes(delimiters[delimiter])) continue
    const records = withoutPreamble(split(sample, delimiters[delimiter]).filter(isFilled))
    const { width, share } = usualWidth(records)
    if (width < 2) continue
    const score = share + 1.5 * phoneShare(records)
    if (score > best.score) best = { delimiter, width, score }
  }
  return { delimiter: best.delimiter, width: best.width }
}

/** Lines above a table that a delimiter leaves whole are no rows of it, unless they hold phones. */
function withoutPreamble(records: readonly (readonly string[])[]): readonly (readonly string[])[] {
  const first = records.findIndex(record => record.length > 1)
  const above = records.slice(0, Math.max(0, first))
  return above.some(([line = '']) => holdsPhone(line)) ? records : records.slice(above.length)
}

const isFilled = (record: readonly string[]): boolean => record.some(cell => cell.trim() !== '')

function usualWidth(records: readonly (readonly string[])[]): {
  readonly width: number
  readonly share: number
} {
  const byWidth = new Map<number, number>()
  for (const record of records) byWidth.set(record.length, (byWidth.get(record.length) ?? 0) + 1)
  let width = 0
  let most = 0
  for (const [candidate, count] of byWidth) if (count > most) [width, most] = [candidate, count]
  return { width, share: records.length === 0 ? 0 : most / records.length }
}

/** The share of lines with a phone and nothing else in the column that has most of them. */
function phoneShare(records: readonly (readonly string[])[]): number {
  const byColumn: number[] = []
  for (const record of records)
    for (const [column, cell] of record.slice(0, 50).entries())
      if (isOnePhone(cell)) byColumn[column] = (byColumn[column] ?? 0) + 1
  return byColumn.reduce((most, count) => Math.max(most, count ?? 0), 0) / Math.max(1, records.length)
}

function isOnePhone(cell: string): boolean {
  if (cell.length > 40 || moreThanOne.test(cell.trim())) return false
  const check = checkPhone(cell, false)
  return check.kind === 'ok' && check.others.length === 0
}
