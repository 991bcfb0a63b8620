import { z } from 'zod'
import { cleanTextsSchema, textsSchema } from './many.ts'
import { countSchema, idSchema, timeMsSchema } from './ranges.ts'
import { typedText } from './typed-text.ts'

/** As many contacts as one call may carry, either way. */
export const contactBatchLimit = 5000
/** A cell of a spreadsheet holds no more than this. */
const longestCell = 32_767
export const mostColumns = 500
const cellsSchema = cleanTextsSchema(mostColumns, longestCell)

export const listNameSchema = typedText(80).min(1)

/** Between two tags in one cell; so none may stand inside a tag. */
const tagSeparators = /[,，、;；|｜\p{Cc}\p{Zl}\p{Zp}]/u
/** What the owner calls a kind of person: 熟客, 新客 … */
export const tagSchema = typedText(20)
  .min(1)
  .refine(tag => !tagSeparators.test(tag))
const tagsSchema = z.array(tagSchema).max(100)

/** The tags in a cell, each once; what can't be one (too long) is left out. `cellOfTags` undoes it. */
export function tagsOfCell(cell: string): readonly string[] {
  const tags = new Set<string>()
  for (const piece of cell.split(tagSeparators)) {
    const tag = tagSchema.safeParse(piece)
    if (tag.success) tags.add(tag.data)
  }
  return [...tags]
}

export const cellOfTags = (tags: readonly string[]): string => tags.join('、')

export const contactListSchema = z.object({
  id: idSchema,
  name: z.string(),
  /** Names of the columns beside the phone, as in the file; two may be the same, or empty. */
  columns: z.array(z.string()),
  contacts: z.int().min(0),
  /** Milliseconds since 1970. */
  createdAt: timeMsSchema,
  updatedAt: timeMsSchema,
})
export type ContactList = z.infer<typeof contactListSchema>

/** Where people are merged into: a list that is there (`listId`), or a new one of this name. */
export const listMergeSchema = z.object({
  target: z.union([z.strictObject({ listId: z.int().min(1) }), z.strictObject({ name: listNameSchema })]),
  columns: cellsSchema,
})
export type ListMerge = z.output<typeof listMergeSchema>

/** One person to merge: a usable phone, a value per column of the merge (missing ones are blank), tags. */
export const newContactSchema = z.object({
  phone: z.string().max(40),
  values: cellsSchema,
  tags: tagsSchema.default([]),
})
export type NewContact = z.output<typeof newContactSchema>

/** Each phone of a merge is exactly one of the three. */
export const listMergedSchema = z.object({
  listId: idSchema,
  added: z.int().min(0),
  updated: z.int().min(0),
  unchanged: z.int().min(0),
})
export type ListMerged = z.infer<typeof listMergedSchema>

/** One person written by hand into a list. `was`: the phone under which the entry stood before; null for a new one. */
export const writtenPersonSchema = newContactSchema.extend({
  listId: z.int().min(1),
  was: z.string().max(40).nullable(),
  /** When the entry was first added, for one that comes back; now where left out. */
  addedAt: timeMsSchema.optional(),
})
export type WrittenPerson = z.output<typeof writtenPersonSchema>

export const listContactSchema = z.object({
  /** 11 digits. */
  phone: z.string(),
  /** One per column of the list. */
  values: z.array(z.string()),
  tags: z.array(z.string()),
  addedAt: timeMsSchema,
  /** On the opt-out list at present. */
  optedOut: z.boolean(),
})
export type ListContact = z.infer<typeof listContactSchema>

/** Who of a list is meant. */
export const contactFilterSchema = z.object({
  /** Digits of the phone, or text that a value or a tag holds, whatever the case of Latin letters; empty for all. */
  search: z.string().max(100).default(''),
  /** Only people with this tag; null for all. */
  tag: tagSchema.nullable().default(null),
})
export type ContactFilter = z.output<typeof contactFilterSchema>

/** Of equal rank, by phone. A column's numbers go by size and before its texts; blank cells are always last. */
export const contactSortSchema = z.object({
  by: z
    .union([z.enum(['phone', 'added']), z.object({ column: z.int().min(0).max(10_000) })])
    .default('phone'),
  descending: z.boolean().default(false),
})
export type ContactSort = z.output<typeof contactSortSchema>

export const contactQuerySchema = z.object({
  listId: z.int().min(1),
  filter: contactFilterSchema.prefault({}),
  sort: contactSortSchema.prefault({}),
  offset: z.int().min(0),
  limit: z.int().min(1).max(contactBatchLimit),
})
export type ContactQuery = z.output<typeof contactQuerySchema>

export const contactPageSchema = z.object({
  total: z.int().min(0),
  rows: z.array(listContactSchema),
  /** Grows with every change of the list: pages with the same version belong together. */
  version: countSchema,
})
export type ContactPage = z.infer<typeof contactPageSchema>

/** Puts tags on people and takes tags off them: chosen phones, or everybody whom a filter finds. */
export const setTagsSchema = z.object({
  listId: z.int().min(1),
  // Strict, or phones that are refused would be taken for a filter that finds everybody.
  of: z.union([
    z.strictObject({ phones: textsSchema(contactBatchLimit, 40) }),
    z.strictObject({ filter: contactFilterSchema }),
  ]),
  add: tagsSchema.default([]),
  remove: tagsSchema.default([]),
})
export type SetTags = z.output<typeof setTagsSchema>

/** Where one phone is kept. */
export const personSchema = z.object({
  phone: z.string(),
  lists: z.array(
    z.object({ listId: idSchema, name: z.string(), values: z.array(z.string()), tags: z.array(z.string()) }),
  ),
  optedOut: z.boolean(),
  /** In how many campaigns that have ended the phone stands. */
  campaigns: countSchema,
  /** In how many others: they need it, and it can be forgotten there when they have ended. */
  unfinished: countSchema,
  /** How many works in progress with a list would go, because anybody may stand in their files. */
  works: countSchema,
})
export type Person = z.infer<typeof personSchema>

/** What came of forgetting somebody. */
export const forgottenSchema = z.object({
  /** From how many contact lists, ended campaigns and works in progress the person is gone. */
  lists: countSchema,
  campaigns: countSchema,
  works: countSchema,
  /** In how many campaigns the phone still stands. */
  unfinished: countSchema,
  optedOut: z.boolean(),
  /** Nothing is left in the file; false: it is written anew when nothing is being sent, or at the next start. */
  rewritten: z.boolean(),
})
export type Forgotten = z.infer<typeof forgottenSchema>

const column = z.int().min(0).max(10_000)

/** How the owner had a file read, so that the next one with the same header is read the same way. */
export const fileMappingSchema = z.object({
  /** Columns that hold phones, the preferred one first. */
  phoneColumns: z.array(column).min(1).max(20),
  /** The column that holds people's names; -1 where none does, null where nobody said. */
  nameColumn: column.or(z.literal(-1)).nullable().default(null),
  /** The column that holds tags; null for none. */
  tagColumn: column.nullable().default(null),
  /** Which column fills which variable of a template. */
  variables: z
    .array(z.object({ name: z.string().max(100), column }))
    .max(200)
    .default([]),
})
export type FileMapping = z.output<typeof fileMappingSchema>

/** So much of a header's cell tells it from others. */
const longestHeaderCell = 200
/** A file's header cells in order. */
export const headerSchema = textsSchema(16_384, longestHeaderCell).refine(({ length }) => length > 0)
/** A row of a file as a header: it may have been taken for one and hold anything. */
export const headerOf = (cells: readonly string[]): string[] =>
  cells.map(cell => cell.slice(0, longestHeaderCell))
