import { z } from 'zod'
import { countSchema, idSchema, timeMsSchema } from './ranges.ts'

/** By hand, by itself once a day, or of what stood before a restore. */
export const backUpKinds = ['manual', 'automatic', 'before-restore'] as const
export type BackUpKind = (typeof backUpKinds)[number]

/** How many of each kind of thing there are, in a back-up or in the app. */
export const backUpFiguresSchema = z.object({
  campaigns: countSchema,
  /** Of them, those that have not ended. */
  unfinished: countSchema,
  lists: countSchema,
  /** People in all lists together. */
  contacts: countSchema,
  optOuts: countSchema,
  works: countSchema,
  /** Signatures and templates. */
  library: countSchema,
})
export type BackUpFigures = z.infer<typeof backUpFiguresSchema>

export const shortestPassword = 8
export const longestPassword = 200

/** A back-up that was found or chosen. */
export const backUpHeadSchema = z.object({
  backUpId: idSchema,
  fileName: z.string(),
  kind: z.enum(backUpKinds),
  madeAt: timeMsSchema,
  appVersion: z.string(),
  bytes: countSchema,
  /** It opens with a password only. */
  isSealed: z.boolean(),
})
export type BackUpHead = z.infer<typeof backUpHeadSchema>

/** Why the last automatic back-up could not be made. */
export const backUpTroubles = ['folder-gone', 'disk-full', 'failed'] as const
export type BackUpTrouble = (typeof backUpTroubles)[number]

/** How automatic back-ups stand. */
export const backUpStatusSchema = z.object({
  isOn: z.boolean(),
  /** Where they go. */
  folder: z.string(),
  /** The owner chose it; else it is in the data folder, on the same disk. */
  isChosen: z.boolean(),
  trouble: z.enum(backUpTroubles).nullable(),
  /** Those that are there, the newest first. */
  kept: z.array(backUpHeadSchema),
})
export type BackUpStatus = z.infer<typeof backUpStatusSchema>
