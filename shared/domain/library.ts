import { z } from 'zod'
import { signatureSchema, templateSchema } from './campaign.ts'
import { countSchema, timeMsSchema } from './ranges.ts'
import { typedText } from './typed-text.ts'

/**
 * The library: signatures and templates that this shop has used or written down, so that none has to be typed
 * twice. Source of the names: docs/provider-api.md. A signature or template is identified by its CODE, which the
 * provider assigns once.
 */

/**
 * The state of the carriers' registration (报备) of a signature, as noted by the owner; the provider does not report
 * it.
 */
export const registrations = ['unknown', 'applied', 'registered'] as const
export type Registration = (typeof registrations)[number]

const figures = {
  note: typedText(200),
  /** When it was last used for a real message; null: never. */
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
  /** The owner's name for it; '' where it is shown by its text. */
  name: typedText(40),
  /** CODE of the signature that it was last used with. */
  signatureCode: z.string().max(64).nullable(),
})
export type LibraryTemplate = z.infer<typeof libraryTemplateSchema>

export const libraryEntrySchema = z.discriminatedUnion('kind', [
  librarySignatureSchema,
  libraryTemplateSchema,
])
export type LibraryEntry = z.infer<typeof libraryEntrySchema>

/** Identifies an entry: within a kind, each CODE is unique. */
export const libraryKeySchema = z.object({
  kind: z.enum(['signature', 'template']),
  code: z.string().max(64),
})
export type LibraryKey = z.infer<typeof libraryKeySchema>

export const isSameEntry = (one: LibraryKey, other: LibraryKey): boolean =>
  one.kind === other.kind && one.code === other.code

/** The most entries that are kept; the least recently used one is dropped first. */
export const mostEntries = 500

export const librarySchema = z.object({
  /** The most recently used first; those never used are last. */
  entries: z.array(libraryEntrySchema),
  /** Unreadable entries of the file, which keeps them. */
  unreadable: countSchema,
  /** Names under which damaged files were put aside since the app started. */
  putAside: z.array(z.string()),
})
export type Library = z.infer<typeof librarySchema>
