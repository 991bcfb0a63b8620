import { z } from 'zod'
import { cleanTextsSchema, textsSchema } from './many.ts'
import { countSchema, idSchema, timeMsSchema } from './ranges.ts'
import { typedText } from './typed-text.ts'

/** The most contacts of one call, in either direction. */
export const contactBatchLimit = 5000
/** A cell of a spreadsheet holds no more than this. */
const longestCell = 32_767
export const mostColumns = 500
const cellsSchema = cleanTextsSchema(mostColumns, longestCell)

export const listNameSchema = typedText(80).min(1)

/** Separators of tags in one cell, which a tag must not contain. */
const tagSeparators = /[,，、;；|｜\p{Cc}\p{Zl}\p{Zp}]/u
/** What the owner calls a kind of person: 熟客, 新客 … */
export const tagSchema = typedText(20)
  .min(1)
  .refine(tag => !tagSeparators.test(tag))
const tagsSchema = z.array(tagSchema).max(100)

/** The tags in a cell, each once; texts that are too long for a tag are left out. `cellOfTags` is the inverse. */
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

/** The target of a merge: an existing list (`listId`), or a new one with this name. */
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

/** Each phone of a merge is counted in exactly one of the three. */
export const listMergedSchema = z.object({
  listId: idSchema,
  added: z.int().min(0),
  updated: z.int().min(0),
  unchanged: z.int().min(0),
})
export type ListMerged = z.infer<typeof listMergedSchema>

/** One person entered by hand into a list. `was`: the former phone of the entry; null for a new one. */
export const writtenPersonSchema = newContactSchema.extend({
  listId: z.int().min(1),
  was: z.string().max(40).nullable(),
  /** When the entry was first added, for an entry that is restored; now if left out. */
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
  /** Whether the phone is on the opt-out list now. */
  optedOut: z.boolean(),
})
export type ListContact = z.infer<typeof listContactSchema>

/** Selects people of a list. */
export const contactFilterSchema = z.object({
  /**
   * Digits of the phone, or text contained in a value or a tag, ignoring the case of Latin letters; empty for all.
   */
  search: z.string().max(100).default(''),
  /** Only people with this tag; null for all. */
  tag: tagSchema.nullable().default(null),
})
export type ContactFilter = z.output<typeof contactFilterSchema>

/**
 * Equal entries are ordered by phone. Numbers in a column are ordered by size and before texts; blank cells are
 * always last.
 */
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

/** Adds tags to people and removes tags from them: from chosen phones, or from everybody whom a filter finds. */
export const setTagsSchema = z.object({
  listId: z.int().min(1),
  // Strict: otherwise an invalid list of phones would be taken for a filter that finds everybody.
  of: z.union([
    z.strictObject({ phones: textsSchema(contactBatchLimit, 40) }),
    z.strictObject({ filter: contactFilterSchema }),
  ]),
  add: tagsSchema.default([]),
  remove: tagsSchema.default([]),
})
export type SetTags = z.output<typeof setTagsSchema>

/** Where a phone is stored. */
export const personSchema = z.object({
  phone: z.string(),
  lists: z.array(
    z.object({ listId: idSchema, name: z.string(), values: z.array(z.string()), tags: z.array(z.string()) }),
  ),
  optedOut: z.boolean(),
  /** The number of ended campaigns with this phone. */
  campaigns: countSchema,
  /** The number of other campaigns with this phone: they still need it; it can be forgotten when they have ended. */
  unfinished: countSchema,
  /** The number of works in progress with a list that would be removed, because anybody may be in their files. */
  works: countSchema,
})
export type Person = z.infer<typeof personSchema>

/** The result of forgetting a person. */
export const forgottenSchema = z.object({
  /** The numbers of contact lists, ended campaigns and works in progress from which the person was removed. */
  lists: countSchema,
  campaigns: countSchema,
  works: countSchema,
  /** The number of campaigns that still hold the phone. */
  unfinished: countSchema,
  optedOut: z.boolean(),
  /** Nothing is left in the file; false: it is rewritten when nothing is being sent, or at the next start. */
  rewritten: z.boolean(),
})
export type Forgotten = z.infer<typeof forgottenSchema>

const column = z.int().min(0).max(10_000)

/** How the owner assigned the columns of a file, so that the next file with the same header is read the same way. */
export const fileMappingSchema = z.object({
  /** Columns that hold phones, the preferred one first. */
  phoneColumns: z.array(column).min(1).max(20),
  /** The column of people's names; -1 if there is none, null if it was never specified. */
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

/** Only this much of a header's cell distinguishes it from others. */
const longestHeaderCell = 200
/** A file's header cells in order. */
export const headerSchema = textsSchema(16_384, longestHeaderCell).refine(({ length }) => length > 0)
/** A row of a file as a header: it may have been mistaken for one and hold anything. */
export const headerOf = (cells: readonly string[]): string[] =>
  cells.map(cell => cell.slice(0, longestHeaderCell))
