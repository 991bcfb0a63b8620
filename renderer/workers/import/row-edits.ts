import { cellValue } from '../../../shared/import/cell-value.ts'
import type { RowStore } from './row-store.ts'

/** A change that the owner made to the rows. Rows are indexes into the file's rows. */
export type Edit =
  | { readonly kind: 'cell'; readonly row: number; readonly column: number; readonly text: string }
  | {
      readonly kind: 'replace'
      readonly column: number
      readonly find: string
      readonly replacement: string
      /** Rows before it (header, titles) are unchanged. */
      readonly firstRow: number
    }
  | { readonly kind: 'delete'; readonly rows: Uint32Array }

export type EditLog = {
  /** The rows after all edits. Deleted rows are still in it; the table knows which they are. */
  readonly store: RowStore
  readonly undoable: number
  readonly redoable: number
  add(edit: Edit): void
  /** Undoes the last edit and returns it. */
  undo(): Edit | null
  redo(): Edit | null
  /** Columns whose text in this row differs from the file. */
  editedColumns(row: number): readonly number[]
}

type CellEdit = { readonly place: number; readonly column: number; readonly text: string }
type Replacing = Extract<Edit, { kind: 'replace' }> & { readonly place: number }

/**
 * Keeps the owner's edits next to the packed rows, in order: undoing the last edit is dropping it, and a
 * replacement in a million rows is one entry.
 */
export function createEditLog(base: RowStore): EditLog {
  const edits: Edit[] = []
  const undone: Edit[] = []
  const cellEdits = new Map<number, CellEdit[]>()
  const replacings: Replacing[] = []

  function enter(edit: Edit): void {
    const place = edits.push(edit)
    if (edit.kind === 'cell') {
      const own = cellEdits.get(edit.row)
      if (own) own.push({ ...edit, place })
      else cellEdits.set(edit.row, [{ ...edit, place }])
    } else if (edit.kind === 'replace') replacings.push({ ...edit, place })
  }

  function takeOut(): Edit | null {
    const edit = edits.pop()
    if (edit === undefined) return null
    if (edit.kind === 'cell') {
      const own = cellEdits.get(edit.row)
      own?.pop()
      if (own?.length === 0) cellEdits.delete(edit.row)
    } else if (edit.kind === 'replace') replacings.pop()
    return edit
  }

  function edited(cells: readonly string[], row: number): readonly string[] {
    const own = cellEdits.get(row)
    if (own === undefined && replacings.length === 0) return cells
    let changed: string[] | null = null
    let nextOwn = 0
    let nextReplacing = 0
    for (;;) {
      const cell = own?.[nextOwn]
      const replacing = replacings[nextReplacing]
      if (cell !== undefined && (replacing === undefined || cell.place < replacing.place)) {
        nextOwn++
        changed ??= [...cells]
        while (changed.length <= cell.column) changed.push('')
        changed[cell.column] = cell.text
      } else if (replacing !== undefined) {
        nextReplacing++
        const text = (changed ?? cells)[replacing.column]
        const fresh = text === undefined || row < replacing.firstRow ? text : replaced(text, replacing)
        if (fresh === undefined || fresh === text) continue
        changed ??= [...cells]
        changed[replacing.column] = fresh
      } else return changed ?? cells
    }
  }

  const hasCellChanges = (): boolean => cellEdits.size > 0 || replacings.length > 0
  const cells = (row: number): readonly string[] => edited(base.cells(row), row)

  return {
    store: {
      get rows() {
        return base.rows
      },
      cells,
      numberOf: base.numberOf,
      isNumber: (row, column) =>
        base.isNumber(row, column) && (!hasCellChanges() || base.cells(row)[column] === cells(row)[column]),
      each: run => base.each(hasCellChanges() ? (texts, row) => run(edited(texts, row), row) : run),
    },
    get undoable() {
      return edits.length
    },
    get redoable() {
      return undone.length
    },
    add(edit) {
      undone.length = 0
      enter(edit)
    },
    undo() {
      const edit = takeOut()
      if (edit !== null) undone.push(edit)
      return edit
    },
    redo() {
      const edit = undone.pop() ?? null
      if (edit !== null) enter(edit)
      return edit
    },
    editedColumns(row) {
      const before = base.cells(row)
      const after = cells(row)
      return before === after
        ? []
        : after.flatMap((text, column) => (text === (before[column] ?? '') ? [] : [column]))
    },
  }
}

/** The cell with every `find` in its text replaced; the cell itself if there is none. */
export function replaced(
  cell: string,
  { find, replacement }: { readonly find: string; readonly replacement: string },
): string {
  if (find === '') return cell
  const value = cellValue(cell)
  return value.includes(find) ? value.replaceAll(find, () => replacement) : cell
}
