import { z } from 'zod'
import { listStepSchema } from '../import/list-steps.ts'
import { modeSchema } from './campaign.ts'
import {
  blankPolicySchema,
  flawPolicySchema,
  valueFormSchema,
  variableNameSchema,
  variableSourceSchema,
} from './filling.ts'
import { manyOf } from './many.ts'
import { countSchema, timeMsSchema } from './ranges.ts'

/**
 * Work in progress: a list and a text that are to become a campaign. It is kept while the owner works, so that no
 * closing, crash or reloaded page loses it, and ends when its campaign starts. It is not a campaign: nobody in it
 * gets anything.
 */

export const workIdSchema = z.uuid()

/** The most works that are kept; the least recently touched one is dropped first. */
export const mostWorks = 20

/** Stored as entries, because a variable may be called `__proto__`. */
const entries = <T extends z.ZodType>(value: T) => z.array(z.tuple([variableNameSchema, value])).max(500)

/** The owner's input, finished or not; texts are kept as typed. */
export const keptContentSchema = z.object({
  signature: z.object({ name: z.string().max(10_000), code: z.string().max(10_000) }),
  template: z.object({ code: z.string().max(10_000), text: z.string().max(100_000) }),
  chosen: entries(variableSourceSchema),
  policies: entries(blankPolicySchema),
  flawPolicies: entries(flawPolicySchema),
  /** Works stored before forms existed have none. */
  forms: entries(valueFormSchema).default([]),
})
export type KeptContent = z.infer<typeof keptContentSchema>

const keptListSchema = z.object({
  /** The files, in the order used by the steps. */
  files: z.array(z.object({ name: z.string().max(1000), bytes: countSchema })).max(1000),
  steps: manyOf(listStepSchema, 100_000),
  /** People who would get the message. */
  people: countSchema,
  /** The app's own made-up list, for practice. */
  isSample: z.boolean(),
})

export const workSchema = z.object({
  name: z.string().max(300),
  mode: modeSchema,
  step: z.enum(['contacts', 'compose']),
  list: keptListSchema.nullable(),
  content: keptContentSchema,
})
export type Work = z.infer<typeof workSchema>

/** A work in the list of works. Times are milliseconds since 1970. */
export const workHeadSchema = z.object({
  workId: workIdSchema,
  name: z.string(),
  mode: modeSchema,
  /** Null if there is only a text. */
  people: countSchema.nullable(),
  /** The beginning of the text, '' if nothing was written. */
  text: z.string(),
  changedAt: timeMsSchema,
})
export type WorkHead = z.infer<typeof workHeadSchema>
