import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { connectorFor, type LoginFor } from '../../electron/services/provider/proxy.ts'
import { chooseRoute } from '../../electron/services/provider/route.ts'
import { type ConnectProxyOptions, connectProxy } from '../fakes/connect-proxy.ts'
import {
  closedPort,
  listenRaw,
  type RawServer,
  type RawServerOptions,
  tlsFixture,
} from '../fakes/raw-server.ts'
import { accepted, bodyOf, phone, setUpClients, unknown, unsent } from './client-stage.ts'

/**
 * The client behind the system's proxy, with real proxies and real TLS on this computer: what has not left the proxy's
 * side of the tunnel is unsent, what has begun inside is unknown (docs/sending.md).
 */

const { clientFor, own } = setUpClients()
const answer = JSON.stringify({ BusinessData: { code: 10000 } })
const defaultRoots = getCACertificates('default')
beforeAll(() => setDefaultCACertificates([...defaultRoots, tlsFixture('ca')]))
afterAll(() => setDefaultCACertificates(defaultRoots))

async function provider(
  onRequest: RawServerOptions['onData'] = socket =>
    socket.write(`HTTP/1.1 200 OK\r\ncontent-length: ${answer.length}\r\n\r\n${answer}`),
  certificate: RawServerOptions['certificate'] = 'good',
): Promise<RawServer> {
  const server = await listenRaw({
    certificate,
    onData: (socket, received) => {
      if (received.endsWith('}')) onRequest?.(socket, received)
    },
  })
  own(server.close)
  return server
}

async function proxyTo(server: RawServer, options: ConnectProxyOptions = {}): Promise<RawServer> {
  const proxy = await connectProxy(server.port, options)
  own(proxy.close)
  return proxy
}

/** The client as the app makes it for what Chromium says of the endpoint. */
function clientBehind(
  resolved: string,
  server: RawServer,
  more: {
    readonly loginFor?: LoginFor
    readonly concurrency?: number
    readonly connectTimeoutMs?: number
  } = {},
) {
  const url = server.url('https', 'localhost')
  const { loginFor = () => null, ...conditions } = { concurrency: 4, connectTimeoutMs: 5_000, ...more }
  const connect = connectorFor(chooseRoute(resolved), url, loginFor)
  return clientFor(url, {
    ...conditions,
    ...(connect !== undefined && { connect: () => connect(conditions) }),
  })
}

const at = (proxy: RawServer, keyword = 'PROXY', host = '127.0.0.1') => `${keyword} ${host}:${proxy.port}`
const message = { phone, body: bodyOf(phone) }

describe('a proxy that grants tunnels', () => {
  test('many messages over few tunnels, kept alive, and the proxy sees none of them', async () => {
    const server = await provider()
    const proxy = await proxyTo(server)
    const client = clientBehind(at(proxy), server)
    for (let round = 0; round < 5; round += 1) {
      const attempts = await Promise.all(Array.from({ length: 8 }, () => client.send(message)))
      expect(attempts.map(({ outcome }) => outcome)).toEqual(attempts.map(() => accepted))
    }
    expect(proxy.connections()).toBeLessThanOrEqual(4)
    expect(server.connections()).toBe(proxy.connections())
    expect(proxy.received()).toContain(`CONNECT localhost:${server.port} HTTP/1.1`)
    expect(proxy.received()).not.toContain(phone)
    expect(proxy.received().toLowerCase()).not.toContain('proxy-authorization')
  })

  test('over TLS to the proxy itself', async () => {
    const server = await provider()
    const proxy = await proxyTo(server, { certificate: 'good' })
    const client = clientBehind(at(proxy, 'HTTPS', 'localhost'), server)
    expect((await client.send(message)).outcome).toEqual(accepted)
    expect(proxy.received()).not.toContain(phone)
  })

  test.each(['wrong-host', 'self-signed', 'expired'] as const)(
    'a proxy whose own certificate is %s is not spoken to',
    async certificate => {
      const server = await provider()
      const proxy = await proxyTo(server, { certificate })
      const client = clientBehind(at(proxy, 'HTTPS', 'localhost'), server, {
        loginFor: () => ({ user: 'zhang', password: 'gui' }),
      })
      const { outcome } = await client.send(message)
      expect(outcome).toEqual(unsent(certificate === 'wrong-host' ? 'proxy-refused' : 'tls-untrusted'))
      expect(proxy.received()).toBe('')
    },
  )

  test.each(['wrong-host', 'self-signed', 'expired'] as const)(
    'the provider’s certificate is %s: verified through the tunnel, nothing is sent',
    async certificate => {
      const server = await provider(undefined, certificate)
      const client = clientBehind(at(await proxyTo(server)), server)
      expect((await client.send(message)).outcome).toEqual(unsent('tls-untrusted'))
      expect(server.received()).toBe('')
    },
  )
})

describe('a proxy with a password', () => {
  const login = { user: 'zhang', password: '密:码' }
  const authorization = `Basic ${Buffer.from('zhang:密:码').toString('base64')}`

  test('with the login for it: accepted, and the provider never sees it', async () => {
    const server = await provider()
    const proxy = await proxyTo(server, { authorization })
    const client = clientBehind(at(proxy), server, {
      loginFor: name => (name === `http://127.0.0.1:${proxy.port}` ? login : null),
    })
    expect((await client.send(message)).outcome).toEqual(accepted)
    expect(server.received().toLowerCase()).not.toContain('authorization')
  })

  test.each([
    ['none', null],
    ['a wrong one', { user: 'zhang', password: 'x' }],
  ])('with %s: refused, nothing is sent', async (_what, given) => {
    const server = await provider()
    const proxy = await proxyTo(server, { authorization })
    const client = clientBehind(at(proxy), server, { loginFor: () => given })
    expect((await client.send(message)).outcome).toEqual(unsent('proxy-refused'))
    expect(server.connections()).toBe(0)
    expect(proxy.received()).not.toContain(phone)
  })
})

describe('a proxy that is no help', () => {
  test.each([400, 403, 404, 407, 500, 502, 503, 504])('refuses the tunnel with %i', async refuseWith => {
    const server = await provider()
    const proxy = await proxyTo(server, { refuseWith })
    const client = clientBehind(at(proxy), server)
    const attempts = await Promise.all(Array.from({ length: 8 }, () => client.send(message)))
    expect(attempts.map(({ outcome }) => outcome)).toEqual(attempts.map(() => unsent('proxy-refused')))
    expect(proxy.received()).not.toContain(phone)
  })

  test('is not there', async () => {
    const server = await provider()
    const client = clientBehind(`PROXY 127.0.0.1:${await closedPort()}`, server)
    expect((await client.send(message)).outcome).toEqual(unsent('connection-refused'))
    expect(server.connections()).toBe(0)
  })

  test('has a name that nobody knows', async () => {
    const server = await provider()
    const client = clientBehind('PROXY proxy.invalid:3128', server)
    expect((await client.send(message)).outcome).toEqual(unsent('name-not-resolved'))
  })

  test('is of a kind that can’t be used: nothing goes around it', async () => {
    const server = await provider()
    const client = clientBehind('SOCKS5 127.0.0.1:1080', server)
    expect((await client.send(message)).outcome).toEqual(unsent('proxy-refused'))
    expect((await client.send(message)).outcome).toEqual(unsent('proxy-refused'))
    expect(server.connections()).toBe(0)
  })

  test('answers something that is no HTTP', async () => {
    const server = await provider()
    const proxy = await listenRaw({ onData: socket => socket.end('SSH-2.0-proxy\r\n') })
    own(proxy.close)
    const { outcome } = await clientBehind(at(proxy), server).send(message)
    expect(outcome.state).toBe('unsent')
    expect(proxy.received()).not.toContain(phone)
  })

  test('takes connections and says nothing; when it speaks again, its places are free', async () => {
    const server = await provider()
    let isSilent = true
    const proxy = await proxyTo(server, { silent: () => isSilent })
    const client = clientBehind(at(proxy), server, { concurrency: 2, connectTimeoutMs: 600 })
    const attempts = await Promise.all([client.send(message), client.send(message), client.send(message)])
    expect(attempts.map(({ outcome }) => outcome)).toEqual(attempts.map(() => unsent('connect-timeout')))
    isSilent = false
    let { outcome } = await client.send(message)
    // The tunnels that were asked for in vain are given up in steps of the dispatcher's own clock.
    for (let tries = 0; outcome.state === 'unsent' && tries < 10; tries += 1) {
      outcome = (await client.send(message)).outcome
    }
    expect(outcome).toEqual(accepted)
    expect(server.received().split(phone).length - 1).toBe(1)
  })
})

describe('a tunnel that breaks', () => {
  test('as soon as it is granted: nothing is sent', async () => {
    const server = await provider()
    const proxy = await proxyTo(server, { breakAfterBytes: 0 })
    const { outcome } = await clientBehind(at(proxy), server).send(message)
    expect(outcome.state).toBe('unsent')
    expect(server.received()).toBe('')
  })

  test('in the TLS handshake: nothing is sent', async () => {
    const server = await provider()
    const proxy = await proxyTo(server, { breakAfterBytes: 10 })
    const { outcome } = await clientBehind(at(proxy), server).send(message)
    expect(outcome.state).toBe('unsent')
    expect(server.received()).toBe('')
  })

  test('after the request: unknown, and never a second time', async () => {
    let requests = 0
    const server = await provider(socket => {
      requests += 1
      socket.destroy()
    })
    const { outcome } = await clientBehind(at(await proxyTo(server)), server).send(message)
    expect(outcome).toEqual(unknown('connection-broken'))
    expect(requests).toBe(1)
  })

  test('with the next message: every message is what its own tunnel made of it', async () => {
    let requests = 0
    const server = await provider(socket => {
      requests += 1
      if (requests % 3 === 0) socket.destroy()
      else socket.write(`HTTP/1.1 200 OK\r\ncontent-length: ${answer.length}\r\n\r\n${answer}`)
    })
    const client = clientBehind(at(await proxyTo(server)), server, { concurrency: 1 })
    const outcomes = []
    for (let n = 0; n < 12; n += 1) outcomes.push((await client.send(message)).outcome)
    const broken = unknown('connection-broken')
    const expected = Array.from({ length: 12 }, (_, n) => (n % 3 === 2 ? broken : accepted))
    expect(outcomes).toEqual(expected)
    expect(requests).toBe(12)
  })
})
