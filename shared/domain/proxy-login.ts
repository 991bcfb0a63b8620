import { z } from 'zod'

/** Whether data sent to this proxy is unencrypted, so that everybody in the same Wi-Fi can read it. */
export const isInTheClear = (proxy: string): boolean => !proxy.startsWith('https://')

export const proxyLoginSchema = z
  .object({
    /** The proxy of this login, `scheme://host:port`, as returned by `proxy.status`. */
    proxy: z
      .string()
      .max(300)
      .regex(/^https?:\/\/[^\s/@]+:\d{1,5}$/),
    /** No colon: it separates user and password (RFC 7617). */
    user: z
      .string()
      .min(1)
      .max(256)
      .regex(/^[^:\p{Cc}]+$/u),
    password: z
      .string()
      .max(256)
      .regex(/^\P{Cc}*$/u),
    /** The owner knows that user and password are sent unencrypted, and agrees. */
    mayBeRead: z.boolean().default(false),
  })
  .refine(({ proxy, mayBeRead }) => mayBeRead || !isInTheClear(proxy))
export type ProxyLogin = z.infer<typeof proxyLoginSchema>
