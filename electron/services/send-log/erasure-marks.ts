import { z } from 'zod'

/** What is to be erased, as it is stored while it is under way. */
export const erasureSchema = z.discriminatedUnion('kind', [
  /** One phone, everywhere except in campaigns that have not ended. */
  z.object({ kind: z.literal('person'), phone: z.string() }),
  /** Everybody of campaigns that ended before this time. */
  z.object({ kind: z.literal('older'), beforeMs: z.number() }),
  /** The file is to be rewritten. */
  z.object({ kind: z.literal('rewrite') }),
])
export type Erasure = z.infer<typeof erasureSchema>
