import type { MessagePlan, MessageTally, MessageView } from '../../../shared/domain/message-view.ts'
import type { WorkbookTable } from '../../../shared/domain/workbook.ts'
import {
  fileKindBytes,
  fileKindOf,
  type NotList,
  ole2KindOf,
  zipKindOf,
} from '../../../shared/import/file-kind.ts'
import type { ImportChoices } from '../../../shared/import/import-choices.ts'
import type { FlawedValues } from './flawed-values.ts'
import type { ImportSummary } from './import-summary.ts'
import type { TextChoices } from './import-text.ts'
import {
  type AnswerOf,
  type ImportFailure,
  type JoinQuestion,
  type QuestionOf,
  type QuestionType,
  type Reply,
  type Request,
  replySchema,
} from './protocol.ts'
import type { RowFilter, RowSelection, UsableFilter } from './row-filter.ts'
import type { Layout } from './row-table.ts'
import type { ExportRow, ImportedPage, UsablePage, UsableRow } from './row-views.ts'
import type { TextPreview } from './text-preview.ts'
import type { KindOfColumn } from './value-kinds.ts'
import { zipDirectory, zipNames, zipTailBytes } from './zip-names.ts'

/** The part of a Worker that the client needs. */
export type WorkerPort = {
  postMessage(message: Request, transfer?: Transferable[]): void
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void
  /** The worker itself failed: it did not load, or ran out of memory. */
  addEventListener(type: 'error', listener: () => void): void
  terminate(): void
}

/**
 * Reads one sheet of a workbook in a process of its own; null: the one that holds a list. Throws an AppError
 * `workbook-…`.
 */
export type ReadWorkbook = (bytes: Uint8Array<ArrayBuffer>, sheet: number | null) => Promise<WorkbookTable>

export type ImportProgress = { readonly bytes: number; readonly totalBytes: number; readonly rows: number }

export class ImportError extends Error {
  readonly failure: ImportFailure
  constructor(failure: ImportFailure, detail = '') {
    super(detail === '' ? failure : `${failure}: ${detail}`)
    this.name = 'ImportError'
    this.failure = failure
  }
}

export type ImportClient = {
  /**
   * Reads a chosen or dropped file, by the type that its first bytes show. Throws ImportError, or AppError
   * `workbook-…`.
   */
  importFile(file: File, onProgress?: (progress: ImportProgress) => void): Promise<ImportSummary>
  /**
   * Adds a further file to the present list: joined if the columns are the same, otherwise a question that `join`
   * answers. `sourceName`: the name of the column that tells which file a row comes from.
   */
  addFile(
    file: File,
    sourceName: string,
    onProgress?: (progress: ImportProgress) => void,
  ): Promise<ImportSummary | JoinQuestion>
  join(take: boolean, sourceName: string): Promise<ImportSummary>
  /** Reads pasted, typed or generated text. */
  importText(fileName: string, text: string): Promise<ImportSummary>
  /** Reads the present text again with the owner's choices. */
  reread(choices: TextChoices, onProgress?: (progress: ImportProgress) => void): Promise<ImportSummary>
  /** Stops the import that is running: its promise fails as `cancelled`, and the previous list is kept. */
  cancel(): Promise<void>
  /** Reads another sheet of the present workbook. */
  chooseSheet(sheet: number): Promise<ImportSummary>
  /** The first records of the present text, as they would be read. */
  previewText(choices: TextChoices): Promise<TextPreview>
  /** A name column that is left out is found by the header; -1: none. */
  setLayout(layout: Layout, nameColumn?: number): Promise<ImportSummary>
  setChoices(choices: ImportChoices): Promise<ImportSummary>
  /** Sets the columns of a workbook that give their stored values instead of what the sheet shows. */
  setPlainColumns(columns: readonly number[]): Promise<ImportSummary>
  /** The whole text of a cell; pages cut it to what a table can show. */
  cellText(index: number, column: number): Promise<string>
  setCell(index: number, column: number, text: string): Promise<AnswerOf<'setCell'>>
  countMatches(column: number, find: string): Promise<number>
  replaceAll(column: number, find: string, replacement: string): Promise<AnswerOf<'replaceAll'>>
  /** Deletes the rows at these positions of the filtered list, ends included. */
  deleteRows(filter: RowFilter, from: number, to: number): Promise<AnswerOf<'deleteRows'>>
  undo(): Promise<ImportSummary>
  redo(): Promise<ImportSummary>
  exportHeader(): Promise<readonly string[]>
  exportPage(selection: RowSelection, offset: number, limit: number): Promise<readonly ExportRow[]>
  /**
   * Asks the opt-out list about every phone that was not checked yet, in batches. Resolves to the summary
   * afterwards, or to null if nothing new was found. `anew`: checks everything again.
   */
  checkOptOuts(
    contains: (phones: readonly string[]) => Promise<readonly string[]>,
    anew: boolean,
  ): Promise<ImportSummary | null>
  page(filter: RowFilter, offset: number, limit: number): Promise<ImportedPage>
  usableCount(filter?: UsableFilter): Promise<number>
  usablePage(offset: number, limit: number, filter?: UsableFilter): Promise<readonly UsableRow[]>
  /** The flaws in the values of usable rows in these columns. */
  flawedValues(columns: readonly number[]): Promise<readonly FlawedValues[]>
  /** Which of these columns hold numbers or days. */
  valueKinds(columns: readonly number[]): Promise<readonly KindOfColumn[]>
  /** The totals of the messages of all usable rows. Fails as `cancelled` when a newer plan is measured. */
  measure(plan: MessagePlan): Promise<MessageTally>
  /**
   * Usable rows by their messages under the plan measured last. Fails as `cancelled` when a newer view is asked
   * for.
   */
  messagePage(view: MessageView, offset: number, limit: number): Promise<UsablePage>
  /** Ends the worker. Pending and later calls fail as `cancelled`. */
  dispose(): void
}

type Waiting = {
  readonly done: (value: unknown) => void
  readonly failed: (error: Error) => void
  readonly progress: ((bytes: number, rows: number) => void) | undefined
}

/** The page's side of the worker: one promise per question. */
export function createImportClient(
  worker: WorkerPort,
  readWorkbook: ReadWorkbook,
  /** Ends the reading of a workbook that is not needed any more; otherwise the next one would wait for it. */
  stopReading: () => void = () => undefined,
): ImportClient {
  const waiting = new Map<number, Waiting>()
  let lastId = 0
  let totalBytes = 0
  let isDisposed = false
  let workbook: File | null = null
  /** Counts imports, so that a slow workbook does not replace a list chosen after it. */
  let newest = 0
  let isReading = false

  function beginTurn(): number {
    if (isReading) stopReading()
    return ++newest
  }

  worker.addEventListener('message', event => {
    const reply = replySchema.parse(event.data)
    const asked = waiting.get(reply.id)
    if (asked) settle(reply, asked)
  })

  worker.addEventListener('error', () => failAll('internal'))

  function failAll(failure: ImportFailure): void {
    for (const asked of waiting.values()) asked.failed(new ImportError(failure))
    waiting.clear()
  }

  function settle(reply: Reply, asked: Waiting): void {
    if (reply.kind === 'progress') {
      asked.progress?.(reply.bytes, reply.rows)
      return
    }
    waiting.delete(reply.id)
    if (reply.kind === 'done') asked.done(reply.value)
    else asked.failed(new ImportError(reply.failure, reply.detail))
  }

  function ask<T extends QuestionType>(
    question: QuestionOf<T>,
    onProgress?: (progress: ImportProgress) => void,
  ): Promise<AnswerOf<T>> {
    // There is no worker that could answer.
    if (isDisposed) return Promise.reject(new ImportError('cancelled'))
    const id = ++lastId
    const total = totalBytes
    return new Promise((done, failed) => {
      waiting.set(id, {
        // The worker is the same build as this module; the envelope was parsed, the value is what `AnswerOf` says.
        done: value => done(value as AnswerOf<T>),
        failed,
        progress: onProgress && ((bytes, rows) => onProgress({ bytes, totalBytes: total, rows })),
      })
      worker.postMessage({ id, question })
    })
  }

  async function readSheet(
    file: File,
    sheet: number | null,
    add?: Adding,
  ): Promise<ImportSummary | JoinQuestion> {
    const turn = beginTurn()
    const bytes = await bytesOf(file)
    if (turn !== newest) throw new ImportError('cancelled')
    isReading = true
    const table = await readWorkbook(bytes, sheet).finally(() => {
      if (turn === newest) isReading = false
    })
    if (turn !== newest) throw new ImportError('cancelled')
    if (add === undefined) workbook = file
    return ask<'importSheet'>({ type: 'importSheet', fileName: file.name, table, add })
  }

  /** Reads a file by the type that its first bytes show. */
  async function readFile(
    file: File,
    onProgress: ((progress: ImportProgress) => void) | undefined,
    add?: Adding,
  ): Promise<ImportSummary | JoinQuestion> {
    const turn = beginTurn()
    const kind = await listKindOf(file)
    if (turn !== newest) throw new ImportError('cancelled')
    if (kind === 'workbook') return readSheet(file, null, add)
    if (kind !== 'text') throw new ImportError(kind)
    totalBytes = file.size
    const question = { type: 'importText', fileName: file.name, file, choices: {}, add } as const
    const answer = await ask<'importText'>(question, onProgress)
    if (add === undefined) workbook = null
    return answer
  }

  return {
    importFile: async (file, onProgress) => listOf(await readFile(file, onProgress)),
    addFile: (file, sourceName, onProgress) => readFile(file, onProgress, { sourceName }),
    join: (take, sourceName) => ask<'join'>({ type: 'join', take, sourceName }),
    async importText(fileName, text) {
      beginTurn()
      const file = new Blob([text])
      totalBytes = file.size
      const question = { type: 'importText', fileName, file, choices: { encoding: 'utf-8' } } as const
      const summary = listOf(await ask<'importText'>(question))
      workbook = null
      return summary
    },
    async cancel() {
      beginTurn()
      await ask<'cancel'>({ type: 'cancel' })
    },
    reread: (choices, onProgress) =>
      ask<'rereadText'>({ type: 'rereadText', choices: copied(choices) }, onProgress),
    async chooseSheet(sheet) {
      if (workbook === null) throw new ImportError('no-list')
      return listOf(await readSheet(workbook, sheet))
    },
    previewText: choices => ask<'previewText'>({ type: 'previewText', choices: copied(choices) }),
    setLayout: (layout, nameColumn) =>
      ask<'setLayout'>({
        type: 'setLayout',
        headerRow: layout.headerRow,
        phoneColumns: [...layout.phoneColumns],
        nameColumn,
      }),
    setChoices: choices =>
      ask<'setChoices'>({ type: 'setChoices', choices: { ...choices, leftOut: [...choices.leftOut] } }),
    setPlainColumns: columns => ask<'setPlainColumns'>({ type: 'setPlainColumns', columns: [...columns] }),
    cellText: (index, column) => ask<'cellText'>({ type: 'cellText', index, column }),
    setCell: (index, column, text) => ask<'setCell'>({ type: 'setCell', index, column, text }),
    countMatches: (column, find) => ask<'countMatches'>({ type: 'countMatches', column, find }),
    replaceAll: (column, find, replacement) =>
      ask<'replaceAll'>({ type: 'replaceAll', column, find, replacement }),
    deleteRows: (filter, from, to) =>
      ask<'deleteRows'>({ type: 'deleteRows', filter: copiedFilter(filter), from, to }),
    undo: () => ask<'undo'>({ type: 'undo' }),
    redo: () => ask<'redo'>({ type: 'redo' }),
    exportHeader: () => ask<'exportHeader'>({ type: 'exportHeader' }),
    exportPage: (selection, offset, limit) =>
      ask<'exportPage'>({
        type: 'exportPage',
        selection: selection === 'rejects' ? selection : copiedFilter(selection),
        offset,
        limit,
      }),
    async checkOptOuts(contains, anew) {
      if (anew) await ask<'forgetOptOuts'>({ type: 'forgetOptOuts' })
      let found = anew
      for (;;) {
        const phones = await ask<'unaskedPhones'>({ type: 'unaskedPhones' })
        if (phones.length === 0) break
        const optedOut = await contains(phones)
        found ||= optedOut.length > 0
        await ask<'optOutsAnswered'>({ type: 'optOutsAnswered', optedOut: [...optedOut] })
      }
      return found ? ask<'settleOptOuts'>({ type: 'settleOptOuts' }) : null
    },
    page: (filter, offset, limit) =>
      ask<'page'>({ type: 'page', filter: copiedFilter(filter), offset, limit }),
    usableCount: (filter = {}) => ask<'usableCount'>({ type: 'usableCount', filter: copiedFilter(filter) }),
    usablePage: (offset, limit, filter = {}) =>
      ask<'usablePage'>({ type: 'usablePage', filter: copiedFilter(filter), offset, limit }),
    flawedValues: columns => ask<'flawedValues'>({ type: 'flawedValues', columns: [...columns] }),
    valueKinds: columns => ask<'valueKinds'>({ type: 'valueKinds', columns: [...columns] }),
    measure: plan => ask<'measure'>({ type: 'measure', plan }),
    messagePage: (view, offset, limit) => ask<'messagePage'>({ type: 'messagePage', view, offset, limit }),
    dispose() {
      isDisposed = true
      worker.terminate()
      failAll('cancelled')
    },
  }
}

type Adding = { readonly sourceName: string }

export const isJoinQuestion = (answer: ImportSummary | JoinQuestion): answer is JoinQuestion =>
  'missing' in answer

/** Only a further file can lead to a question. */
function listOf(answer: ImportSummary | JoinQuestion): ImportSummary {
  if (isJoinQuestion(answer)) throw new ImportError('internal')
  return answer
}

const copied = (choices: TextChoices) => ({
  ...choices,
  phoneColumns: choices.phoneColumns && [...choices.phoneColumns],
})

/** A mutable copy of the filter, as the worker's schema expects it. */
export const copiedFilter = (filter: RowFilter) => ({
  ...filter,
  blankIn: filter.blankIn && [...filter.blankIn],
})

/** An OLE2 file is searched up to here for the names of its streams. */
const searchedBytes = 64 * 1024 * 1024

/** The type of a file by its first bytes, and for a container by its contents. */
async function listKindOf(file: Blob): Promise<'text' | 'workbook' | NotList> {
  const kind = fileKindOf(await bytesOf(file.slice(0, fileKindBytes)))
  if (kind === 'ole2') {
    const bytes = await bytesOf(file.slice(0, searchedBytes))
    return ole2KindOf(new TextDecoder('latin1').decode(bytes))
  }
  if (kind !== 'zip') return kind
  const directory = zipDirectory(await bytesOf(file.slice(Math.max(0, file.size - zipTailBytes))))
  if (directory === null) return 'workbook'
  const { offset, length } = directory
  return zipKindOf(zipNames(await bytesOf(file.slice(offset, offset + length))))
}

async function bytesOf(blob: Blob): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await blob.arrayBuffer())
  } catch (error) {
    throw new ImportError('file-unreadable', error instanceof Error ? error.name : '')
  }
}
