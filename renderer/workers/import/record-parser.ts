import Papa from 'papaparse'

/** Records of one stretch of text. Reading `text` again (`readRecords`) gives the same records. */
export type RecordBatch = {
  readonly records: readonly (readonly string[])[]
  readonly text: string
  /** Whether quotes around cells are read as such in this stretch. */
  readonly quoted: boolean
}

export type RecordParser = {
  /** Takes text with \n line ends, cut anywhere. */
  push(text: string): void
  end(): void
  /** Numbers (first = 1) of the records whose opening quote is never closed, so that their line was taken as it stands. */
  readonly strayQuotes: readonly number[]
}

type Parsed = {
  readonly data: readonly (readonly string[])[]
  readonly errors: readonly { readonly code: string; readonly row: number }[]
  readonly meta: { readonly cursor: number }
}

/** A quoted cell longer than this is a quote that was never closed. */
const longestRecord = 256 * 1024
/** With so many stray quotes in a file, quotes mean nothing in it. */
const strayQuotesLimit = 100

function parse(text: string, delimiter: string, wholeRecordsOnly: boolean, preview = 0): Parsed {
  // Fed with strings that we decoded, with newline and delimiter fixed: its own guesses go wrong (docs/import.md).
  return new Papa.Parser({ delimiter, newline: '\n', quoteChar: '"', preview }).parse(
    text,
    0,
    wholeRecordsOnly,
  )
}

const splitLines = (text: string, delimiter: string): string[][] =>
  (text.endsWith('\n') ? text.slice(0, -1) : text).split('\n').map(line => line.split(delimiter))

/** The records of a batch's text. */
export function readRecords(
  text: string,
  delimiter: string,
  quoted: boolean,
): readonly (readonly string[])[] {
  if (!quoted || !text.includes('"')) return text === '' ? [] : splitLines(text, delimiter)
  return parse(text, delimiter, text.endsWith('\n')).data
}

/** The first records of a text that may be cut off, for a look at how they fall into cells. */
export const sampleRecords = (text: string, delimiter: string): readonly (readonly string[])[] =>
  parse(text, delimiter, text.includes('\n'), 200).data

/**
 * Cuts a stream of text into records. papaparse reads the cells; what is ours is that an unclosed quote costs one line
 * and not the rest of the file: where a cell has swallowed lines that are records themselves, its first line is taken
 * as it stands, and reading goes on after it.
 */
export function createRecordParser(
  dialect: {
    readonly delimiter: string
    readonly width: number
    readonly hasPhone: (cells: readonly string[]) => boolean
  },
  emit: (batch: RecordBatch) => void,
): RecordParser {
  const { delimiter, width, hasPhone } = dialect
  const strayQuotes: number[] = []
  let quotesCount = true
  let pending = ''
  let records = 0

  function give(batchRecords: readonly (readonly string[])[], text: string, quoted: boolean): void {
    if (batchRecords.length === 0) return
    records += batchRecords.length
    emit({ records: batchRecords, text, quoted })
  }

  function takeLineAsItStands(): void {
    const lineEnd = pending.indexOf('\n')
    const line = lineEnd === -1 ? pending : pending.slice(0, lineEnd + 1)
    pending = pending.slice(line.length)
    strayQuotes.push(records + 1)
    if (strayQuotes.length > strayQuotesLimit) quotesCount = false
    give(splitLines(line, delimiter), line, false)
  }

  /** Whether lines inside a cell are records that an unclosed quote has swallowed. */
  function hasSwallowed(record: readonly string[], quotesAreBroken: boolean): boolean {
    return record.some(
      cell =>
        cell.includes('\n') &&
        cell
          .split('\n', 100)
          .slice(1)
          .some(line => {
            const cells = line.split(delimiter)
            return cells.length >= width && ((quotesAreBroken && width > 1) || hasPhone(cells))
          }),
    )
  }

  function firstSwallower({ data, errors }: Parsed, consumed: string): number {
    let lines = 0
    for (let at = consumed.indexOf('\n'); at !== -1; at = consumed.indexOf('\n', at + 1)) lines++
    const broken = new Set(errors.map(error => error.row))
    const unclosed = errors.some(error => error.code === 'MissingQuotes') ? data.length - 1 : -1
    if (lines <= data.length && unclosed === -1) return -1
    return data.findIndex((record, row) => row === unclosed || hasSwallowed(record, broken.has(row)))
  }

  /** Reads as many records as are whole; with `last`, the unfinished one too. */
  function drain(last: boolean): void {
    while (pending !== '') {
      if (!quotesCount || !pending.includes('"')) {
        const end = last ? pending.length : pending.lastIndexOf('\n') + 1
        const text = pending.slice(0, end)
        pending = pending.slice(end)
        if (text !== '') give(splitLines(text, delimiter), text, false)
        return
      }
      const parsed = parse(pending, delimiter, !last)
      const consumed = pending.slice(0, parsed.meta.cursor)
      const swallower = firstSwallower(parsed, consumed)
      if (swallower === -1) {
        give(parsed.data, consumed, true)
        pending = pending.slice(consumed.length)
        if (last || pending.length <= longestRecord || !pending.includes('\n')) return
      } else {
        const good = parsed.data.slice(0, swallower)
        const text =
          swallower === 0 ? '' : pending.slice(0, parse(pending, delimiter, !last, swallower).meta.cursor)
        give(good, text, true)
        pending = pending.slice(text.length)
      }
      takeLineAsItStands()
      // What follows may hold whole records again; their last line end begins no further one.
      if (last) return
    }
  }

  return {
    push(text) {
      pending += text
      if (text.includes('\n')) drain(false)
    },
    end() {
      drain(false)
      while (pending !== '') {
        drain(true)
        drain(false)
      }
    },
    strayQuotes,
  }
}
