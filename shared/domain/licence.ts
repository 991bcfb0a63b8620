import { z } from 'zod'

/** The licence of a third party's software in the app. */
export const licenceSchema = z.object({
  name: z.string(),
  version: z.string(),
  /** As its package names it (SPDX), such as `MIT`. */
  licence: z.string(),
  text: z.string(),
})
export type Licence = z.infer<typeof licenceSchema>
