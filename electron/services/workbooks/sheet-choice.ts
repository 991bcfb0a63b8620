import type { SheetInfo, SheetVisibility, WorkbookTable } from '../../../shared/domain/workbook.ts'
import { createTablePacker, type SheetNotes, type TablePacker } from './table-packer.ts'
import { WorkbookProblem } from './workbook-messages.ts'

/** A workbook whose sheets can be read one by one. */
export type OpenBook = {
  readonly sheets: readonly {
    readonly name: string
    readonly visibility: SheetVisibility
    /** Passes the rows to the packer. Throws a WorkbookProblem where the sheet can't be read. */
    readonly pack: (packer: TablePacker) => SheetNotes
  }[]
  /** Index of the sheet that was in view when the workbook was saved. */
  readonly active: number
}

/** More sheets than anybody can tell apart; further ones are listed without counting. */
const countedSheets = 100

type ReadSheet = {
  readonly place: number
  readonly packer: TablePacker
  readonly notes: SheetNotes
  readonly rank: number
}

/**
 * Reads a workbook: what each of its sheets holds, and the rows of one. `wanted` null chooses the sheet that holds
 * a list: if several do, the one in view or else the first; if none does, the one with most phones, then the first
 * with any text. A hidden sheet is chosen only when it is asked for. `finish` runs before the rows are returned,
 * and may refuse the whole. Throws a WorkbookProblem where the chosen sheet can't be read, or one before it.
 */
export function readBook(book: OpenBook, wanted: number | null, finish = (): void => {}): WorkbookTable {
  if (book.sheets.length === 0 || (wanted !== null && wanted >= book.sheets.length))
    throw new WorkbookProblem('workbook-damaged', 'no such sheet')
  const infos: SheetInfo[] = []
  let best: ReadSheet | null = null
  let failed: { readonly place: number; readonly problem: WorkbookProblem } | null = null
  for (const [place, { name, visibility, pack }] of book.sheets.entries()) {
    const isCandidate = wanted === null ? visibility === 'visible' : wanted === place
    const packer = createTablePacker()
    let notes: SheetNotes | null = null
    if (place < countedSheets || isCandidate)
      try {
        notes = pack(packer)
      } catch (error) {
        if (!(error instanceof WorkbookProblem)) throw error
        if (isCandidate) failed ??= { place, problem: error }
      }
    const isRead = notes !== null
    infos.push({ name, visibility, rows: isRead ? packer.rows : null, phones: isRead ? packer.phones : null })
    const rank = rankOf(packer, name, place === book.active)
    if (notes !== null && isCandidate && (best === null || rank > best.rank))
      best = { place, packer, notes, rank }
  }
  finish()
  // The unreadable sheet may be the list; another one must not silently replace it.
  if (failed !== null && (best === null || best.rank === 0 || failed.place < best.place)) throw failed.problem
  if (best !== null) return best.packer.finish(infos, best.place, best.notes)
  // Every sheet is hidden.
  return createTablePacker().finish(infos, 0, {})
}

/** Names of sheets that explain how to fill in another one. A template may be filled in itself. */
const tellsHow =
  /示例|样例|例子|范例|示范|说明|须知|帮助|字典|sample|example|readme|instruction|manual|guide/i

/** 3 and more: a list. 2 to 3: perhaps one. 1 to 2: most phones. */
function rankOf(packer: TablePacker, name: string, isActive: boolean): number {
  const found = packer.standing()
  const standing = found === 'list' && tellsHow.test(name) ? 'doubtful' : found
  if (standing !== 'none') return (standing === 'list' ? 3 : 2) + (isActive ? 0.9 : 0)
  if (packer.phones > 0) return 2 - 1 / (1 + packer.phones)
  return packer.rows > 0 ? (isActive ? 0.5 : 0.4) : 0
}
