import { z } from 'zod'
import { idSchema } from './ranges.ts'

export const storageStatusSchema = z.object({
  /**
   * `lost`: the database was unreadable and was put aside as `keptAs` (null: it had vanished); sending waits for
   * the owner. `checking`: the whole file is being checked, and sending waits for that. `damaged`: the check found
   * damage; nothing is sent, and the next start puts the file aside.
   */
  state: z.enum(['ok', 'lost', 'checking', 'damaged']),
  keptAs: z.string().nullable(),
})
export type StorageStatus = z.infer<typeof storageStatusSchema>

/** What happens to the database before it can be used: a check, a copy, or schema steps. */
export const storageProgressSchema = z.union([
  z.object({ stage: z.enum(['check', 'copy']) }),
  /** `step` of `of`, from 1. */
  z.object({ stage: z.literal('step'), step: idSchema, of: idSchema }),
])
export type StorageProgress = z.infer<typeof storageProgressSchema>
