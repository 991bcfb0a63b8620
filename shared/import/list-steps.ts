import { z } from 'zod'
import { phoneBlocks } from '../sms/phone.ts'
import { valueFlaws } from '../text/value-flaws.ts'
import { delimiterNames } from './delimiter.ts'
import { textEncodings } from './encoding.ts'
import { keepChoices, severalChoices } from './import-choices.ts'
import { leavableMarks, rowMarks, rowStatuses } from './row-status.ts'

/**
 * The origin of a list: the files it was read from, and all changes in order. The same steps with the same files
 * give the same list, so that it can be stored and rebuilt (docs/import.md, "Brought back").
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
  /** Whether the file that was read for joining is joined. */
  z.object({ type: z.literal('join'), take: z.boolean(), sourceName: z.string() }),
  /** Reads the same text again with the owner's choices. */
  z.object({ type: z.literal('rereadText'), choices: textChoicesSchema }),
] as const

const file = z.int().min(0).max(999)

export const listStepSchema = z.discriminatedUnion('type', [
  /** Starts a list from a file, by its number; its kind is detected, or it is pasted text. */
  z.object({ type: z.literal('read'), file, isText: z.boolean() }),
  /** Another sheet of the workbook that was read. */
  z.object({ type: z.literal('sheet'), sheet: place }),
  /** A further file. */
  z.object({ type: z.literal('add'), file, sourceName: z.string() }),
  ...listChangeSchemas,
])
export type ListStep = z.input<typeof listStepSchema>
