import { isBlankCell } from './cell-value.ts'
import { holdsPhone, purePhone } from './phone-cells.ts'
import { type PhoneHeader, phoneHeader } from './phone-header.ts'

type Record = readonly string[]

export type PhoneColumns = {
  readonly column: number
  /** False where no column holds a phone: `column` then rests on the header alone, or is the first column. */
  readonly found: boolean
  /**
   * Columns between which only the owner can decide, the likeliest first: several phone columns with different
   * phones, or columns with phones under a header that says something else. Empty if nothing is in doubt.
   */
  readonly inDoubt: readonly number[]
}

type Column = {
  readonly column: number
  readonly header: PhoneHeader
  readonly filled: number
  /** Cells that are a phone, and cells that hold one among words. */
  readonly pure: number
  readonly mixed: number
}

/** `named`: the header says that it holds phones of the right people. `doubtful`: the header says something else. */
type Standing = 'named' | 'unnamed' | 'mixed' | 'doubtful' | 'none'

/** The most cells that are checked: fewer rows of a wide table. */
const mostCells = 200_000
/** If the scores of columns differ by less than this, the owner decides. */
const near = 1.5
/** The most columns that are offered in one question. */
const mostInDoubt = 4

function columnsOf(data: readonly Record[], header: Record): readonly Column[] {
  const width = data.reduce((most, record) => Math.max(most, record.length), header.length)
  const rows = data.slice(0, Math.max(20, Math.floor(mostCells / Math.max(1, width))))
  return Array.from({ length: width }, (_, column) => {
    let filled = 0
    let pure = 0
    let mixed = 0
    for (const record of rows) {
      const cell = record[column] ?? ''
      if (isBlankCell(cell)) continue
      filled++
      if (purePhone(cell) !== null) pure++
      else if (holdsPhone(cell)) mixed++
    }
    return { column, header: phoneHeader(header[column] ?? ''), filled, pure, mixed }
  })
}

function standingOf({ header, filled, pure, mixed }: Column): Standing {
  if (header.kind === 'phone' && header.person !== 'other') return 'named'
  if (pure + mixed === 0) return 'none'
  if (header.kind !== 'silent' || header.person === 'other') return 'doubtful'
  return pure >= filled / 2 ? 'unnamed' : 'mixed'
}

/** The header's words weigh as much as what the cells hold. */
function scoreOf({ header, filled, pure, mixed }: Column, mostPhones: number): number {
  const phones = pure + mixed / 2
  const content = 1.5 * (phones / Math.max(1, filled)) + 1.5 * (phones / Math.max(1, mostPhones))
  if (header.kind !== 'phone') return content
  const person = header.person === 'customer' ? 0.75 : 0
  return header.word + person - (isSpare({ header }) ? 1.5 : 0) + content
}

const isSpare = ({ header }: Pick<Column, 'header'>): boolean => header.kind === 'phone' && header.isSpare

/** Whether two columns hold different phones for the same people. */
function conflict(data: readonly Record[], a: Column, b: Column): boolean {
  let differing = 0
  for (const record of data) {
    const one = purePhone(record[a.column] ?? '')
    const other = purePhone(record[b.column] ?? '')
    if (one !== null && other !== null && one !== other) differing++
  }
  return differing > 0 && differing >= 0.1 * Math.min(a.pure, b.pure)
}

/** Finds the column of the phones to send to, by header and content together, and reports doubts. */
export function findPhoneColumn(sample: readonly Record[], headerRow: number): PhoneColumns {
  const data = sample.slice(headerRow + 1)
  const columns = columnsOf(data, sample[headerRow] ?? [])
  const mostPhones = columns.reduce((most, { pure, mixed }) => Math.max(most, pure + mixed / 2), 0)
  const ranked = columns
    .map(column => ({ ...column, standing: standingOf(column), score: scoreOf(column, mostPhones) }))
    .sort((a, b) => b.score - a.score)
  const standing = (...wanted: readonly Standing[]) => ranked.filter(one => wanted.includes(one.standing))
  const named = standing('named')
  const withPhones = named.filter(({ pure, mixed }) => pure + mixed > 0)

  const [best] = withPhones
  if (best !== undefined) {
    const rivals = [...withPhones.slice(1), ...standing('unnamed')].filter(
      one => best.score - one.score < near && !isSpare(one) && conflict(data, best, one),
    )
    return answer(best, rivals)
  }
  const unnamed = standing('unnamed')
  const [likeliest] = unnamed
  const empty = named.filter(({ header }) => header.kind === 'phone' && header.word >= 1)
  if (likeliest !== undefined) {
    const rivals = unnamed.slice(1).filter(one => conflict(data, likeliest, one))
    return answer(likeliest, [...rivals, ...empty])
  }
  const [words] = standing('mixed')
  const doubtful = standing('doubtful')
  const [blank] = empty
  if (words !== undefined && words.mixed + words.pure >= data.length / 2)
    return answer(words, [...doubtful, ...empty])
  // A column called phone stays the phone column even if none of its numbers can get messages.
  if (blank !== undefined) return { column: blank.column, found: false, inDoubt: [] }
  const rest = [...doubtful, ...standing('mixed')]
  const [first] = rest
  if (first === undefined) return { column: named[0]?.column ?? 0, found: false, inDoubt: [] }
  return doubtful.length === 0
    ? answer(first, [])
    : { column: first.column, found: true, inDoubt: rest.slice(0, mostInDoubt).map(one => one.column) }
}

const answer = (best: Column, rivals: readonly Column[]): PhoneColumns => ({
  column: best.column,
  found: true,
  inDoubt: rivals.length === 0 ? [] : [best, ...rivals].slice(0, mostInDoubt).map(one => one.column),
})

/** Further columns that hold only phones, the fullest first: to be offered, never used automatically. */
export function otherPhoneColumns(
  sample: readonly Record[],
  { headerRow, phoneColumns }: { readonly headerRow: number; readonly phoneColumns: readonly number[] },
): readonly number[] {
  return columnsOf(sample.slice(headerRow + 1), sample[headerRow] ?? [])
    .filter(one => {
      if (one.pure === 0 || phoneColumns.includes(one.column)) return false
      const standing = standingOf(one)
      const isCalled = one.header.kind === 'phone' && one.header.word >= 1
      return standing === 'named'
        ? one.pure >= one.filled * (isCalled ? 0.2 : 0.6)
        : standing === 'unnamed' && one.pure >= one.filled * 0.6
    })
    .sort((a, b) => b.pure - a.pure)
    .map(one => one.column)
}
