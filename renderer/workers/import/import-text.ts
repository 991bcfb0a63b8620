import {
  createBacktickFilter,
  hasBackticks,
  hasNoteLines,
  isNoteLine,
} from '../../../shared/import/bill-marks.ts'
import { guessColumns } from '../../../shared/import/columns.ts'
import {
  cellCutOf,
  type Delimiter,
  guessDelimiter,
  readSeparatorLine,
} from '../../../shared/import/delimiter.ts'
import { createEncodingDetector, type TextEncoding } from '../../../shared/import/encoding.ts'
import { extensionColumnOf } from '../../../shared/import/extension-column.ts'
import { defaultChoices } from '../../../shared/import/import-choices.ts'
import type { ByteSource } from '../../lib/blob-source.ts'
import { createCardParser } from './card-parser.ts'
import { columnSample } from './column-facts.ts'
import { type ImportNotes, noNotes } from './import-notes.ts'
import { withNameColumn } from './named-store.ts'
import {
  createRecordParser,
  quotedShape,
  type RecordBatch,
  type RecordParser,
  sampleRecords,
} from './record-parser.ts'
import type { RowStore } from './row-store.ts'
import { createRowTable, type Layout, type RowTable } from './row-table.ts'
import { createTextFeed, withPlainBreaks } from './text-feed.ts'
import { createTextStore } from './text-store.ts'
import { isCardText } from './vcard.ts'

/** The owner's choices; what is left out is detected. */
export type TextChoices = {
  readonly encoding?: TextEncoding | undefined
  readonly delimiter?: Delimiter | undefined
  readonly headerRow?: number | undefined
  readonly phoneColumns?: readonly number[] | undefined
}

export type ImportedText = {
  readonly store: RowStore
  readonly table: RowTable
  readonly layout: Layout
  readonly phoneFound: boolean
  /** Columns among which the owner is asked, the likeliest first. */
  readonly inDoubt: readonly number[]
  /** Names of the columns if the text has no header; may be fewer than the cells of a row. */
  readonly columnNames: readonly string[]
  readonly encoding: TextEncoding
  readonly delimiter: Delimiter
  readonly notes: ImportNotes
}

export type ImportWatch = {
  /** Bytes and rows read so far. */
  progress(bytes: number, rows: number): void
  /** True once the result is not needed any more; the import then throws `ImportCancelled`. */
  cancelled(): boolean
}

export class ImportCancelled extends Error {}

/** A first slice of empty lines must not reserve room for a billion rows. */
const mostExpected = 1_500_000
const notNumber = (): boolean => false
/** The number of characters from which the delimiter is detected. */
const dialectSample = 64 * 1024

/**
 * Turns the bytes of a text file into a checked list: decodes, cuts into records, finds columns, checks every row,
 * marks duplicates.
 */
export async function importText(
  source: ByteSource,
  choices: TextChoices,
  watch: ImportWatch,
): Promise<ImportedText> {
  const encoding = choices.encoding ?? (await findEncoding(source))
  const reader = createTextReader(choices)
  const feed = createTextFeed(encoding, reader.push)
  let bytes = 0
  for await (const slice of source.slices()) {
    if (watch.cancelled()) throw new ImportCancelled()
    feed.push(slice)
    bytes += slice.length
    if (bytes === slice.length) reader.expectRows((reader.rows() / bytes) * source.size)
    watch.progress(bytes, reader.rows())
  }
  feed.end()
  return { ...reader.end(feed.unreadable), encoding }
}

async function findEncoding(source: ByteSource): Promise<TextEncoding> {
  const detector = createEncodingDetector()
  for await (const slice of source.slices()) if (detector.push(slice)) break
  return detector.result()
}

/** From decoded text to checked rows. The first part is held back until delimiter and columns are known. */
function createTextReader(choices: TextChoices) {
  let hasNotes = false
  const table = createRowTable(cells => hasNotes && isNoteLine(cells))
  let untick: (piece: string) => string = piece => piece
  let sample = ''
  let parser: RecordParser | null = null
  let store = createTextStore(cellCutOf('comma', ''))
  let delimiter: Delimiter = 'comma'
  let layout: Layout | null = null
  let phoneFound = true
  let inDoubt: readonly number[] = []
  let columnNames: readonly string[] = []
  let held: (readonly string[])[] = []

  function begin(): void {
    const separator = readSeparatorLine(withPlainBreaks(sample))
    const text = sample.slice(separator.length)
    sample = ''
    const start = withPlainBreaks(text.slice(0, dialectSample))
    const isCards = isCardText(start)
    const guess = guessDelimiter(start, sampleRecords)
    delimiter = isCards ? 'cards' : (choices.delimiter ?? separator.delimiter ?? guess.delimiter)
    hasNotes = hasNoteLines(start)
    if (hasBackticks(start)) {
      const filter = createBacktickFilter()
      untick = piece => filter(withPlainBreaks(piece))
    }
    const dialect = cellCutOf(delimiter, start)
    columnNames = dialect.columns ?? []
    const shape = quotedShape(start, dialect.delimiter)
    const width = delimiter === guess.delimiter ? guess.width : shape.width
    store = createTextStore(dialect)
    parser = isCards
      ? createCardParser(dialect.delimiter, takeBatch)
      : createRecordParser(dialect, { ...shape, width }, takeBatch)
    parser.push(untick(text))
  }

  function takeBatch(batch: RecordBatch): void {
    const first = store.rows
    store.append(batch)
    if (layout === null) {
      for (const record of batch.records) held.push(record)
      if (held.length >= columnSample) findColumns()
    } else check(batch.records, first, layout)
  }

  function findColumns(): Layout {
    const guess = guessColumns(held.slice(0, columnSample))
    phoneFound = guess.phoneFound
    inDoubt = choices.phoneColumns === undefined ? guess.inDoubt : []
    const headerRow = choices.headerRow ?? guess.headerRow
    const phoneColumns = choices.phoneColumns ?? [guess.phoneColumn]
    const extensionColumn = extensionColumnOf(held, headerRow, phoneColumns[0] ?? 0)
    const found: Layout = { headerRow, phoneColumns, extensionColumn }
    layout = found
    check(held, 0, found)
    held = []
    return found
  }

  function check(records: readonly (readonly string[])[], first: number, known: Layout): void {
    table.reserve(first + records.length)
    let row = first
    for (const record of records) table.check(record, row++, known, notNumber)
  }

  return {
    rows: () => store.rows,
    /**
     * Reserves memory at once for the expected number of rows: growing in steps would leave twice as much garbage.
     */
    expectRows(rows: number): void {
      table.reserve(Math.min(mostExpected, Math.ceil(rows * 1.02)))
    },
    push(text: string): void {
      if (parser !== null) {
        parser.push(untick(text))
        return
      }
      sample += text
      if (sample.length >= dialectSample) begin()
    },
    end(unreadable: number): Omit<ImportedText, 'encoding'> {
      if (parser === null) begin()
      parser?.end()
      const known = layout ?? findColumns()
      const named = withNameColumn({ store, columnNames, table, layout: known })
      table.settle(defaultChoices)
      const { strayQuotes, strayCount } = parser ?? noNotes
      return {
        ...named,
        table,
        layout: known,
        phoneFound,
        inDoubt,
        delimiter,
        notes: { ...noNotes, unreadable, strayQuotes, strayCount },
      }
    },
  }
}
