import { z } from 'zod'
import { textsSchema } from './many.ts'
import { timeMsSchema } from './ranges.ts'
import { typedText } from './typed-text.ts'

/** How a phone came onto the opt-out list. `forgotten`: its owner asked to be removed from the contact lists. */
export const optOutSources = ['typed', 'pasted', 'file', 'forgotten'] as const
export type OptOutSource = (typeof optOutSources)[number]

/** The most phones or cells of one call. */
export const optOutBatchLimit = 5000

/** Why somebody is on the list, in the owner's words; may be empty. */
export const optOutReasonSchema = typedText(200)

export const optOutSchema = z.object({
  /** 11 digits. */
  phone: z.string(),
  /** Milliseconds since 1970. */
  addedAt: timeMsSchema,
  reason: z.string(),
  source: z.enum(optOutSources),
})
export type OptOut = z.infer<typeof optOutSchema>

/** Typed or pasted text: any number of phones, in any notation, with any separators. */
export const optOutTextSchema = z.object({
  text: z.string().max(200_000),
  reason: optOutReasonSchema.default(''),
  source: z.enum(['typed', 'pasted']),
})
export type OptOutText = z.output<typeof optOutTextSchema>

/** Cells of a file, a batch at a time; a cell may hold several phones. */
export const optOutCellsSchema = z.object({
  cells: textsSchema(optOutBatchLimit, 1000),
  reason: optOutReasonSchema.default(''),
})
export type OptOutCells = z.output<typeof optOutCellsSchema>

/** Every text given is either added, present, or not a phone. */
export const optOutsAddedSchema = z.object({
  /** Phones that were added to the list. */
  added: z.int().min(0),
  /** Phones that were on the list already and are unchanged. */
  present: z.int().min(0),
  /** How many texts were no phone. */
  bad: z.int().min(0),
  /** The first of them, as written, cut to 60 characters; `index` counts the given cells from 0. */
  badTexts: z.array(z.object({ index: z.int().min(0), text: z.string() })).max(optOutBatchLimit),
  /** How many phones the whole list has now. */
  count: z.int().min(0),
})
export type OptOutsAdded = z.infer<typeof optOutsAddedSchema>

export const optOutPhonesSchema = z.object({ phones: textsSchema(optOutBatchLimit, 40) })

export const optOutQuerySchema = z.object({
  /** Digits contained in the phone, or words contained in the reason; empty for all. */
  search: z.string().max(40).default(''),
  offset: z.int().min(0),
  limit: z.int().min(1).max(500),
})
export type OptOutQuery = z.output<typeof optOutQuerySchema>

/** Newest first. */
export const optOutPageSchema = z.object({ total: z.int().min(0), rows: z.array(optOutSchema) })
export type OptOutPage = z.infer<typeof optOutPageSchema>
