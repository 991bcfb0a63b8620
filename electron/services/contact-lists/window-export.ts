import type { ExportFormat } from '../../../shared/domain/export.ts'
import { AppError } from '../../../shared/ipc/result.ts'
import type { AtomicFileSystem } from '../files/atomic-file.ts'
import type { RowWriter } from '../files/row-writer.ts'
import { endings, openTable } from '../files/table-writer.ts'
import { sheetRowLimit } from '../files/xlsx-writer.ts'
import type { Clock } from '../time/clock.ts'
import { createPauses } from '../time/pauses.ts'

export type ExportPlan = {
  /** What the file is offered as, without an ending. */
  readonly name: string
  readonly format: ExportFormat
  readonly header: readonly string[]
  /** How many rows will come. */
  readonly rows: number
}

export type ExportService = {
  /**
   * Asks where to and opens the file. Null: the owner closed the dialog. An export that was not finished is thrown away; one
   * that is being begun stands in the way (`save-dialog-open`).
   */
  begin(plan: ExportPlan): Promise<number | null>
  /** Resolves when the rows are on their way to the disk: send the next batch then. */
  rows(exportId: number, rows: readonly (readonly string[])[]): Promise<void>
  finish(exportId: number): Promise<{ readonly path: string; readonly rows: number; readonly cut: number }>
  abandon(exportId: number): Promise<void>
  /** Throws away what is open or being begun: nobody will finish it. */
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
 * Takes rows of the window's list into a file, batch by batch: the list is never in memory here. All errors are AppErrors,
 * `file-not-writable` where the disk or another program (Excel) refuses; the older file then still stands.
 */
export function createExportService({
  askPath,
  clock,
  files,
}: {
  readonly clock: Pick<Clock, 'monotonicMs' | 'soon'>
  readonly files?: AtomicFileSystem
  /** Gets a file name to offer; null when the owner would rather not. */
  readonly askPath: (suggestedName: string) => Promise<string | null>
}): ExportService {
  let open: Open | null = null
  let lastId = 0
  /** The dialog is open, or the file is being opened. */
  let isBeginning = false
  /** Counts the windows that went away. */
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

/** So many cells are put together before the event loop has its turn. */
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
