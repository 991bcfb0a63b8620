import Papa from 'papaparse'
import type { CellCut, SampledRecords } from '../../../shared/import/delimiter.ts'
import { plainPhone } from '../../../shared/sms/phone.ts'
import { isRecordLine, mayHoldCells, type RecordShape, readLooseRecord } from './loose-record.ts'
import { innerBreak, withPlainBreaks } from './text-feed.ts'

/** Records of one part of the text. Reading `text` again (`readRecords`) gives the same records. */
export type RecordBatch = {
  readonly records: readonly (readonly string[])[]
  /** The records as they are kept; those with broken quotes were rewritten correctly. */
  readonly text: string
  /** Whether quotes around cells have a meaning in this part. */
  readonly quoted: boolean
}

export type RecordParser = {
  /** Takes text of `createTextFeed`, cut anywhere. */
  push(text: string): void
  end(): void
  /**
   * Numbers (first = 1) of the first records with broken quotes; their cells were found by comparison with other
   * records.
   */
  readonly strayQuotes: readonly number[]
  /** The number of such records. */
  readonly strayCount: number
}

type Parsed = {
  readonly data: readonly (readonly string[])[]
  readonly errors: readonly { readonly code: string; readonly row: number }[]
  readonly meta: { readonly cursor: number }
}

/** A quoted cell longer than this is a quote that was never closed. */
const longestRecord = 256 * 1024
/** The most records with broken quotes that are listed. */
const mostNamed = 100
/** Records from which the delimiter is detected. */
const sampledRecords = 200

function parse(text: string, delimiter: string, wholeRecordsOnly: boolean, preview = 0): Parsed {
  // Fed with strings that we decoded, with newline and delimiter fixed: its own guesses go wrong (docs/import.md).
  return new Papa.Parser({ delimiter, newline: '\n', quoteChar: '"', preview }).parse(
    text,
    0,
    wholeRecordsOnly,
  )
}

const linesOf = (text: string): string[] => (text.endsWith('\n') ? text.slice(0, -1) : text).split('\n')

const splitLines = (text: string, { delimiter, cut }: CellCut): (readonly string[])[] =>
  linesOf(text).map(cut ?? (line => line.split(delimiter)))

/** The records of a batch's text. */
export function readRecords(text: string, dialect: CellCut, quoted: boolean): readonly (readonly string[])[] {
  if (!quoted || !text.includes('"')) return text === '' ? [] : splitLines(text, dialect)
  return parse(text, dialect.delimiter, text.endsWith('\n')).data
}

/** The first records of a text that may be cut off, to detect its delimiter. */
export function sampleRecords(text: string, delimiter: string): SampledRecords {
  const { data, errors } = parse(text, delimiter, text.includes('\n'), sampledRecords)
  if (errors.length === 0) return { records: data, broken: 0 }
  const records: (readonly string[])[] = []
  const parser = createRecordParser({ delimiter }, quotedShape(text, delimiter), batch => {
    for (const record of batch.records) records.push(record)
  })
  parser.push(text)
  if (!text.includes('\n')) parser.end()
  const broken = parser.strayQuotes.filter(record => record <= sampledRecords).length
  return { records: records.slice(0, sampledRecords), broken }
}

const holdsPhone = (cell: string): boolean => plainPhone(cell.replace(/["\s-]/g, '')) > 0

/** The shape of a text's records judged by lines alone, ignoring quotes. */
export function quotedShape(text: string, delimiter: string): Omit<RecordShape, 'delimiter'> {
  const lines = text.split('\n', sampledRecords).filter(line => line !== '')
  // A line without a separator continues a cell of several lines; it does not show how records begin.
  const wholes = lines.filter(line => line.includes(delimiter))
  const allQuoted =
    wholes.length > 0 && wholes.filter(line => line.startsWith('"')).length >= wholes.length * 0.6
  const between = allQuoted ? `"${delimiter}"` : delimiter
  const widths = new Map<number, number>()
  const phones: number[] = []
  for (const line of lines) {
    const cells = line.split(between)
    widths.set(cells.length, (widths.get(cells.length) ?? 0) + 1)
    for (const [column, cell] of cells.entries())
      if (holdsPhone(cell)) phones[column] = (phones[column] ?? 0) + 1
  }
  const most = phones.reduce((count, each) => Math.max(count, each ?? 0), 0)
  return {
    width: [...widths].reduce((best, each) => (each[1] > best[1] ? each : best), [1, 0])[0] ?? 1,
    allQuoted,
    phoneColumn: most === 0 ? -1 : phones.indexOf(most),
    hasPhone: cells => cells.some(holdsPhone),
  }
}

/** Whether every `innerBreak` of a text is inside quotes: then the lines of the file reliably end in CRLF. */
const breaksStandInQuotes = (text: string): boolean =>
  text.split('\n').every(line => {
    const parts = line.split(innerBreak)
    let quotes = 0
    return parts.slice(0, -1).every(part => {
      quotes += part.split('"').length - 1
      return quotes % 2 === 1
    })
  })

/** A well-formed record, including its line end. */
export const quotedLine = (cells: readonly string[], delimiter: string): string =>
  `${cells
    .map(cell => (/["\n]/.test(cell) || cell.includes(delimiter) ? `"${cell.replaceAll('"', '""')}"` : cell))
    .join(delimiter)}\n`

/**
 * Cuts a stream of text into records. papaparse reads the cells as long as quotes are correct. From the first
 * record on where they are not, or where a cell has swallowed lines that are records, the rest of the available
 * text is read record by record (`readLooseRecord`), so that no row is lost and no cell shifts.
 */
export function createRecordParser(
  dialect: CellCut,
  shapeOfRecords: Omit<RecordShape, 'delimiter'>,
  emit: (batch: RecordBatch) => void,
): RecordParser {
  const { delimiter, cut } = dialect
  let tellsBreaks: boolean | null = null
  const shape: RecordShape = { ...shapeOfRecords, delimiter }
  const strayQuotes: number[] = []
  let strayCount = 0
  let pending = ''
  let records = 0

  function give(batchRecords: readonly (readonly string[])[], text: string, quoted: boolean): void {
    if (batchRecords.length === 0) return
    records += batchRecords.length
    emit({ records: batchRecords, text, quoted })
  }

  const holdsRecordLine = (cell: string): boolean =>
    cell.includes('\n') &&
    cell
      .split('\n', 100)
      .slice(1)
      .some(line => isRecordLine(line, shape, false))

  /** The first suspicious record, -1 for none. */
  function firstSuspect({ data, errors }: Parsed, consumed: string): number {
    const broken = errors.reduce((first, error) => Math.min(first, error.row), Number.POSITIVE_INFINITY)
    let lines = 0
    for (let at = consumed.indexOf('\n'); at !== -1; at = consumed.indexOf('\n', at + 1)) lines++
    const hasLines = lines > data.length
    const swallower = data.findIndex(
      (record, row) =>
        row < broken && (mayHoldCells(record, shape) || (hasLines && record.some(holdsRecordLine))),
    )
    if (swallower !== -1) return swallower
    return broken === Number.POSITIVE_INFINITY ? -1 : Math.min(broken, data.length)
  }

  /** Reads the available text record by record; with `last`, the unfinished record too. */
  function readLoosely(last: boolean): void {
    const reach = last ? pending.length : withPlainBreaks(pending).lastIndexOf('\n') + 1
    const read: (readonly string[])[] = []
    const texts: string[] = []
    let at = 0
    while (at < reach) {
      const isAll = last || pending.length - at > longestRecord
      const record = readLooseRecord(pending, { at, reach, isAll }, shape)
      if (record === null) break
      const cells = record.cells.map(withPlainBreaks)
      read.push(cells)
      texts.push(quotedLine(cells, delimiter))
      if (record.isMended && ++strayCount <= mostNamed) strayQuotes.push(records + read.length)
      at = record.end
    }
    give(read, texts.join(''), true)
    pending = pending.slice(at)
  }

  /** Reads all complete records; with `last`, the unfinished one too. */
  function drain(last: boolean): void {
    if (pending === '') return
    const plain = withPlainBreaks(pending)
    if (cut !== undefined || !plain.includes('"')) {
      const end = last ? plain.length : plain.lastIndexOf('\n') + 1
      const text = plain.slice(0, end)
      pending = pending.slice(end)
      if (text !== '') give(splitLines(text, dialect), text, false)
      return
    }
    if (last) {
      readLoosely(true)
      return
    }
    const parsed = parse(plain, delimiter, true)
    const consumed = plain.slice(0, parsed.meta.cursor)
    const suspect = firstSuspect(parsed, consumed)
    if (suspect === -1) {
      give(parsed.data, consumed, true)
      pending = pending.slice(consumed.length)
      if (pending.length > longestRecord) readLoosely(false)
      return
    }
    const text = suspect === 0 ? '' : plain.slice(0, parse(plain, delimiter, true, suspect).meta.cursor)
    give(parsed.data.slice(0, suspect), text, true)
    pending = pending.slice(text.length)
    readLoosely(false)
  }

  return {
    push(text) {
      // The beginning shows whether line breaks in cells differ from line ends.
      tellsBreaks ??= breaksStandInQuotes(text)
      pending += tellsBreaks ? text : withPlainBreaks(text)
      if (text.includes('\n') || text.includes(innerBreak)) drain(false)
    },
    end() {
      drain(false)
      drain(true)
    },
    strayQuotes,
    get strayCount() {
      return strayCount
    },
  }
}
