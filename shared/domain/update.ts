import { z } from 'zod'

/** What the window learns about a newer version; only the main process knows the address of its page. */
export const updateNoticeSchema = z.object({
  version: z.string(),
  /** Release notes; plain text. */
  notes: z.object({ 'zh-CN': z.string(), en: z.string() }),
})
export type UpdateNotice = z.infer<typeof updateNoticeSchema>
