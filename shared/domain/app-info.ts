import { z } from 'zod'

/** Where real messages go; `isFixed`: set by ZHANGGUI_API_URL, so the settings can't change it. */
export const endpointSchema = z.object({ url: z.string(), isProvider: z.boolean(), isFixed: z.boolean() })

export const appInfoSchema = z.object({
  version: z.string(),
  runtime: z.object({ electron: z.string(), node: z.string(), chromium: z.string() }),
  endpoint: endpointSchema,
  userData: z.string(),
})
export type AppInfo = z.infer<typeof appInfoSchema>
