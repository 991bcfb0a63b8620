import { z } from 'zod'
import { type Delimiter, delimiters } from '../../../shared/contacts/delimiter.ts'
import { textEncodings } from '../../../shared/contacts/encoding.ts'
import { rowMarks, rowStatuses } from '../../../shared/contacts/row-status.ts'
import { workbookTableSchema } from '../../../shared/domain/workbook.ts'
import { phoneBlocks } from '../../../shared/sms/phone.ts'
import type { ListPage, ListSummary, UsableRow } from './contact-list.ts'

/** What the page asks of the worker, and what comes back: every question has a number, its answer carries the same. */

const column = z.int().min(0).max(10_000)
const headerRow = z.int().min(-1)
const phoneColumns = z.array(column).min(1).max(20)
const blankIn = z.array(column).max(100).optional()
const offset = z.int().min(0)
const limit = z.int().min(1).max(5000)

const choicesSchema = z.object({
  encoding: z.enum(textEncodings).optional(),
  delimiter: z.enum(Object.keys(delimiters) as [Delimiter, ...Delimiter[]]).optional(),
  headerRow: headerRow.optional(),
  phoneColumns: phoneColumns.optional(),
})

const filterSchema = z.object({
  status: z.enum(rowStatuses).optional(),
  reason: z.enum(phoneBlocks).optional(),
  mark: z.enum(rowMarks).optional(),
  blankIn,
})

export const questionSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('importText'),
    fileName: z.string(),
    file: z.instanceof(Blob),
    choices: choicesSchema,
  }),
  /** The same text once more, read as the owner says. */
  z.object({ type: z.literal('rereadText'), choices: choicesSchema }),
  z.object({ type: z.literal('importSheet'), fileName: z.string(), table: workbookTableSchema }),
  z.object({ type: z.literal('setLayout'), headerRow, phoneColumns }),
  z.object({ type: z.literal('page'), filter: filterSchema, offset, limit }),
  z.object({ type: z.literal('usableCount'), blankIn }),
  z.object({ type: z.literal('usablePage'), blankIn, offset, limit }),
])
export type Question = z.input<typeof questionSchema>
export type QuestionType = Question['type']
export type QuestionOf<T extends QuestionType> = Extract<Question, { type: T }>

export type AnswerOf<T extends QuestionType> = {
  importText: ListSummary
  rereadText: ListSummary
  importSheet: ListSummary
  setLayout: ListSummary
  page: ListPage
  usableCount: number
  usablePage: readonly UsableRow[]
}[T]

/** Why an answer failed. `cancelled`: a newer import took its place. `file-unreadable`: moved, changed or locked meanwhile. */
export const listFailures = ['cancelled', 'file-unreadable', 'not-a-list', 'no-list', 'internal'] as const
export type ListFailure = (typeof listFailures)[number]

/** The number is read before the question, so that a question that is not understood gets its answer too. */
export const requestSchema = z.object({ id: z.int(), question: z.unknown() })
export type Request = { readonly id: number; readonly question: Question }

export const replySchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('done'), id: z.int(), value: z.unknown() }),
  z.object({ kind: z.literal('failed'), id: z.int(), failure: z.enum(listFailures), detail: z.string() }),
  z.object({ kind: z.literal('progress'), id: z.int(), bytes: z.number(), rows: z.number() }),
])
export type Reply = z.input<typeof replySchema>
