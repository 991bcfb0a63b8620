import type { Cell } from '../../../shared/export/csv-line.ts'

/** Rows on their way into a file. Errors are those of openAtomically; after one, `abort` is called. */
export type RowWriter = {
  add(rows: readonly (readonly Cell[])[]): Promise<void>
  /** The file takes its place. `rows`: without the header; `cut`: texts too long for a cell, whose end is missing. */
  finish(): Promise<{ readonly rows: number; readonly cut: number }>
  abort(): Promise<void>
}
