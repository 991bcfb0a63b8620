import { isLoopbackUrl } from '../endpoint/endpoint.ts'

/** A proxy that the app can use; `https` speaks TLS to the proxy itself. */
export type SystemProxy = { readonly scheme: 'http' | 'https'; readonly host: string; readonly port: number }

/** How to reach the endpoint. `unsupported`: the system names only proxies of kinds that the app can't use. */
export type Route =
  | { readonly kind: 'direct' }
  | { readonly kind: 'proxy'; readonly proxy: SystemProxy }
  | { readonly kind: 'unsupported'; readonly named: string }

const schemes: Readonly<Record<string, { readonly scheme: SystemProxy['scheme']; readonly port: number }>> = {
  PROXY: { scheme: 'http', port: 80 },
  HTTP: { scheme: 'http', port: 80 },
  HTTPS: { scheme: 'https', port: 443 },
}

/** `host`, `host:port`, `[v6]` or `[v6]:port`. */
const addressPattern = /^(\[[0-9a-f:.]+\]|[\w.-]+)(?::(\d{1,5}))?$/i

/**
 * Reads Chromium's answer for an address ("PROXY a:8080; SOCKS5 b:1080; DIRECT") and takes the first usable entry.
 * Unusable proxies without DIRECT mean that a direct connection is not allowed, so there is none.
 */
export function chooseRoute(resolved: string): Route {
  const entries = resolved
    .split(';')
    .map(entry => entry.trim())
    .filter(entry => entry !== '')
  for (const entry of entries) {
    const [keyword = '', address = ''] = entry.split(/\s+/)
    if (keyword.toUpperCase() === 'DIRECT') return { kind: 'direct' }
    const proxy = readProxy(keyword.toUpperCase(), address)
    if (proxy !== null) return { kind: 'proxy', proxy }
  }
  return entries.length === 0 ? { kind: 'direct' } : { kind: 'unsupported', named: entries.join('; ') }
}

function readProxy(keyword: string, address: string): SystemProxy | null {
  const known = Object.hasOwn(schemes, keyword) ? schemes[keyword] : undefined
  const [, host, digits] = addressPattern.exec(address) ?? []
  if (known === undefined || host === undefined) return null
  const port = digits === undefined ? known.port : Number(digits)
  if (port < 1 || port > 65_535 || !URL.canParse(`http://${host}:${port}`)) return null
  return { scheme: known.scheme, host: host.toLowerCase(), port }
}

/**
 * The proxy's name as shown to the owner, and as a login is bound to it: `scheme://host:port`. SECURITY: the scheme
 * is part of it, or the login for a proxy reached by TLS would be sent unencrypted to a proxy of the same name
 * without TLS.
 */
export const proxyName = ({ scheme, host, port }: SystemProxy): string => `${scheme}://${host}:${port}`

/** The route to an address. This computer itself, and so practice mode, is always reached directly. */
export async function routeTo(url: string, resolveProxy: (url: string) => Promise<string>): Promise<Route> {
  return isLoopbackUrl(url) ? { kind: 'direct' } : chooseRoute(await resolveProxy(url))
}
