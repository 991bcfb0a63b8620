import { Buffer } from 'node:buffer'
import { type Dispatcher, Pool, ProxyAgent } from 'undici'
import { assertNever } from '../../../shared/assert-never.ts'
import { verifiedTls } from './client.ts'
import { proxyName, type Route, type SystemProxy } from './route.ts'

export type RouteOptions = {
  readonly concurrency: number
  readonly connectTimeoutMs: number
  /** User and password for this proxy, or null. */
  readonly loginFor: (proxy: string) => { readonly user: string; readonly password: string } | null
}

/**
 * Who connects on this route; undefined: the client by itself. Through a proxy every connection is a tunnel (CONNECT)
 * with TLS to the provider inside, kept alive and verified like a direct one; a tunnel that is not granted has carried
 * no byte of a request.
 */
export function dispatcherFor(route: Route, url: string, options: RouteOptions): Dispatcher | undefined {
  switch (route.kind) {
    case 'direct':
      return undefined
    case 'proxy':
      return throughProxy(route.proxy, options)
    case 'unsupported':
      return nowhere(url)
    default:
      return assertNever(route)
  }
}

function throughProxy(
  proxy: SystemProxy,
  { concurrency, connectTimeoutMs, loginFor }: RouteOptions,
): Dispatcher {
  const login = loginFor(proxyName(proxy))
  const tls = { ...verifiedTls, allowH2: false, timeout: connectTimeoutMs }
  return new ProxyAgent({
    uri: `${proxy.scheme}://${proxyName(proxy)}`,
    ...(login === null ? {} : { token: basic(login) }),
    proxyTunnel: true,
    connections: concurrency,
    pipelining: 1,
    allowH2: false,
    proxyTls: tls,
    requestTls: tls,
    // A proxy that takes the connection and never answers must not hold its place for longer than a connection may take.
    clientFactory: (origin, opts) =>
      new Pool(origin, {
        ...opts,
        connections: concurrency,
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
