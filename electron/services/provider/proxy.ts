import { Buffer } from 'node:buffer'
import { type Dispatcher, Pool, ProxyAgent } from 'undici'
import { assertNever } from '../../../shared/assert-never.ts'
import { verifiedTls } from './client.ts'
import { proxyName, type Route, type SystemProxy } from './route.ts'

/** User and password for this proxy, or null. */
export type LoginFor = (proxy: string) => { readonly user: string; readonly password: string } | null

/** Creates a dispatcher for one request at a time. */
export type Connector = (timeouts: { readonly connectTimeoutMs: number }) => Dispatcher

/**
 * The connector of a route; undefined: the client connects by itself. Through a proxy every connection is a tunnel
 * (CONNECT) with TLS to the provider inside, kept alive and verified like a direct one. If the proxy refuses the
 * tunnel, no byte of a request has left.
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

function throughProxy(proxy: SystemProxy, connectTimeoutMs: number, loginFor: LoginFor): Dispatcher {
  const login = loginFor(proxyName(proxy))
  const tls = { ...verifiedTls, allowH2: false, timeout: connectTimeoutMs }
  return new ProxyAgent({
    uri: proxyName(proxy),
    ...(login === null ? {} : { token: basic(login) }),
    proxyTunnel: true,
    connections: 1,
    pipelining: 1,
    allowH2: false,
    proxyTls: tls,
    requestTls: tls,
    // A proxy that accepts the connection and never answers must not block its lane for longer than the connect
    // timeout.
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

/** Connects nowhere: every message counts as refused by the proxy, and the campaign pauses. */
const nowhere = (url: string): Dispatcher =>
  new Pool(new URL(url).origin, {
    connect: (_options, callback) =>
      callback(
        Object.assign(new Error('the proxy is of an unsupported kind'), { code: 'UND_ERR_PRX_CONN' }),
        null,
      ),
  })
