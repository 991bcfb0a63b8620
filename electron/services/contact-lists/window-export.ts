import type { ExportFormat } from '../../../shared/domain/export.ts'
import { AppError } from '../../../shared/ipc/result.ts'
import type { AtomicFileSystem } from '../files/atomic-file.ts'
import type { RowWriter } from '../files/row-writer.ts'
import { endings, openTable } from '../files/table-writer.ts'
import { sheetRowLimit } from '../files/xlsx-writer.ts'
import type { Clock } from '../time/clock.ts'
import { createPauses } from '../time/pauses.ts'

export type ExportPlan = {
  /** The suggested file name, without an ending. */
  readonly name: string
  readonly format: ExportFormat
  readonly header: readonly string[]
  /** The number of rows that will follow. */
  readonly rows: number
}

export type ExportService = {
  /**
   * Asks for a path and opens the file. Null: the owner closed the dialog. An unfinished export is abandoned; one
   * that is just starting blocks another (`save-dialog-open`).
   */
  begin(plan: ExportPlan): Promise<number | null>
  /** Resolves when the next batch may be sent. */
  rows(exportId: number, rows: readonly (readonly string[])[]): Promise<void>
  finish(exportId: number): Promise<{ readonly path: string; readonly rows: number; readonly cut: number }>
  abandon(exportId: number): Promise<void>
  /** Abandons an export that is open or starting, because nobody will finish it. */
  windowGone(): Promise<void>
  /** Leaves nothing half written behind. */
  close(): Promise<void>
}

type Open = {
  readonly id: number
  readonly path: string
  readonly table: RowWriter
}

/**
 * Writes rows of the window's list into a file, batch by batch, so that the list is never in memory here. All
 * errors are AppErrors; `file-not-writable` where the disk or another program (Excel) refuses, and the older file
 * is then unchanged.
 */
export function createExportService({
  askPath,
  clock,
  files,
}: {
  readonly clock: Pick<Clock, 'monotonicMs' | 'soon'>
  readonly files?: AtomicFileSystem
  /** Asks for a path, suggesting a file name; null when the owner cancels. */
  readonly askPath: (suggestedName: string) => Promise<string | null>
}): ExportService {
  let open: Open | null = null
  let lastId = 0
  /** The dialog is open, or the file is being opened. */
  let isBeginning = false
  /** The number of windows that have gone. */
  let gone = 0

  async function throwAway(): Promise<void> {
    const left = open
    open = null
    await left?.table.abort()
  }

  const current = (exportId: number): Open => {
    if (open === null || open.id !== exportId) throw new AppError('not-found', { detail: 'no such export' })
    return open
  }

  async function step<T>(job: () => Promise<T>): Promise<T> {
    try {
      return await job()
    } catch (error) {
      await throwAway()
      throw error
    }
  }

  async function begin({ name, format, header, rows }: ExportPlan): Promise<number | null> {
    const window = gone
    await throwAway()
    if (format === 'xlsx' && rows >= sheetRowLimit)
      throw new AppError('bad-input', { detail: 'more rows than a workbook can hold' })
    const path = await askPath(`${name}.${endings[format]}`)
    if (path === null || window !== gone) return null
    const table = await openTable({ path, format, header, sheetName: 'Sheet1' }, files)
    if (window !== gone) {
      await table.abort()
      return null
    }
    open = { id: ++lastId, path, table }
    return lastId
  }

  async function windowGone(): Promise<void> {
    gone += 1
    await throwAway()
  }

  return {
    async begin(plan) {
      if (isBeginning) throw new AppError('save-dialog-open')
      isBeginning = true
      try {
        return await begin(plan)
      } finally {
        isBeginning = false
      }
    },
    rows: (exportId, rows) =>
      step(async () => {
        const pause = createPauses(clock)
        for (const few of cellsAtOnce(rows)) {
          await current(exportId).table.add(few)
          await pause()
        }
      }),
    finish: exportId =>
      step(async () => {
        const { table, path } = current(exportId)
        const { rows, cut } = await table.finish()
        open = null
        return { path, rows, cut }
      }),
    async abandon(exportId) {
      if (open?.id === exportId) await throwAway()
    },
    windowGone,
    close: windowGone,
  }
}

/** Cells processed before the event loop gets its turn. */
const mostCells = 5_000

function* cellsAtOnce(rows: readonly (readonly string[])[]): Generator<readonly (readonly string[])[]> {
  let from = 0
  let cells = 0
  for (const [at, row] of rows.entries()) {
    cells += row.length
    if (cells < mostCells) continue
    yield rows.slice(from, at + 1)
    from = at + 1
    cells = 0
  }
  if (from < rows.length) yield rows.slice(from)
}
