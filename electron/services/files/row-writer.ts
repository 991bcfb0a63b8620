import type { Cell } from '../../../shared/export/csv-line.ts'

/** Writes rows into a file. Errors are those of openAtomically; after one, call `abort`. */
export type RowWriter = {
  add(rows: readonly (readonly Cell[])[]): Promise<void>
  /**
   * Completes the file. `rows`: without the header; `cut`: texts that were too long for a cell and were shortened.
   */
  finish(): Promise<{ readonly rows: number; readonly cut: number }>
  abort(): Promise<void>
}
