import { z } from 'zod'

/** All that the window can ever learn about secrets: whether and how they are kept. */

export const credentialStatusSchema = z.object({
  /** `encrypted`: kept on disk under the system's key. `session`: kept until the app closes. `none`: not entered. */
  storage: z.enum(['encrypted', 'session', 'none']),
  /** Whether this computer can keep secrets encrypted at all. */
  canEncrypt: z.boolean(),
  /** Last four characters of the accessKey; the only part that ever comes back. */
  accessKeyTail: z.string().nullable(),
  /** Saved credentials exist but the system's key does not open them. */
  unreadable: z.boolean(),
})
export type CredentialStatus = z.infer<typeof credentialStatusSchema>

const proxyLoginStatusSchema = z.object({
  /** As for the credentials. */
  storage: z.enum(['encrypted', 'session', 'none']),
  canEncrypt: z.boolean(),
  /** The proxy it is for, `scheme://host:port`; the only part that ever comes back. */
  proxy: z.string().nullable(),
  unreadable: z.boolean(),
})
export type ProxyLoginStatus = z.infer<typeof proxyLoginStatusSchema>

export const proxyStatusSchema = z.object({
  /** `scheme://host:port` of the proxy that the system names for the endpoint; null: reached directly, or not at all. */
  proxy: z.string().nullable(),
  /** The system names only proxies of a kind that the app can't use (SOCKS): nothing can be sent. */
  unsupported: z.boolean(),
  login: proxyLoginStatusSchema,
})
export type ProxyStatus = z.infer<typeof proxyStatusSchema>
