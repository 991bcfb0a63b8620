import { innerBreak } from './text-feed.ts'

/** The usual shape of a file's records, by which a record with broken quotes is told from its neighbours. */
export type RecordShape = {
  readonly delimiter: string
  /** The usual number of cells. */
  readonly width: number
  /** Every cell of the file is quoted: a line that begins without a quote continues a cell. */
  readonly allQuoted: boolean
  /** The column that usually holds only a phone, -1 if there is none. */
  readonly phoneColumn: number
  /** Whether there is a phone, quoted or not. */
  readonly hasPhone: (cells: readonly string[]) => boolean
}

export type LooseRecord = {
  readonly cells: readonly string[]
  /** The start of the next record. */
  readonly end: number
  /** Its quotes are broken; its cells were found by comparison with other records. */
  readonly isMended: boolean
}

/** The most lines that a cell with broken quotes may span. */
const mostLines = 64
/** In a line with more quotes they have no meaning; it is taken unchanged. */
const mostQuotes = 200
/** The most starts of cells that are tried for one record. */
const mostSteps = 2_000
/** A record with more cells is read only one way, because each cell is one recursion deeper. */
const mostCells = 512
/** The most positions that are tried as the end of one cell. */
const mostEnds = 400

/** Whether a line inside a cell is a record that an unclosed quote has swallowed. */
export function isRecordLine(line: string, shape: RecordShape, quotesAreBroken: boolean): boolean {
  const { delimiter, width, allQuoted, hasPhone } = shape
  const cells = line.split(delimiter)
  if (cells.length < width) return false
  // A row that was added without quotes. If it has some, it is the rest of a cell and of its record.
  if (allQuoted && !line.startsWith('"'))
    return cells.length === width && !line.includes('"') && hasPhone(cells)
  return (quotesAreBroken && width > 1) || hasPhone(cells)
}

/** Whether cells are missing and another cell contains what looks like their border. */
export const mayHoldCells = (cells: readonly string[], { delimiter, width }: RecordShape): boolean =>
  cells.length < width && cells.some(cell => cell.includes(`"${delimiter}`) || cell.includes(`${delimiter}"`))

/**
 * Reads one record of a text with unreliable quotes; null if more text is needed. A well-formed record is read
 * normally. Otherwise all readings are weighed: undoubled quotes inside a cell, opening quotes without meaning,
 * cells over several lines. The reading with the usual number of cells and the fewest of these oddities is taken,
 * but none that contains a line which is a record itself.
 * `text` is read from `at` to `reach`, where a line ends; `isAll`: nothing follows. An `innerBreak` in quotes is
 * part of the cell, whatever the following line looks like; outside quotes it ends a line.
 */
export function readLooseRecord(
  text: string,
  { at, reach, isAll }: { readonly at: number; readonly reach: number; readonly isAll: boolean },
  shape: RecordShape,
): LooseRecord | null {
  const strict = readStrictly(text, at, reach, shape.delimiter)
  const isSound = strict !== null && !hasSwallowed(strict, shape)
  if (isSound && !mayHoldCells(strict.cells, shape)) return { ...strict, isMended: false }
  const found = hasTooManyQuotes(text, at, reach)
    ? { ...lineAsItStands(text, at, reach, shape.delimiter), touchedEnd: false }
    : createSearch(text, reach, shape)(at)
  if ((found.touchedEnd || found.end === reach) && !isAll) return null
  if (isSound && (found.cells.length !== shape.width || found.end !== strict.end))
    return { ...strict, isMended: false }
  return { cells: found.cells, end: found.end, isMended: true }
}

function hasTooManyQuotes(text: string, at: number, reach: number): boolean {
  const lineEnd = text.indexOf('\n', at)
  const end = lineEnd === -1 ? reach : Math.min(lineEnd, reach)
  let quotes = 0
  for (let quote = text.indexOf('"', at); quote !== -1 && quote < end; quote = text.indexOf('"', quote + 1))
    if (++quotes > mostQuotes) return true
  return false
}

function lineAsItStands(
  text: string,
  at: number,
  reach: number,
  delimiter: string,
): { readonly cells: readonly string[]; readonly end: number } {
  const lineEnd = text.indexOf('\n', at)
  const end = lineEnd === -1 || lineEnd > reach ? reach : lineEnd
  return { cells: text.slice(at, end).split(delimiter), end: Math.min(end + 1, reach) }
}

type StrictRecord = {
  readonly cells: readonly string[]
  readonly end: number
  readonly isOneLine: boolean
}

const hasSwallowed = ({ cells, isOneLine }: StrictRecord, shape: RecordShape): boolean =>
  !isOneLine &&
  cells.some(cell =>
    cell
      .split('\n')
      .slice(1)
      .some(line => isRecordLine(line, shape, false)),
  )

/** The record at this position by RFC 4180; null if it is malformed. */
function readStrictly(text: string, at: number, reach: number, delimiter: string): StrictRecord | null {
  const cells: string[] = []
  let isOneLine = true
  for (let pos = at; ; pos += delimiter.length) {
    if (text[pos] === '"' && pos < reach) {
      const quote = closingQuote(text, pos + 1, reach)
      const end = quote === -1 ? -1 : cellEnd(text, quote + 1, reach, delimiter)
      if (end === -1) return null
      const content = text.slice(pos + 1, quote)
      isOneLine &&= !content.includes('\n')
      cells.push(content.replaceAll('""', '"'))
      pos = end
    } else {
      const end = plainEnd(text, pos, reach, delimiter)
      cells.push(text.slice(pos, end))
      pos = end
    }
    if (pos >= reach) return { cells, end: reach, isOneLine }
    if (endsLine(text[pos])) return { cells, end: pos + 1, isOneLine }
  }
}

/** The first quote from here on that is not doubled, -1 for none. */
function closingQuote(text: string, from: number, reach: number): number {
  for (let at = text.indexOf('"', from); at !== -1 && at < reach; at = text.indexOf('"', at + 2))
    if (text[at + 1] !== '"' || at + 1 >= reach) return at
  return -1
}

const endsLine = (sign: string | undefined): boolean => sign === '\n' || sign === innerBreak

/**
 * The end of a cell whose closing quote is just before this position; blanks may follow it. -1: no cell ends here.
 */
function cellEnd(text: string, from: number, reach: number, delimiter: string): number {
  let at = from
  while (at < reach && text[at] === ' ') at++
  return at >= reach || endsLine(text[at]) || text.startsWith(delimiter, at) ? at : -1
}

/** Where a cell without quotes ends. */
function plainEnd(text: string, from: number, reach: number, delimiter: string): number {
  for (let at = from; at < reach; at++)
    if (endsLine(text[at]) || (text[at] === delimiter[0] && text.startsWith(delimiter, at))) return at
  return reach
}

/** The weights of oddities in a reading. */
const odd = {
  quotesInside: 1,
  furtherLine: 0.1,
  openQuote: 3,
  width: 4,
  perCell: 1,
  noPhone: 2,
  nextLine: 1.5,
  edge: 1,
  noQuotes: 1.5,
} as const

/** A reading of the rest of a record. */
type Rest = {
  readonly cost: number
  readonly cell: string
  readonly next: Rest | null
  readonly end: number
}

function createSearch(text: string, reach: number, shape: RecordShape) {
  const { delimiter, width, phoneColumn } = shape
  const known = new Map<number, Rest | null>()
  const recordLines = new Map<number, boolean>()
  const plainCost = shape.allQuoted ? odd.noQuotes : 0
  let touchedEnd = false
  let steps = 0

  /** Whether the line that begins here is a record. */
  function beginsRecord(at: number): boolean {
    let answer = recordLines.get(at)
    if (answer === undefined) {
      const lineEnd = text.indexOf('\n', at)
      answer = isRecordLine(text.slice(at, lineEnd === -1 || lineEnd > reach ? reach : lineEnd), shape, true)
      recordLines.set(at, answer)
    }
    return answer
  }

  /** Whether a record can begin with this line. */
  function mayBegin(at: number): boolean {
    const lineEnd = text.indexOf('\n', at)
    const line = text.slice(at, lineEnd === -1 || lineEnd > reach ? reach : lineEnd)
    if (line === '') return true
    return shape.allQuoted && !line.startsWith('"')
      ? !line.includes('"')
      : line.split(delimiter).length >= width
  }

  function withCell(cell: string, end: number, column: number, cost: number): Rest | null {
    const phoneCost = column !== phoneColumn || cell === '' || shape.hasPhone([cell]) ? 0 : odd.noPhone
    if (end < reach && !endsLine(text[end])) {
      const next = rest(end + delimiter.length, column + 1)
      return next && { cost: cost + phoneCost + next.cost, cell, next, end: next.end }
    }
    const away = Math.abs(column + 1 - width)
    const widthCost = away === 0 ? 0 : odd.width + odd.perCell * away
    const next = Math.min(end + 1, reach)
    const nextCost = next < reach && !mayBegin(next) ? odd.nextLine : 0
    return { cost: cost + phoneCost + widthCost + nextCost, cell, next: null, end: next }
  }

  function quotedReadings(pos: number, column: number, take: (reading: Rest | null) => void): void {
    let lines = 0
    let ends = 0
    let lineFrom = pos + 1
    for (let at = text.indexOf('"', pos + 1); at !== -1 && at < reach; at = text.indexOf('"', at + 1)) {
      for (
        let line = text.indexOf('\n', lineFrom);
        line !== -1 && line < at;
        line = text.indexOf('\n', lineFrom)
      ) {
        lineFrom = line + 1
        if (++lines > mostLines || beginsRecord(lineFrom)) return
      }
      const end = cellEnd(text, at + 1, reach, delimiter)
      if (end === -1) continue
      const content = text.slice(pos + 1, at)
      const hasOddQuote = content.replaceAll('""', '').includes('"')
      const cell = hasOddQuote ? content : content.replaceAll('""', '"')
      // A cell's end and the next one's beginning are unlikely inside a cell.
      const edges = content.split(`"${delimiter}`).length + content.split(`${delimiter}"`).length - 2
      const cost = lines * odd.furtherLine + (hasOddQuote ? odd.quotesInside : 0) + edges * odd.edge
      take(withCell(cell, end, column, cost))
      if (++ends > mostEnds) return
    }
    // No closing quote is left: the next line that is a record ends the search; otherwise more text is needed.
    for (
      let line = text.indexOf('\n', lineFrom);
      line !== -1 && line + 1 < reach;
      line = text.indexOf('\n', lineFrom)
    ) {
      lineFrom = line + 1
      if (++lines > mostLines || beginsRecord(lineFrom)) return
    }
    touchedEnd = true
  }

  function rest(pos: number, column: number): Rest | null {
    if (column > Math.min(width + 8, mostCells)) return null
    const key = pos * 4096 + column
    const before = known.get(key)
    if (before !== undefined) return before
    if (++steps > mostSteps) return null
    let best: Rest | null = null
    const take = (reading: Rest | null): void => {
      if (reading !== null && (best === null || reading.cost < best.cost)) best = reading
    }
    const isQuoted = text[pos] === '"' && pos < reach
    if (isQuoted) quotedReadings(pos, column, take)
    const end = plainEnd(text, pos, reach, delimiter)
    take(withCell(text.slice(pos, end), end, column, isQuoted ? odd.openQuote : plainCost))
    known.set(key, best)
    return best
  }

  return (at: number): { cells: readonly string[]; end: number; touchedEnd: boolean } => {
    const best = rest(at, 0)
    // Far more cells than usual: the line is taken unchanged.
    if (best === null) return { ...lineAsItStands(text, at, reach, delimiter), touchedEnd }
    const cells: string[] = []
    for (let part: Rest | null = best; part !== null; part = part.next) cells.push(part.cell)
    return { cells, end: best.end, touchedEnd }
  }
}
