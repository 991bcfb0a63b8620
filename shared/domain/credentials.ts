import { z } from 'zod'
import { typedText } from './typed-text.ts'

const credential = typedText(256).min(1)

/**
 * The credentials of the provider's account. In a file of its own, because the page checks typed credentials with
 * it and needs no other part of the contract.
 */
export const credentialsSchema = z.object({
  accessKey: credential,
  accessSecret: credential,
  packageCode: credential,
})
export type Credentials = z.infer<typeof credentialsSchema>
