import { z } from 'zod'

/** Whether what is sent to a proxy of this name can be read on the way: by everybody in the same Wi-Fi. */
export const isInTheClear = (proxy: string): boolean => !proxy.startsWith('https://')

export const proxyLoginSchema = z
  .object({
    /** The proxy that it is for, `scheme://host:port`, as `proxy.status` names it. */
    proxy: z
      .string()
      .max(300)
      .regex(/^https?:\/\/[^\s/@]+:\d{1,5}$/),
    /** A colon would end it (RFC 7617). */
    user: z
      .string()
      .min(1)
      .max(256)
      .regex(/^[^:\p{Cc}]+$/u),
    password: z
      .string()
      .max(256)
      .regex(/^\P{Cc}*$/u),
    /** The owner was told that user and password go in the clear, and wants it so. */
    mayBeRead: z.boolean().default(false),
  })
  .refine(({ proxy, mayBeRead }) => mayBeRead || !isInTheClear(proxy))
export type ProxyLogin = z.infer<typeof proxyLoginSchema>
