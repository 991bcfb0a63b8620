import { z } from 'zod'
import { typedText } from './typed-text.ts'

const credential = typedText(256).min(1)

/** What the provider's account is reached with. The page checks what is typed by it, and needs no more of the contract. */
export const credentialsSchema = z.object({
  accessKey: credential,
  accessSecret: credential,
  packageCode: credential,
})
export type Credentials = z.infer<typeof credentialsSchema>
