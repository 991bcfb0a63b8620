import { checkPhone } from '../sms/phone.ts'
import { areNamesAndPhones, createLineCut, type LineCut, type LineCutName, lineCuts } from './line-cuts.ts'
import { holdsPhone } from './phone-cells.ts'

/** The possible separators of cells. */
const betweenCells = { tab: '\t', semicolon: ';', bar: '|', comma: ',', 'wide-comma': '，' } as const

/** Does not occur in any text. */
const noncharacter = '\uffff'
/**
 * How a line is cut into cells: at a separator, or in another way. `none`: one cell per line. `cards`: a phone
 * book, read by `createCardReader`; it is detected and can't be chosen.
 */
export type Delimiter = keyof typeof betweenCells | LineCutName | 'none' | 'cards'
export const delimiterNames: readonly Delimiter[] = [
  ...(Object.keys(betweenCells) as (keyof typeof betweenCells)[]),
  ...lineCuts,
  'none',
  'cards',
]

/** How a delimiter cuts: at a separator, respecting quotes; or line by line. */
export type CellCut = {
  readonly delimiter: string
  readonly cut?: LineCut | undefined
  /** Names of the columns if the text has no header. */
  readonly columns?: readonly string[]
}

const isLineCut = (name: Delimiter): name is LineCutName => lineCuts.some(how => how === name)

/** `sample`: the text's beginning, from which columns of a fixed width are found. */
export function cellCutOf(name: Delimiter, sample: string): CellCut {
  if (name === 'none') return { delimiter: noncharacter }
  // Its rows are written as a table once they are read.
  if (name === 'cards') return { delimiter: betweenCells.comma }
  if (!isLineCut(name)) return { delimiter: betweenCells[name] }
  return {
    delimiter: noncharacter,
    ...(createLineCut(name, sampledLines(sample)) ?? { cut: line => [line] }),
  }
}

const sampledLines = (sample: string): readonly string[] =>
  sample.split('\n', 200).filter(line => line.trim() !== '')

export type DelimiterGuess = {
  readonly delimiter: Delimiter
  /** The usual number of cells in a line. */
  readonly width: number
}

/** Splits the sample's lines into cells; handed in, because it is the parser's job. */
export type SplitSample = (text: string, delimiter: string) => SampledRecords

export type SampledRecords = {
  readonly records: readonly (readonly string[])[]
  /** The number of records with broken quotes under this delimiter. */
  readonly broken: number
}

const candidates = Object.keys(betweenCells) as readonly (keyof typeof betweenCells)[]
const moreThanOne = new RegExp(`[\\p{L}${Object.values(betweenCells).join('')}/、]`, 'u')

/** Excel's own note on the first line: `sep=;`. Its length with the line's end, 0 where there is none. */
export function readSeparatorLine(text: string): {
  readonly length: number
  readonly delimiter: Delimiter | null
} {
  const line = /^"?sep=(.)"?\n/i.exec(text)
  if (!line) return { length: 0, delimiter: null }
  const known = candidates.find(name => betweenCells[name] === line[1])
  return known === undefined ? { length: 0, delimiter: null } : { length: line[0].length, delimiter: known }
}

/**
 * Finds the delimiter by its result on the first lines: the same number of cells in every line, and a column that
 * contains only phones. So an amount like 1,200 or a list of tags does not win over the real delimiter. Quotes that
 * close at the end of a cell support a delimiter: a tab inside them does not cut.
 */
export function guessDelimiter(sample: string, split: SplitSample): DelimiterGuess {
  let isTable = false
  const tableSigns: string[] = []
  const lines = split(sample, noncharacter)
  let best = candidateOf('none', 1, phoneShare(lines.records.filter(isFilled)), lines)
  for (const delimiter of candidates) {
    if (!sample.includes(betweenCells[delimiter])) continue
    const cut = split(sample, betweenCells[delimiter])
    const filled = cut.records.filter(isFilled)
    const records = withoutPreamble(filled)
    const { width, share } = usualWidth(records)
    if (width < 2) continue
    // Ties are decided by cells of several phones, and by fewer lines outside the table.
    const tie = tieWeight * (phoneShare(records, arePhones) + records.length / filled.length)
    const score = share + 1.5 * phoneShare(records)
    const candidate = candidateOf(delimiter, width, score, { records, broken: cut.broken }, tie)
    if (candidate.rank > best.rank) best = candidate
    if (share >= 0.9) tableSigns.push(betweenCells[delimiter])
    // A good table needs no further comparison.
    if (share >= 0.9 && score > 1) isTable = true
  }
  const { delimiter, width } = isTable ? best : bestLineCut(sample, best, tableSigns)
  return { delimiter, width }
}

type Candidate = DelimiterGuess & {
  readonly score: number
  /** The score minus a penalty for broken quotes: a clean table ranks above any that breaks all quotes. */
  readonly rank: number
}

const brokenWeight = 1.6
const tieWeight = 0.05

const candidateOf = (
  delimiter: Delimiter,
  width: number,
  score: number,
  { records, broken }: SampledRecords,
  tie = 0,
): Candidate => ({
  delimiter,
  width,
  score,
  rank: score + tie - brokenWeight * Math.min(1, broken / Math.max(1, records.length)),
})

/**
 * A way to cut lines that isolates more phones in cells than the best separator. `tableSigns` give all lines the
 * same number of cells; a cut that leaves one of them inside its cells is wrong.
 */
function bestLineCut(sample: string, bySign: Candidate, tableSigns: readonly string[]): Candidate {
  const lines = sampledLines(sample)
  // Quoted cells have a separator between them, or there is one cell per line.
  if (lines.filter(line => /^".*"$/.test(line)).length > lines.length / 2) return bySign
  let best = bySign
  for (const delimiter of lineCuts) {
    if (delimiter === 'name-phone' && !areNamesAndPhones(lines)) continue
    const made = createLineCut(delimiter, lines)
    if (made === null) continue
    const records = lines.map(made.cut)
    const { width, share } = usualWidth(records)
    const phones = phoneShare(records)
    if (tableSigns.some(sign => standsInside(records, sign))) continue
    if ((width < 2 && delimiter !== 'name-phone') || phones < 0.5) continue
    const score = share + 1.5 * phones
    if (score > best.score) best = { delimiter, width, score, rank: score }
  }
  return best
}

/** Whether most records have the separator inside a cell; inside an amount (1,200) it does not count. */
const standsInside = (records: readonly (readonly string[])[], sign: string): boolean =>
  records.filter(cells => cells.some(cell => cell.replace(/\d,(?=\d{3}(?!\d))/g, '').includes(sign))).length >
  records.length / 2

/** The most lines with a phone above a table: the shop's, or the account's. */
const mostPhonesAbove = 2

/** Lines above a table without a separator are not rows of it, unless they are people. */
function withoutPreamble(records: readonly (readonly string[])[]): readonly (readonly string[])[] {
  const first = records.findIndex(record => record.length > 1)
  const above = records.slice(0, Math.max(0, first))
  const withPhones = above.filter(([line = '']) => holdsPhone(line))
  const arePeople =
    withPhones.length > mostPhonesAbove || withPhones.some(([line = '']) => !/\p{L}.*[:：]/u.test(line))
  return arePeople ? records : records.slice(above.length)
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

/** The share of lines with only a phone in the column that has most of them. */
function phoneShare(records: readonly (readonly string[])[], isPhone = isOnePhone): number {
  const byColumn: number[] = []
  for (const record of records)
    for (const [column, cell] of record.slice(0, 50).entries())
      if (isPhone(cell)) byColumn[column] = (byColumn[column] ?? 0) + 1
  return byColumn.reduce((most, count) => Math.max(most, count ?? 0), 0) / Math.max(1, records.length)
}

/** One or several phones and no letter: 13800138000/13912345678. */
const arePhones = (cell: string): boolean =>
  cell.length <= 80 && !/[\p{L}\t;|,，]/u.test(cell) && checkPhone(cell, false).kind === 'ok'

function isOnePhone(cell: string): boolean {
  if (cell.length > 40 || moreThanOne.test(cell.trim())) return false
  const check = checkPhone(cell, false)
  return check.kind === 'ok' && check.others.length === 0
}
