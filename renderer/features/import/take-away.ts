import { type ExportFormat, exportBatchLimit } from '../../../shared/domain/export.ts'
import { batchesOf, lengthInJson } from '../../../shared/ipc/call-lengths.ts'
import type { ImportClient } from '../../workers/import/import-client.ts'
import type { ImportSummary } from '../../workers/import/import-summary.ts'
import type { ExportRow } from '../../workers/import/row-views.ts'

/** `cleaned`: every usable row, its phone cleaned. `rejects`: every other row, with its number and why. */
export type TakenRows = 'cleaned' | 'rejects'

export type TakeAwayTexts = {
  /** What the file is offered as, without an ending. */
  readonly name: string
  readonly row: string
  readonly status: string
  readonly why: string
  /** Name of the phone column where the list has no header. */
  readonly phone: string
  readonly statusOf: (row: ExportRow) => string
  readonly whyOf: (row: ExportRow) => string
}

/** The main process's side: the calls exports.* of the bridge. */
export type ExportFiles = {
  begin(plan: {
    readonly name: string
    readonly format: ExportFormat
    readonly header: string[]
    readonly rows: number
  }): Promise<number | null>
  rows(exportId: number, rows: string[][]): Promise<void>
  finish(exportId: number): Promise<TakenAway>
  abandon(exportId: number): Promise<void>
}

export type TakenAway = {
  readonly path: string
  /** The written file's number, to open it by. */
  readonly fileId: number
  readonly rows: number
  readonly cut: number
}

/** Most characters of a batch, so that rows with very long texts do not make a huge message. */
const batchCharacters = 2_000_000

/** How long rows are, nobody knows yet. */
const firstBatch = 100

/** How many rows a file would hold. */
export function rowsTaken(summary: ImportSummary, selection: TakenRows): number {
  const all = summary.rows + Object.values(summary.splits).reduce((sum, count) => sum + count, 0)
  const usable = summary.statuses.usable + summary.splits.usable
  return selection === 'cleaned' ? usable : all - usable
}

/**
 * Carries rows from the worker to the main process, batch by batch, each when the one before is written. Null: the owner
 * closed the dialog or cancelled. Throws what the calls throw; nothing half written stays.
 */
export async function takeAway({
  client,
  summary,
  selection,
  format,
  columns,
  texts,
  files,
  onProgress,
  isCancelled,
}: {
  readonly client: ImportClient
  readonly summary: ImportSummary
  readonly selection: TakenRows
  readonly format: ExportFormat
  /** The shown columns' names, for those without a header. */
  readonly columns: readonly string[]
  readonly texts: TakeAwayTexts
  readonly files: ExportFiles
  readonly onProgress: (rows: number) => void
  readonly isCancelled: () => boolean
}): Promise<TakenAway | null> {
  const headers = await client.exportHeader()
  const isBare = headers.every(header => header === '')
  const header = headers.map((text, column) =>
    isBare && column === summary.phoneColumns[0] ? texts.phone : text || (columns[column] ?? ''),
  )
  const isRejects = selection === 'rejects'
  const total = rowsTaken(summary, selection)
  const exportId = await files.begin({
    name: texts.name,
    format,
    header: isRejects ? [texts.row, texts.status, texts.why, ...header] : header,
    rows: total,
  })
  if (exportId === null) return null
  const read = (at: number, limit: number): Promise<readonly ExportRow[]> => {
    const page = client.exportPage(isRejects ? 'rejects' : { status: 'usable' }, at, limit)
    // Left unread where writing fails meanwhile; its own failure is then nobody's concern.
    page.catch(() => undefined)
    return page
  }
  try {
    // The next batch is put together while the last is written.
    let next = read(0, firstBatch)
    for (let at = 0; at < total; onProgress(at)) {
      if (isCancelled()) {
        await files.abandon(exportId)
        return null
      }
      const page = await next
      if (page.length === 0) break
      at += page.length
      if (at < total) next = read(at, nextLimit(page))
      const rows = page.map(row =>
        isRejects ? [String(row.row), texts.statusOf(row), texts.whyOf(row), ...row.cells] : [...row.cells],
      )
      for (const batch of batchesOf(rows, lengthInJson, batchCharacters))
        await files.rows(exportId, [...batch])
    }
    return await files.finish(exportId)
  } catch (error) {
    await files.abandon(exportId)
    throw error
  }
}

function nextLimit(page: readonly ExportRow[]): number {
  let characters = 1
  for (const row of page) for (const cell of row.cells) characters += cell.length + 8
  const fitting = Math.floor((batchCharacters / characters) * page.length)
  return Math.max(1, Math.min(exportBatchLimit, fitting))
}
