import { z } from 'zod'

/** Everything that the window can learn about secrets: whether and how they are kept. */

export const credentialStatusSchema = z.object({
  /** `encrypted`: kept on disk under the system's key. `session`: kept until the app closes. `none`: not entered. */
  storage: z.enum(['encrypted', 'session', 'none']),
  /** Whether this computer can keep secrets encrypted at all. */
  canEncrypt: z.boolean(),
  /** Last four characters of the accessKey; the only part that is ever returned. */
  accessKeyTail: z.string().nullable(),
  /** There are saved credentials, but the system's key does not decrypt them. */
  unreadable: z.boolean(),
})
export type CredentialStatus = z.infer<typeof credentialStatusSchema>

const proxyLoginStatusSchema = z.object({
  /** As with the credentials. */
  storage: z.enum(['encrypted', 'session', 'none']),
  canEncrypt: z.boolean(),
  /** The proxy of the login, `scheme://host:port`; the only part that is ever returned. */
  proxy: z.string().nullable(),
  unreadable: z.boolean(),
})
export type ProxyLoginStatus = z.infer<typeof proxyLoginStatusSchema>

export const proxyStatusSchema = z.object({
  /** `scheme://host:port` of the system's proxy for the endpoint; null: a direct connection, or none at all. */
  proxy: z.string().nullable(),
  /** The system names only proxies of a kind that the app can't use (SOCKS): nothing can be sent. */
  unsupported: z.boolean(),
  login: proxyLoginStatusSchema,
})
export type ProxyStatus = z.infer<typeof proxyStatusSchema>
