import { z } from 'zod'
import {
  type MessageTally,
  messagePlanSchema,
  messageViewSchema,
} from '../../../shared/domain/message-view.ts'
import { workbookTableSchema } from '../../../shared/domain/workbook.ts'
import { notLists } from '../../../shared/import/file-kind.ts'
import {
  cellPlaceSchema,
  textChoicesSchema as choicesSchema,
  rowFilterSchema as filterSchema,
  listChangeSchemas,
  usableFilterSchema as usableFilter,
} from '../../../shared/import/list-steps.ts'
import type { FlawedValues } from './flawed-values.ts'
import type { ImportSummary } from './import-summary.ts'
import type { JoinPlan } from './join-plan.ts'
import type { ExportRow, ImportedPage, ImportedRow, UsablePage, UsableRow } from './row-views.ts'
import type { TextPreview } from './text-preview.ts'
import type { KindOfColumn } from './value-kinds.ts'

/** The protocol between page and worker: every request has a number, and its answer has the same number. */

const offset = z.int().min(0)
const limit = z.int().min(1).max(5000)

/** The file is added to the present list: its people are joined to it if the columns are the same. */
const add = z.object({ sourceName: z.string() }).optional()

/** Phones of a batch for the opt-out list. */
export const phoneBatch = 5000

export const questionSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('importText'),
    fileName: z.string(),
    file: z.instanceof(Blob),
    choices: choicesSchema,
    add,
  }),
  z.object({ type: z.literal('importSheet'), fileName: z.string(), table: workbookTableSchema, add }),
  /** Stops the running import; the previous list is kept. */
  z.object({ type: z.literal('cancel') }),
  /** The first records of the present text, as they would be read. */
  z.object({ type: z.literal('previewText'), choices: choicesSchema }),
  ...listChangeSchemas,
  cellPlaceSchema.extend({ type: z.literal('cellText') }),
  z.object({
    type: z.literal('countMatches'),
    column: cellPlaceSchema.shape.column,
    find: z.string().min(1),
  }),
  z.object({ type: z.literal('exportHeader') }),
  z.object({
    type: z.literal('exportPage'),
    selection: z.union([filterSchema, z.literal('rejects')]),
    offset,
    limit,
  }),
  /** Phones to check against the opt-out list. */
  z.object({ type: z.literal('unaskedPhones') }),
  z.object({ type: z.literal('optOutsAnswered'), optedOut: z.array(z.string()).max(phoneBatch) }),
  z.object({ type: z.literal('settleOptOuts') }),
  z.object({ type: z.literal('forgetOptOuts') }),
  z.object({ type: z.literal('page'), filter: filterSchema, offset, limit }),
  z.object({ type: z.literal('usableCount'), filter: usableFilter }),
  z.object({ type: z.literal('usablePage'), filter: usableFilter, offset, limit }),
  /** The flaws in the values of usable rows in these columns. */
  z.object({ type: z.literal('flawedValues'), columns: z.array(cellPlaceSchema.shape.column).max(100) }),
  /** Which of these columns hold numbers or days. */
  z.object({ type: z.literal('valueKinds'), columns: z.array(cellPlaceSchema.shape.column).max(100) }),
  /** The totals of the messages of all usable rows; a newer plan stops it. */
  z.object({ type: z.literal('measure'), plan: messagePlanSchema }),
  /** Usable rows by their messages; a newer view stops a search. */
  z.object({ type: z.literal('messagePage'), view: messageViewSchema, offset, limit }),
])
export type Question = z.input<typeof questionSchema>
export type QuestionType = Question['type']
export type QuestionOf<T extends QuestionType> = Extract<Question, { type: T }>

/** The columns of a further file differ from those of the list: nothing is joined before the owner decides. */
export type JoinQuestion = Pick<JoinPlan, 'renamed' | 'missing'> & {
  readonly fileName: string
  /** People in it. */
  readonly rows: number
  /** Names of the columns that only it has. */
  readonly added: readonly string[]
}

export type AnswerOf<T extends QuestionType> = {
  importText: ImportSummary | JoinQuestion
  rereadText: ImportSummary
  importSheet: ImportSummary | JoinQuestion
  join: ImportSummary
  cancel: undefined
  previewText: TextPreview
  setLayout: ImportSummary
  setChoices: ImportSummary
  setPlainColumns: ImportSummary
  cellText: string
  setCell: { readonly summary: ImportSummary; readonly row: ImportedRow }
  countMatches: number
  replaceAll: { readonly summary: ImportSummary; readonly cells: number }
  deleteRows: { readonly summary: ImportSummary; readonly rows: number }
  undo: ImportSummary
  redo: ImportSummary
  exportHeader: readonly string[]
  exportPage: readonly ExportRow[]
  unaskedPhones: readonly string[]
  optOutsAnswered: undefined
  settleOptOuts: ImportSummary
  forgetOptOuts: undefined
  page: ImportedPage
  usableCount: number
  usablePage: readonly UsableRow[]
  flawedValues: readonly FlawedValues[]
  valueKinds: readonly KindOfColumn[]
  measure: MessageTally
  messagePage: UsablePage
}[T]

/**
 * Why an answer failed. `cancelled`: replaced by a newer import. `file-unreadable`: moved, changed or locked
 * meanwhile.
 */
export const importFailures = ['cancelled', 'file-unreadable', ...notLists, 'no-list', 'internal'] as const
export type ImportFailure = (typeof importFailures)[number]

/** The number is parsed separately, so that a request that is not understood is answered too. */
export const requestSchema = z.object({ id: z.int(), question: z.unknown() })
export type Request = { readonly id: number; readonly question: Question }

export const replySchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('done'), id: z.int(), value: z.unknown() }),
  z.object({ kind: z.literal('failed'), id: z.int(), failure: z.enum(importFailures), detail: z.string() }),
  z.object({ kind: z.literal('progress'), id: z.int(), bytes: z.number(), rows: z.number() }),
])
export type Reply = z.input<typeof replySchema>
