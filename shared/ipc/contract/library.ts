import { z } from 'zod'
import { libraryEntrySchema, libraryKeySchema, librarySchema } from '../../domain/library.ts'
import { type CallsOf, nothing } from './shapes.ts'

/** Signatures and templates that were used or written down. */
export const libraryCalls = {
  /** Signatures and templates that were used or written down. */
  'library.list': { input: nothing, output: librarySchema },
  'library.save': {
    /** `was`: the CODE that the entry had before, null for a new one. */
    input: z.object({ entry: libraryEntrySchema, was: z.string().max(64).nullable() }),
    output: librarySchema,
  },
  'library.remove': { input: libraryKeySchema, output: librarySchema },
} as const satisfies CallsOf<'library'>
