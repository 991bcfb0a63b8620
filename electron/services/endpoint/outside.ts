import { consoleUrl } from '../../../shared/provider/request.ts'

/** Hosts whose pages may be opened in the browser. */
const allowedHosts: ReadonlySet<string> = new Set([new URL(consoleUrl).host])

/**
 * SECURITY: only https addresses of known hosts are passed to the system, which would start other programs for
 * other schemes.
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
