import { z } from 'zod'

/** Under which terms the software of a third party is part of the app. */
export const licenceSchema = z.object({
  name: z.string(),
  version: z.string(),
  /** As its package names it (SPDX), such as `MIT`. */
  licence: z.string(),
  text: z.string(),
})
export type Licence = z.infer<typeof licenceSchema>
