import { z } from 'zod'
import { signatureSchema, templateSchema } from './campaign.ts'
import { countSchema, timeMsSchema } from './ranges.ts'
import { typedText } from './typed-text.ts'

/**
 * The library: signatures and templates that this shop has used or written down, so that none of them is typed twice.
 * Source of the names: docs/provider-api.md. A signature or template is known by its CODE, which the provider gives once.
 */

/** How far the carriers' registration (报备) of a signature is, as the owner notes it down; the provider tells nothing of it. */
export const registrations = ['unknown', 'applied', 'registered'] as const
export type Registration = (typeof registrations)[number]

const figures = {
  note: typedText(200),
  /** When a real message was begun with it the last time; null: never. */
  lastUsedAt: timeMsSchema.nullable(),
  /** How often a campaign paused because the provider refused it. */
  refused: countSchema,
}

const librarySignatureSchema = signatureSchema.extend({
  kind: z.literal('signature'),
  ...figures,
  registration: z.enum(registrations),
})
export type LibrarySignature = z.infer<typeof librarySignatureSchema>

const libraryTemplateSchema = templateSchema.extend({
  kind: z.literal('template'),
  ...figures,
  /** What the owner calls it, '' where it goes by its text. */
  name: typedText(40),
  /** CODE of the signature that it was sent with the last time. */
  signatureCode: z.string().max(64).nullable(),
})
export type LibraryTemplate = z.infer<typeof libraryTemplateSchema>

export const libraryEntrySchema = z.discriminatedUnion('kind', [
  librarySignatureSchema,
  libraryTemplateSchema,
])
export type LibraryEntry = z.infer<typeof libraryEntrySchema>

/** Which entry: of each kind a CODE stands once. */
export const libraryKeySchema = z.object({
  kind: z.enum(['signature', 'template']),
  code: z.string().max(64),
})
export type LibraryKey = z.infer<typeof libraryKeySchema>

export const isSameEntry = (one: LibraryKey, other: LibraryKey): boolean =>
  one.kind === other.kind && one.code === other.code

/** So many are kept; the one that was not used for longest goes first. */
export const mostEntries = 500

export const librarySchema = z.object({
  /** Used last first, then what was never used. */
  entries: z.array(libraryEntrySchema),
  /** Entries of the file that can't be read; they stay in it. */
  unreadable: countSchema,
  /** Names under which damaged files were put aside since the app started. */
  putAside: z.array(z.string()),
})
export type Library = z.infer<typeof librarySchema>
