import { z } from 'zod'
import { phoneBlocks } from '../sms/phone.ts'
import { valueFlaws } from '../text/value-flaws.ts'
import { delimiterNames } from './delimiter.ts'
import { textEncodings } from './encoding.ts'
import { keepChoices, severalChoices } from './import-choices.ts'
import { leavableMarks, rowMarks, rowStatuses } from './row-status.ts'

/**
 * How a list came to be what it is: the files it was read from, and everything that was asked of it, in order. The same
 * steps over the same files give the same list, so that one can be kept and brought back (docs/import.md, "Brought back").
 */

const column = z.int().min(0).max(20_000)
const place = z.int().min(0)
const headerRow = z.int().min(-1)
const phoneColumns = z.array(column).min(1).max(20)

/** Usable rows: those with a blank cell in one of these columns, those with this flaw in this column. */
export const usableFilterSchema = z.object({
  blankIn: z.array(column).max(100).optional(),
  flawIn: z.object({ column, flaw: z.enum(valueFlaws) }).optional(),
})

export const cellPlaceSchema = z.object({ index: place, column })

/** How a text is to be read. */
export const textChoicesSchema = z.object({
  encoding: z.enum(textEncodings).optional(),
  delimiter: z.enum(delimiterNames).optional(),
  headerRow: headerRow.optional(),
  phoneColumns: phoneColumns.optional(),
})

export const rowFilterSchema = usableFilterSchema.extend({
  status: z.enum(rowStatuses).optional(),
  reason: z.enum(phoneBlocks).optional(),
  mark: z.enum(rowMarks).optional(),
  file: place.optional(),
})

/** Changes of a list that stays the same list. */
export const listChangeSchemas = [
  z.object({
    type: z.literal('setLayout'),
    headerRow,
    phoneColumns,
    nameColumn: z.int().min(-1).max(20_000).optional(),
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
  cellPlaceSchema.extend({ type: z.literal('setCell'), text: z.string().max(100_000) }),
  z.object({ type: z.literal('replaceAll'), column, find: z.string().min(1), replacement: z.string() }),
  z.object({ type: z.literal('deleteRows'), filter: rowFilterSchema, from: place, to: place }),
  z.object({ type: z.literal('undo') }),
  z.object({ type: z.literal('redo') }),
  /** What becomes of the file that was read to be joined. */
  z.object({ type: z.literal('join'), take: z.boolean(), sourceName: z.string() }),
  /** The same text once more, read as the owner says. */
  z.object({ type: z.literal('rereadText'), choices: textChoicesSchema }),
] as const

const file = z.int().min(0).max(999)

export const listStepSchema = z.discriminatedUnion('type', [
  /** The list begins: a file by its number, read by what its bytes are, or as the text that was pasted. */
  z.object({ type: z.literal('read'), file, isText: z.boolean() }),
  /** Another sheet of the workbook that was read. */
  z.object({ type: z.literal('sheet'), sheet: place }),
  /** A further file. */
  z.object({ type: z.literal('add'), file, sourceName: z.string() }),
  ...listChangeSchemas,
])
export type ListStep = z.input<typeof listStepSchema>
