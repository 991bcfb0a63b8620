import { z } from 'zod'

/** What the window is told of a newer version; where its page is, only the main process knows. */
export const updateNoticeSchema = z.object({
  version: z.string(),
  /** What is new, in the words of whoever made it; plain text. */
  notes: z.object({ 'zh-CN': z.string(), en: z.string() }),
})
export type UpdateNotice = z.infer<typeof updateNoticeSchema>
