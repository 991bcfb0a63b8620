import { Buffer } from 'node:buffer'
import { type Dispatcher, Pool, ProxyAgent } from 'undici'
import { assertNever } from '../../../shared/assert-never.ts'
import { isLoopbackUrl } from '../endpoint/endpoint.ts'
import { verifiedTls } from './client.ts'

/** A proxy that the app can use; `https` speaks TLS to the proxy itself. */
export type Proxy = { readonly scheme: 'http' | 'https'; readonly host: string; readonly port: number }

/** How to reach the endpoint. `unsupported`: the system names only proxies that the app can't use. */
export type Route =
  | { readonly kind: 'direct' }
  | { readonly kind: 'proxy'; readonly proxy: Proxy }
  | { readonly kind: 'unsupported'; readonly named: string }

const schemes: Readonly<Record<string, { readonly scheme: Proxy['scheme']; readonly port: number }>> = {
  PROXY: { scheme: 'http', port: 80 },
  HTTP: { scheme: 'http', port: 80 },
  HTTPS: { scheme: 'https', port: 443 },
}

/** `host`, `host:port`, `[v6]` or `[v6]:port`. */
const addressPattern = /^(\[[0-9a-f:.]+\]|[\w.-]+)(?::(\d{1,5}))?$/i

/**
 * Reads the list that Chromium answers for an address ("PROXY a:8080; SOCKS5 b:1080; DIRECT") and takes the first
 * entry that the app can use. Proxies that can't be used and no DIRECT behind them: the system says that there is no
 * way around them, so none is taken.
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

function readProxy(keyword: string, address: string): Proxy | null {
  const known = Object.hasOwn(schemes, keyword) ? schemes[keyword] : undefined
  const [, host, digits] = addressPattern.exec(address) ?? []
  if (known === undefined || host === undefined) return null
  const port = digits === undefined ? known.port : Number(digits)
  if (port < 1 || port > 65_535 || !URL.canParse(`http://${host}:${port}`)) return null
  return { scheme: known.scheme, host: host.toLowerCase(), port }
}

/** As the owner reads it, and as a login is bound to it: `host:port`. */
export const proxyName = ({ host, port }: Proxy): string => `${host}:${port}`

/** The route to an address. This computer itself, and so practice, is reached without asking anybody. */
export async function routeTo(url: string, resolveProxy: (url: string) => Promise<string>): Promise<Route> {
  return isLoopbackUrl(url) ? { kind: 'direct' } : chooseRoute(await resolveProxy(url))
}

/** User and password for this proxy, or null. */
export type LoginFor = (proxy: string) => { readonly user: string; readonly password: string } | null

/** Makes who connects, for one request at a time. */
export type Connector = (timeouts: { readonly connectTimeoutMs: number }) => Dispatcher

/**
 * Who connects on this route; undefined: the client by itself. Through a proxy every connection is a tunnel (CONNECT)
 * with TLS to the provider inside, kept alive and verified like a direct one; a tunnel that is not granted has carried
 * no byte of a request.
 */
export function connectorFor(route: Route, url: string, loginFor: LoginFor): Connector | undefined {
  switch (route.kind) {
    case 'direct':
      return undefined
    case 'proxy':
      return ({ connectTimeoutMs }) => throughProxy(route.proxy, connectTimeoutMs, loginFor)
    case 'unsupported':
      return () => nowhere(url)
    default:
      return assertNever(route)
  }
}

function throughProxy(proxy: Proxy, connectTimeoutMs: number, loginFor: LoginFor): Dispatcher {
  const login = loginFor(proxyName(proxy))
  const tls = { ...verifiedTls, allowH2: false, timeout: connectTimeoutMs }
  return new ProxyAgent({
    uri: `${proxy.scheme}://${proxyName(proxy)}`,
    ...(login === null ? {} : { token: basic(login) }),
    proxyTunnel: true,
    connections: 1,
    pipelining: 1,
    allowH2: false,
    proxyTls: tls,
    requestTls: tls,
    // A proxy that takes the connection and never answers must not hold its place for longer than a connection may take.
    clientFactory: (origin, opts) =>
      new Pool(origin, {
        ...opts,
        connections: 1,
        pipelining: 1,
        allowH2: false,
        headersTimeout: connectTimeoutMs,
      }),
  })
}

const basic = ({ user, password }: { readonly user: string; readonly password: string }): string =>
  `Basic ${Buffer.from(`${user}:${password}`, 'utf8').toString('base64')}`

/** Connects to nobody: every message stands as refused by the proxy, and the campaign pauses. */
const nowhere = (url: string): Dispatcher =>
  new Pool(new URL(url).origin, {
    connect: (_options, callback) =>
      callback(
        Object.assign(new Error('the proxy is of an unsupported kind'), { code: 'UND_ERR_PRX_CONN' }),
        null,
      ),
  })
