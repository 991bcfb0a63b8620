import { z } from 'zod'
import { countSchema, timeMsSchema } from '../../domain/ranges.ts'
import { mostKeepMonths } from '../../domain/settings.ts'
import { storageStatusSchema } from '../../domain/storage-status.ts'
import { type CallsOf, done, nothing } from './shapes.ts'

/** Whether the database could be opened, and how long campaigns are kept in it. */
export const storageCalls = {
  /**
   * What would be forgotten if campaigns were kept for this many months: the latest end of the campaigns concerned,
   * their number, and their people.
   */
  'retention.survey': {
    input: z.object({ months: z.int().min(1).max(mostKeepMonths) }),
    output: z.object({ beforeMs: timeMsSchema, campaigns: countSchema, people: countSchema }),
  },

  'storage.status': { input: nothing, output: storageStatusSchema },
  'storage.acceptLoss': { input: nothing, output: done },
} as const satisfies CallsOf<'storage' | 'retention'>
