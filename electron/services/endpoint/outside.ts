import { consoleUrl } from '../../../shared/provider/request.ts'

/** Hosts whose pages may be opened in the system's browser. */
const allowedHosts: ReadonlySet<string> = new Set([new URL(consoleUrl).host])

/**
 * SECURITY: nothing but https to a known host reaches the system, which would start a program for other kinds of address.
 */
export const isAllowedOutside = (address: string): boolean => {
  const url = URL.parse(address)
  return (
    url !== null &&
    url.protocol === 'https:' &&
    url.username + url.password === '' &&
    allowedHosts.has(url.host)
  )
}
