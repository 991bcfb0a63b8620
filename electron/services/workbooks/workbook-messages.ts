import { z } from 'zod'
import { workbookTableSchema } from '../../../shared/domain/workbook.ts'

/** Problems of a workbook, named as the app's error codes (shared/ipc/result.ts). */
export const workbookFailures = [
  'workbook-encrypted',
  'workbook-damaged',
  'workbook-too-large',
  'workbook-timeout',
  'workbook-not-a-workbook',
  'workbook-web-archive',
] as const
export type WorkbookFailure = (typeof workbookFailures)[number]

/** Why a workbook can't be read. The detail is for a supporter. */
export class WorkbookProblem extends Error {
  readonly failure: WorkbookFailure
  constructor(failure: WorkbookFailure, detail: string) {
    super(detail)
    this.name = 'WorkbookProblem'
    this.failure = failure
  }
}

/** The request to the reading process. */
export const workbookRequestSchema = z.object({
  bytes: z.instanceof(Uint8Array),
  /** Index of the sheet; null: the one that holds a list. */
  sheet: z.int().min(0).nullable(),
})
export type WorkbookRequest = { readonly bytes: Uint8Array; readonly sheet: number | null }

/**
 * Its answer. SECURITY: the process has parsed an untrusted file, so its answer is not trusted: shape and lengths
 * are checked before the table is used.
 */
export const workbookReplySchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready') }),
  z.object({
    kind: z.literal('table'),
    table: workbookTableSchema.refine(
      ({ width, text, ends, rowNumbers, isNumber, sheets, sheet, plain, hiddenRows, longNumberRows }) =>
        ends.length === rowNumbers.length * width &&
        isNumber.length === ends.length &&
        (ends.at(-1) ?? 0) <= text.length &&
        (plain === undefined ||
          (plain.ends.length === plain.cells.length &&
            plain.cells.length <= ends.length &&
            (plain.ends.at(-1) ?? 0) <= plain.text.length)) &&
        (hiddenRows?.length ?? 0) <= rowNumbers.length &&
        (longNumberRows?.length ?? 0) <= rowNumbers.length &&
        (sheet === 0 || sheet < sheets.length),
      'the parts of the table do not fit each other',
    ),
  }),
  z.object({ kind: z.literal('failed'), failure: z.enum(workbookFailures), detail: z.string() }),
])
export type WorkbookReply = z.infer<typeof workbookReplySchema>
