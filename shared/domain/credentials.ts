import { z } from 'zod'
import { cleanValue } from '../text/clean-text.ts'

/** What was copied from a web page or a chat brings along blanks and marks that nobody sees. */
const pasted = z.string().overwrite(cleanValue)

/** What the provider's account is reached with. The page checks what is typed by it, and needs no more of the contract. */
export const credentialsSchema = z.object({
  accessKey: pasted.min(1).max(256),
  accessSecret: pasted.min(1).max(256),
  packageCode: pasted.min(1).max(256),
})
export type Credentials = z.infer<typeof credentialsSchema>
