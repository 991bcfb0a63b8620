import { z } from 'zod'
import { countSchema, idSchema } from '../../domain/ranges.ts'
import type { Channel } from '../channels.ts'

/** The input and output of a call. */
export type Call = { readonly input: z.ZodType; readonly output: z.ZodType }

/** All calls whose names begin with one of these words, and no other. */
export type CallsOf<D extends string> = Readonly<Record<Extract<Channel, `${D}.${string}`>, Call>>

export const nothing = z.undefined()
/** The output of a call without a result. */
export const done = z.void()
export const campaignId = z.int().min(1)
export const byCampaign = z.object({ campaignId })
export const onePhone = z.string().max(40)
/** Null when the owner closed the save dialog. */
export const exported = z.object({
  path: z.string().nullable(),
  /** The written file's number for `exports.openFile` and `exports.showFile`, as long as the app runs. */
  fileId: idSchema.nullable(),
  rows: countSchema,
})
