import { z } from 'zod'
import { countSchema, idSchema, timeMsSchema } from './ranges.ts'

/** Made by hand, automatically once a day, or from the state before a restore. */
export const backUpKinds = ['manual', 'automatic', 'before-restore'] as const
export type BackUpKind = (typeof backUpKinds)[number]

/** How much of everything a back-up or the app holds. */
export const backUpFiguresSchema = z.object({
  campaigns: countSchema,
  /** The campaigns among them that have not ended. */
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
  /** It can be opened only with a password. */
  isSealed: z.boolean(),
})
export type BackUpHead = z.infer<typeof backUpHeadSchema>

/** Why the last automatic back-up could not be made. */
export const backUpTroubles = ['folder-gone', 'disk-full', 'failed'] as const
export type BackUpTrouble = (typeof backUpTroubles)[number]

/** The state of automatic back-ups. */
export const backUpStatusSchema = z.object({
  isOn: z.boolean(),
  /** The folder they are written to. */
  folder: z.string(),
  /** The owner chose the folder; otherwise it is inside the data folder, on the same disk. */
  isChosen: z.boolean(),
  trouble: z.enum(backUpTroubles).nullable(),
  /** The existing back-ups, the newest first. */
  kept: z.array(backUpHeadSchema),
})
export type BackUpStatus = z.infer<typeof backUpStatusSchema>
