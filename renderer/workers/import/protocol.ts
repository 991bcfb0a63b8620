import { z } from 'zod'
import { workbookTableSchema } from '../../../shared/domain/workbook.ts'
import { delimiterNames } from '../../../shared/import/delimiter.ts'
import { textEncodings } from '../../../shared/import/encoding.ts'
import { notLists } from '../../../shared/import/file-kind.ts'
import { keepChoices, severalChoices } from '../../../shared/import/import-choices.ts'
import { leavableMarks, rowMarks, rowStatuses } from '../../../shared/import/row-status.ts'
import { phoneBlocks } from '../../../shared/sms/phone.ts'
import { valueFlaws } from '../../lib/value-flaw.ts'
import type { FlawedValues } from './flawed-values.ts'
import type { ExportRow, ImportedPage, ImportedRow, ImportSummary, UsableRow } from './imported-table.ts'
import type { JoinPlan } from './join-plan.ts'
import type { TextPreview } from './text-preview.ts'

/** What the page asks of the worker, and what comes back: every question has a number, its answer carries the same. */

const column = z.int().min(0).max(10_000)
const headerRow = z.int().min(-1)
const phoneColumns = z.array(column).min(1).max(20)
const blankIn = z.array(column).max(100).optional()
const flawIn = z.object({ column, flaw: z.enum(valueFlaws) }).optional()
const usableFilter = z.object({ blankIn, flawIn })
const offset = z.int().min(0)
const limit = z.int().min(1).max(5000)

const choicesSchema = z.object({
  encoding: z.enum(textEncodings).optional(),
  delimiter: z.enum(delimiterNames).optional(),
  headerRow: headerRow.optional(),
  phoneColumns: phoneColumns.optional(),
})

const filterSchema = z.object({
  status: z.enum(rowStatuses).optional(),
  reason: z.enum(phoneBlocks).optional(),
  mark: z.enum(rowMarks).optional(),
  file: z.int().min(0).optional(),
  blankIn,
  flawIn,
})

/** The file is a further one of the present list: its people are joined to it, where the columns are the same. */
const add = z.object({ sourceName: z.string() }).optional()
const place = z.int().min(0)
const cell = { index: place, column }

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
  /** The same text once more, read as the owner says. */
  z.object({ type: z.literal('rereadText'), choices: choicesSchema }),
  z.object({ type: z.literal('importSheet'), fileName: z.string(), table: workbookTableSchema, add }),
  /** What becomes of the file that was read to be joined. */
  z.object({ type: z.literal('join'), take: z.boolean(), sourceName: z.string() }),
  /** Stops what is being read; the list before it stays. */
  z.object({ type: z.literal('cancel') }),
  /** The first records of the present text, as they would be read. */
  z.object({ type: z.literal('previewText'), choices: choicesSchema }),
  z.object({
    type: z.literal('setLayout'),
    headerRow,
    phoneColumns,
    nameColumn: z.int().min(-1).max(10_000).optional(),
  }),
  z.object({
    type: z.literal('setChoices'),
    choices: z.object({
      leftOut: z.array(z.enum(leavableMarks)),
      several: z.enum(severalChoices),
      keep: z.enum(keepChoices),
    }),
  }),
  z.object({ type: z.literal('setPlainColumns'), columns: z.array(column).max(1000) }),
  z.object({ type: z.literal('cellText'), ...cell }),
  z.object({ type: z.literal('setCell'), ...cell, text: z.string().max(100_000) }),
  z.object({ type: z.literal('countMatches'), column, find: z.string().min(1) }),
  z.object({ type: z.literal('replaceAll'), column, find: z.string().min(1), replacement: z.string() }),
  z.object({ type: z.literal('deleteRows'), filter: filterSchema, from: place, to: place }),
  z.object({ type: z.literal('undo') }),
  z.object({ type: z.literal('redo') }),
  z.object({ type: z.literal('exportHeader') }),
  z.object({
    type: z.literal('exportPage'),
    selection: z.union([filterSchema, z.literal('rejects')]),
    offset,
    limit,
  }),
  /** Phones that the opt-out list is to be asked about. */
  z.object({ type: z.literal('unaskedPhones') }),
  z.object({ type: z.literal('optOutsAnswered'), optedOut: z.array(z.string()).max(phoneBatch) }),
  z.object({ type: z.literal('settleOptOuts') }),
  z.object({ type: z.literal('forgetOptOuts') }),
  z.object({ type: z.literal('page'), filter: filterSchema, offset, limit }),
  z.object({ type: z.literal('usableCount'), filter: usableFilter }),
  z.object({ type: z.literal('usablePage'), filter: usableFilter, offset, limit }),
  /** What is wrong with the values of usable rows in these columns. */
  z.object({ type: z.literal('flawedValues'), columns: z.array(column).max(100) }),
])
export type Question = z.input<typeof questionSchema>
export type QuestionType = Question['type']
export type QuestionOf<T extends QuestionType> = Extract<Question, { type: T }>

/** The columns of a further file are not those of the list: nothing is joined before the owner says so. */
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
}[T]

/** Why an answer failed. `cancelled`: a newer import took its place. `file-unreadable`: moved, changed or locked meanwhile. */
export const importFailures = ['cancelled', 'file-unreadable', ...notLists, 'no-list', 'internal'] as const
export type ImportFailure = (typeof importFailures)[number]

/** The number is read before the question, so that a question that is not understood gets its answer too. */
export const requestSchema = z.object({ id: z.int(), question: z.unknown() })
export type Request = { readonly id: number; readonly question: Question }

export const replySchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('done'), id: z.int(), value: z.unknown() }),
  z.object({ kind: z.literal('failed'), id: z.int(), failure: z.enum(importFailures), detail: z.string() }),
  z.object({ kind: z.literal('progress'), id: z.int(), bytes: z.number(), rows: z.number() }),
])
export type Reply = z.input<typeof replySchema>
