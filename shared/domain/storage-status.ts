import { z } from 'zod'
import { idSchema } from './ranges.ts'

export const storageStatusSchema = z.object({
  /**
   * `lost`: the database could not be read and was put aside under `keptAs` (null: it had vanished); sending waits for
   * the owner. `checking`: the whole file is being looked at, and sending waits for that. `damaged`: that found damage;
   * nothing is sent, and the next start puts the file aside.
   */
  state: z.enum(['ok', 'lost', 'checking', 'damaged']),
  keptAs: z.string().nullable(),
})
export type StorageStatus = z.infer<typeof storageStatusSchema>

/** What is done to the database before it can be used: looked at as a whole, copied, taken a step further. */
export const storageProgressSchema = z.union([
  z.object({ stage: z.enum(['check', 'copy']) }),
  /** `step` of `of`, from 1. */
  z.object({ stage: z.literal('step'), step: idSchema, of: idSchema }),
])
export type StorageProgress = z.infer<typeof storageProgressSchema>
