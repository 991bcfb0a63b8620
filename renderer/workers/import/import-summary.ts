import type { SheetInfo } from '../../../shared/domain/workbook.ts'
import type { Delimiter } from '../../../shared/import/delimiter.ts'
import type { TextEncoding } from '../../../shared/import/encoding.ts'
import type { ImportChoices } from '../../../shared/import/import-choices.ts'
import type { FirstRow, PhoneOffer } from './column-facts.ts'
import type { ImportNotes } from './import-notes.ts'
import type { JoinedFile } from './joined-store.ts'
import type { RowCounts } from './row-counts.ts'

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
  /** The column of people's names, -1 if no column says so. */
  readonly nameColumn: number
  readonly choices: ImportChoices
  /** Numbers of the first rows with unreadable text. */
  readonly unreadableRows: readonly number[]
  /** Columns of a workbook whose cells show something else than they store. */
  readonly formattedColumns: readonly number[]
  /** Those of them that give the stored values. */
  readonly plainColumns: readonly number[]
  /** Numbers of edits that can be undone and redone. */
  readonly undoable: number
  readonly redoable: number
  readonly notes: ImportNotes
}
