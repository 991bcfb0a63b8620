import { z } from 'zod'
import { countSchema } from './ranges.ts'

/** Signature and template that practice mode offers. */
export const practiceAccountSchema = z.object({
  signature: z.object({ name: z.string(), code: z.string() }),
  template: z.object({ code: z.string(), text: z.string() }),
})

export const practiceStatsSchema = z.object({
  requests: countSchema,
  /** Answer code → how often; `invalid-json` answers are counted under the code they carry. */
  byCode: z.record(z.string(), countSchema),
})
export type PracticeStats = z.infer<typeof practiceStatsSchema>
