import type { MessagePlan, MessageTally, MessageView } from '../../../shared/domain/message-view.ts'
import type { SheetInfo } from '../../../shared/domain/workbook.ts'
import { cellValue } from '../../../shared/import/cell-value.ts'
import { columnLimit } from '../../../shared/import/columns.ts'
import type { Delimiter } from '../../../shared/import/delimiter.ts'
import type { TextEncoding } from '../../../shared/import/encoding.ts'
import { defaultChoices, type ImportChoices } from '../../../shared/import/import-choices.ts'
import {
  markBit,
  type RowMark,
  type RowStatus,
  rowMarks,
  rowStatuses,
} from '../../../shared/import/row-status.ts'
import { type PhoneBlock, phoneBlocks } from '../../../shared/sms/phone.ts'
import { cleanValue } from '../../../shared/text/clean-text.ts'
import { columnFacts, type FirstRow, type PhoneOffer, phoneOffers } from './column-facts.ts'
import { type FlawedValues, flawedValues } from './flawed-values.ts'
import { type ImportNotes, joinedNotes } from './import-notes.ts'
import { type JoinPlan, joinPlan, type ListColumns } from './join-plan.ts'
import { createJoinedStore, type JoinedFile } from './joined-store.ts'
import { createMessageViews } from './message-views.ts'
import { createOptOutMarks, type OptOutMarks } from './opt-out-marks.ts'
import { countRows, type RowCounts } from './row-counts.ts'
import { createEditLog, type Edit, replaced } from './row-edits.ts'
import { createRowFilter, type RowFilter, type RowSelection, type UsableFilter } from './row-filter.ts'
import type { RowStore } from './row-store.ts'
import { deleted, deletedFlag, type Layout, notData, type RowTable, type SheetMarks } from './row-table.ts'
import { createSplitPhones, usedPhoneColumn } from './split-phones.ts'
import { type KindOfColumn, valueKinds } from './value-kinds.ts'

export type { RowFilter, RowSelection } from './row-filter.ts'

/** How the file was read. */
export type ImportOrigin =
  | { readonly kind: 'text'; readonly encoding: TextEncoding; readonly delimiter: Delimiter }
  | { readonly kind: 'workbook'; readonly sheets: readonly SheetInfo[]; readonly sheet: number }

export type ImportSummary = RowCounts & {
  readonly fileName: string
  /** Every file of the list, the first one first. */
  readonly files: readonly JoinedFile[]
  readonly origin: ImportOrigin
  /** Header texts; '' where the header has none or there is no header. */
  readonly headers: readonly string[]
  /** Cells of the widest row; a column behind the 1,000th can't be chosen. */
  readonly width: number
  /** Index of the header's record, -1 where there is none. */
  readonly headerRow: number
  /** The first records: where a header may stand. */
  readonly firstRows: readonly FirstRow[]
  /** Numbers of the rows above the header that hold a phone; they are no data. */
  readonly phonesAbove: readonly number[]
  readonly phoneColumns: readonly number[]
  readonly phoneFound: boolean
  /** Columns among which the owner has to choose before anything is sent, the likeliest first. */
  readonly inDoubt: readonly number[]
  /** Further columns that hold phones, most of them first. */
  readonly otherPhoneColumns: readonly number[]
  /** Of these, the ones with phones of people who have none in `phoneColumns`. */
  readonly offers: readonly PhoneOffer[]
  /** By column, the first values that are there, cut. */
  readonly samples: readonly (readonly string[])[]
  /** Where people's names stand, -1 where no column says so. */
  readonly nameColumn: number
  readonly choices: ImportChoices
  /** Numbers of the first rows with text that nobody can read. */
  readonly unreadableRows: readonly number[]
  /** Columns of a workbook whose cells show something else than they store. */
  readonly formattedColumns: readonly number[]
  /** Those of them that say what is stored. */
  readonly plainColumns: readonly number[]
  /** Edits that can be taken back, and done again. */
  readonly undoable: number
  readonly redoable: number
  readonly notes: ImportNotes
}

export type ImportedRow = {
  /** Place in the list, first = 0: its name in later calls. */
  readonly index: number
  /** Row in the file, header = 1. */
  readonly row: number
  /** Made of a further phone in the cell of the row before it. */
  readonly isSplit: boolean
  readonly status: RowStatus
  /** Why the row is bad, else null. */
  readonly reason: PhoneBlock | null
  readonly marks: readonly RowMark[]
  /** Row in the file whose phone this one repeats, else null. */
  readonly duplicateOf: number | null
  /** 11 digits, '' where the row holds none. */
  readonly phone: string
  /** Texts by column, each cut to what a table can show. */
  readonly cells: readonly string[]
  /** Columns that the owner changed. */
  readonly edited: readonly number[]
}

/** A row to be taken away, its texts whole. In a usable one the phone's cell holds the cleaned phone. */
export type ExportRow = Omit<ImportedRow, 'index' | 'edited'>

export type ImportedPage = { readonly total: number; readonly rows: readonly ImportedRow[] }
export type UsablePage = { readonly total: number; readonly rows: readonly UsableRow[] }
export type UsableRow = { readonly row: number; readonly phone: string; readonly values: readonly string[] }

/** A list as a further file of another one. */
export type ListPart = ListColumns & {
  readonly fileName: string
  readonly store: RowStore
  readonly sheetMarks: SheetMarks
  readonly notes: ImportNotes
}

export type ImportedTable = {
  summary(): ImportSummary
  part(): ListPart
  /** How the part's columns would fall onto those of this list. */
  planFor(part: ListPart): JoinPlan
  /** Puts the part's people behind those of this list; a column called `sourceName` says which file each comes from. */
  join(part: ListPart, sourceName: string): void
  page(filter: RowFilter, offset: number, limit: number): ImportedPage
  usableCount(filter: UsableFilter): number
  usablePage(filter: UsableFilter, offset: number, limit: number): readonly UsableRow[]
  /** What is wrong with values of these columns. */
  flawedValues(columns: readonly number[]): readonly FlawedValues[]
  /** Which of these columns hold numbers or days. */
  valueKinds(columns: readonly number[]): readonly KindOfColumn[]
  /** What the messages come to; ImportCancelled where a newer plan came before the end. */
  measure(plan: MessagePlan): Promise<MessageTally>
  /** People of a view of their messages. ImportCancelled as `MessageViews` says. */
  messagePage(view: MessageView, offset: number, limit: number): Promise<UsablePage>
  /** Header texts of every column, '' where there is none. */
  exportHeader(): readonly string[]
  exportPage(selection: RowSelection, offset: number, limit: number): readonly ExportRow[]
  /** `headerRow`: index of its record, -1 for none. A name column that is not given is found by the header. */
  setLayout(layout: Layout, nameColumn: number | undefined): void
  setChoices(choices: ImportChoices): void
  /** Columns that say what is stored and not what the sheet shows. */
  setPlainColumns(columns: readonly number[]): void
  /** What a cell says, whole. */
  cellText(index: number, column: number): string
  /** The row as it is judged then. */
  setCell(index: number, column: number, text: string): ImportedRow
  /** Cells of the column that hold the text. */
  countMatches(column: number, find: string): number
  /** Returns how many cells were changed. */
  replaceAll(column: number, find: string, replacement: string): number
  /** Deletes the rows at these places of the filtered list, ends included. Returns how many rows of the file they were. */
  deleteRows(filter: RowFilter, from: number, to: number): number
  undo(): void
  redo(): void
  readonly optOuts: OptOutMarks
  /** Gives its memory back at once. Nobody asks it for anything afterwards. */
  release(): void
}

const shownCharacters = 300
/** Rows that are named by their numbers. */
const rowsNamed = 10
const unreadableBit = markBit('unreadable')
/** Columns that a workbook can hold. */
const exportColumnLimit = 16_384

/** A list that was read: what it comes to, its pages by filter, and the owner's changes. Rows stay packed; only pages become objects. */
export function createImportedTable(list: {
  readonly fileName: string
  readonly origin: ImportOrigin
  readonly store: RowStore
  readonly table: RowTable
  readonly layout: Layout
  readonly phoneFound: boolean
  readonly inDoubt: readonly number[]
  /** What columns are called where there is no header. */
  readonly columnNames?: readonly string[]
  readonly notes: ImportNotes
}): ImportedTable {
  const { table } = list
  const joined = createJoinedStore(list.store, list.fileName)
  const log = createEditLog(joined)
  const { store } = log
  const filter = createRowFilter(store, table, joined.fileOf)
  const usableRows = (): Uint32Array => filter.rowsOf({ status: 'usable' })
  const messages = createMessageViews(store, table, usableRows)
  const splitPhones = createSplitPhones(store, table)
  const optOuts = createOptOutMarks(table, settle)
  let layout = list.layout
  let choices = defaultChoices
  let plainColumns: ReadonlySet<number> = new Set()
  let inDoubt = list.inDoubt
  let { notes } = list
  const { columnNames = [] } = list
  let facts = columnFacts(store, table.width, layout, columnNames)
  let nameColumn = facts.nameColumn
  let offers = phoneOffers(store, table, facts.otherPhoneColumns)

  function headerCells(): readonly string[] {
    return layout.headerRow >= 0 ? store.cells(layout.headerRow) : columnNames
  }

  const textsOf = (cells: readonly string[], columns: number, cut = Number.POSITIVE_INFINITY): string[] =>
    Array.from({ length: columns }, (_, column) => cellValue(cells[column] ?? '').slice(0, cut))
  const shownColumns = (): number => Math.min(table.width, columnLimit)
  const exportColumns = (): number => Math.min(table.width, exportColumnLimit)

  const headers = (): readonly string[] =>
    textsOf(headerCells(), shownColumns(), shownCharacters).map(cleanValue)

  const listColumns = (): ListColumns => ({
    headers: headers(),
    ...layout,
    nameColumn,
    sourceColumn: joined.sourceColumn,
  })

  function settle(): void {
    table.settle(choices)
    filter.forget()
    messages.forget()
  }

  function judgeAll(): void {
    table.reserve(store.rows)
    store.each((cells, row) => table.check(cells, row, layout, store.isNumber))
    if (choices.several === 'each') splitPhones.readAll(layout)
    else splitPhones.none()
    optOuts.rowsChanged()
    settle()
    offers = phoneOffers(store, table, facts.otherPhoneColumns)
  }

  function judgeRow(row: number): void {
    table.check(store.cells(row), row, layout, store.isNumber)
    if (choices.several === 'each') splitPhones.readRow(row, layout)
    optOuts.rowsChanged()
    settle()
  }

  function judgeAfter(edit: Edit | null, isDone: boolean): void {
    if (edit === null) return
    if (edit.kind === 'cell') judgeRow(edit.row)
    else if (edit.kind === 'replace') judgeAll()
    else {
      for (const row of edit.rows)
        table.flags[row] = ((table.flags[row] ?? 0) & ~deletedFlag) | (isDone ? deletedFlag : 0)
      settle()
    }
  }

  function change(edit: Edit): void {
    log.add(edit)
    judgeAfter(edit, true)
  }

  function exported(index: number): ExportRow {
    const source = table.sourceOf(index)
    const status = rowStatuses[table.status[index] ?? 0] ?? 'bad'
    const phone = table.phone[index] ?? 0
    return {
      row: store.numberOf(source),
      isSplit: source !== index,
      status,
      reason: phoneBlocks[(table.reason[index] ?? 0) - 1] ?? null,
      marks: rowMarks.filter(mark => table.marksOf(index) & markBit(mark)),
      duplicateOf:
        status === 'duplicate' ? store.numberOf(table.sourceOf(table.duplicateOf[index] ?? 0)) : null,
      phone: phone === 0 ? '' : String(phone),
      cells: [],
    }
  }

  function rowAt(index: number): ImportedRow {
    const source = table.sourceOf(index)
    const cells = textsOf(store.cells(source), shownColumns(), shownCharacters)
    return { ...exported(index), index, cells, edited: log.editedColumns(source) }
  }

  const usableAt = (index: number): UsableRow => ({
    row: store.numberOf(table.sourceOf(index)),
    phone: String(table.phone[index] ?? 0),
    values: textsOf(store.cells(table.sourceOf(index)), shownColumns()).map(cleanValue),
  })

  function exportAt(index: number): ExportRow {
    const cells = store.cells(table.sourceOf(index))
    const texts = textsOf(cells, exportColumns())
    const row = exported(index)
    // Without its extension a number would be another one.
    if (row.status === 'usable' && !row.marks.includes('extension'))
      texts[usedPhoneColumn(cells, layout)] = row.phone
    return { ...row, cells: texts }
  }

  const isGone = (row: number): boolean => table.status[row] === deleted || table.status[row] === notData
  /** Left out or not; rows that have a phone. */
  function unreadableRows(): readonly number[] {
    const rows: number[] = []
    for (let row = 0; row < table.rows && rows.length < rowsNamed; row++)
      if ((table.marksOf(row) & unreadableBit) !== 0 && table.phone[row] !== 0 && !isGone(row))
        rows.push(store.numberOf(row))
    return rows
  }

  const slice = (rows: Uint32Array, offset: number, limit: number): number[] => [
    ...rows.subarray(offset, offset + limit),
  ]

  return {
    summary: () => ({
      fileName: list.fileName,
      files: joined.files,
      origin: list.origin,
      headers: headers(),
      headerRow: layout.headerRow,
      ...facts,
      phoneColumns: layout.phoneColumns,
      width: table.width,
      phoneFound: list.phoneFound,
      inDoubt,
      offers,
      nameColumn,
      ...countRows(table, choices.leftOut),
      unreadableRows: unreadableRows(),
      choices,
      formattedColumns: list.store.formattedColumns ?? [],
      plainColumns: [...plainColumns],
      undoable: log.undoable,
      redoable: log.redoable,
      notes,
    }),
    part: () => ({
      fileName: list.fileName,
      store,
      ...listColumns(),
      sheetMarks: table.sheetMarks(),
      notes,
    }),
    planFor: part => joinPlan(listColumns(), part),
    join(part, sourceName) {
      const { columns, added } = joinPlan(listColumns(), part)
      const { fileName, store: further, headerRow } = part
      const firstRow = headerRow + 1
      const before = store.rows
      joined.append(
        { fileName, store: further, firstRow, columns, added },
        { width: table.width, headerRow: layout.headerRow, sourceName },
      )
      notes = joinedNotes(notes, part.notes, record => store.numberOf(before + record - 1 - firstRow))
      table.reserve(store.rows)
      const moved = (rows: Uint32Array): Uint32Array =>
        rows.filter(row => row >= firstRow).map(row => before + row - firstRow)
      const { hidden, longNumbers } = part.sheetMarks
      table.markSheetRows({ hidden: moved(hidden), longNumbers: moved(longNumbers) })
      judgeAll()
      facts = columnFacts(store, table.width, layout, columnNames)
    },
    page(chosen, offset, limit) {
      const rows = filter.rowsOf(chosen)
      return { total: rows.length, rows: slice(rows, offset, limit).map(rowAt) }
    },
    usableCount: usable => filter.countUsable(usable),
    usablePage: (usable, offset, limit) =>
      slice(filter.rowsOf({ ...usable, status: 'usable' }), offset, limit).map(usableAt),
    flawedValues: columns => flawedValues(store, table, columns),
    valueKinds: columns => valueKinds(store, table, usableRows(), columns),
    measure: plan => messages.measure(plan),
    async messagePage(view, offset, limit) {
      const rows = await messages.rowsOf(view)
      return { total: rows.length, rows: slice(rows, offset, limit).map(usableAt) }
    },
    exportHeader: () => textsOf(headerCells(), exportColumns()).map(cleanValue),
    exportPage: (selection, offset, limit) => slice(filter.rowsOf(selection), offset, limit).map(exportAt),
    setLayout(next, chosenNameColumn) {
      inDoubt = []
      facts = columnFacts(store, table.width, next, columnNames)
      layout = { ...next, extensionColumn: facts.extensionColumn }
      nameColumn = chosenNameColumn ?? facts.nameColumn
      judgeAll()
    },
    setChoices(next) {
      const severalChanged = next.several !== choices.several
      choices = next
      if (severalChanged) {
        if (choices.several === 'each') splitPhones.readAll(layout)
        else splitPhones.none()
        optOuts.rowsChanged()
      }
      settle()
    },
    setPlainColumns(columns) {
      plainColumns = new Set(columns)
      list.store.setPlain?.(plainColumns)
      judgeAll()
    },
    cellText: (index, column) => cellValue(store.cells(table.sourceOf(index))[column] ?? ''),
    setCell(index, column, text) {
      const row = table.sourceOf(index)
      if (cellValue(store.cells(row)[column] ?? '') !== cellValue(text))
        change({ kind: 'cell', row, column, text })
      // A row that was split out may be gone with the phone that made it.
      return rowAt(index < table.rows + table.splits ? index : row)
    },
    countMatches,
    replaceAll(column, find, replacement) {
      const cells = countMatches(column, find)
      if (cells > 0) change({ kind: 'replace', column, find, replacement, firstRow: layout.headerRow + 1 })
      return cells
    },
    deleteRows(chosen, from, to) {
      const sources: number[] = []
      for (const index of filter.rowsOf(chosen).subarray(from, to + 1)) {
        const source = table.sourceOf(index)
        if (sources.at(-1) !== source) sources.push(source)
      }
      if (sources.length > 0) change({ kind: 'delete', rows: Uint32Array.from(sources) })
      return sources.length
    },
    undo: () => judgeAfter(log.undo(), false),
    redo: () => judgeAfter(log.redo(), true),
    optOuts,
    release() {
      joined.release?.()
      table.release()
    },
  }

  function countMatches(column: number, find: string): number {
    let cells = 0
    store.each((texts, row) => {
      const text = texts[column]
      if (text === undefined || table.status[row] === notData || table.status[row] === deleted) return
      if (replaced(text, { find, replacement: `${find}\0` }) !== text) cells++
    })
    return cells
  }
}
