import type { MessagePlan, MessageTally, MessageView } from '../../../shared/domain/message-view.ts'
import { cellValue } from '../../../shared/import/cell-value.ts'
import { defaultChoices, type ImportChoices } from '../../../shared/import/import-choices.ts'
import { markBit } from '../../../shared/import/row-status.ts'
import { columnFacts, phoneOffers } from './column-facts.ts'
import { type FlawedValues, flawedValues } from './flawed-values.ts'
import { type ImportNotes, joinedNotes } from './import-notes.ts'
import type { ImportOrigin, ImportSummary } from './import-summary.ts'
import { type JoinPlan, joinPlan, type ListColumns } from './join-plan.ts'
import { createJoinedStore } from './joined-store.ts'
import { createMessageViews } from './message-views.ts'
import { createOptOutMarks, type OptOutMarks } from './opt-out-marks.ts'
import { countRows } from './row-counts.ts'
import { createEditLog, type Edit, replaced } from './row-edits.ts'
import { createRowFilter, type RowFilter, type RowSelection, type UsableFilter } from './row-filter.ts'
import type { RowStore } from './row-store.ts'
import { deleted, deletedFlag, type Layout, notData, type RowTable, type SheetMarks } from './row-table.ts'
import {
  createRowViews,
  type ExportRow,
  type ImportedPage,
  type ImportedRow,
  type UsablePage,
  type UsableRow,
} from './row-views.ts'
import { createSplitPhones } from './split-phones.ts'
import { type KindOfColumn, valueKinds } from './value-kinds.ts'

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
  /** The totals of the messages; ImportCancelled if a newer plan came before the end. */
  measure(plan: MessagePlan): Promise<MessageTally>
  /** People of a view of their messages; ImportCancelled as in `MessageViews`. */
  messagePage(view: MessageView, offset: number, limit: number): Promise<UsablePage>
  /** Header texts of every column, '' where there is none. */
  exportHeader(): readonly string[]
  exportPage(selection: RowSelection, offset: number, limit: number): readonly ExportRow[]
  /** `headerRow`: index of its record, -1 for none. A name column that is left out is found by the header. */
  setLayout(layout: Layout, nameColumn: number | undefined): void
  setChoices(choices: ImportChoices): void
  /** Sets the columns that give the stored values instead of what the sheet shows. */
  setPlainColumns(columns: readonly number[]): void
  /** The whole text of a cell. */
  cellText(index: number, column: number): string
  /** Returns the row as checked after the change. */
  setCell(index: number, column: number, text: string): ImportedRow
  /** Cells of the column that hold the text. */
  countMatches(column: number, find: string): number
  /** Returns how many cells were changed. */
  replaceAll(column: number, find: string, replacement: string): number
  /**
   * Deletes the rows at these positions of the filtered list, ends included. Returns how many rows of the file they
   * were.
   */
  deleteRows(filter: RowFilter, from: number, to: number): number
  undo(): void
  redo(): void
  readonly optOuts: OptOutMarks
  /** Frees its memory at once. Must not be used afterwards. */
  release(): void
}

/** The most rows that are listed by number. */
const rowsNamed = 10
const unreadableBit = markBit('unreadable')

/**
 * A list that was read: its summary, its pages by filter, and the owner's changes. Rows stay packed; only pages
 * become objects.
 */
export function createImportedTable(list: {
  readonly fileName: string
  readonly origin: ImportOrigin
  readonly store: RowStore
  readonly table: RowTable
  readonly layout: Layout
  readonly phoneFound: boolean
  readonly inDoubt: readonly number[]
  /** Names of the columns if there is no header. */
  readonly columnNames?: readonly string[]
  readonly notes: ImportNotes
}): ImportedTable {
  const { table } = list
  const joined = createJoinedStore(list.store, list.fileName)
  const log = createEditLog(joined)
  const { store } = log
  const views = createRowViews(store, table, row => log.editedColumns(row))
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

  const headers = (): readonly string[] => views.headers(headerCells())

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

  const isGone = (row: number): boolean => table.status[row] === deleted || table.status[row] === notData
  /** Rows with a phone, left out or not. */
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
      return { total: rows.length, rows: slice(rows, offset, limit).map(views.row) }
    },
    usableCount: usable => filter.countUsable(usable),
    usablePage: (usable, offset, limit) =>
      slice(filter.rowsOf({ ...usable, status: 'usable' }), offset, limit).map(views.usable),
    flawedValues: columns => flawedValues(store, table, columns),
    valueKinds: columns => valueKinds(store, table, usableRows(), columns),
    measure: plan => messages.measure(plan),
    async messagePage(view, offset, limit) {
      const rows = await messages.rowsOf(view)
      return { total: rows.length, rows: slice(rows, offset, limit).map(views.usable) }
    },
    exportHeader: () => views.exportHeader(headerCells()),
    exportPage: (selection, offset, limit) =>
      slice(filter.rowsOf(selection), offset, limit).map(index => views.exportRow(index, layout)),
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
      // A split row may be gone with the phone that it was made from.
      return views.row(index < table.rows + table.splits ? index : row)
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
