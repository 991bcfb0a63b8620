import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { ProxyAgent } from 'undici'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { verifiedTls } from '../../electron/services/provider/client.ts'
import type { Outcome } from '../../shared/domain/states.ts'
import { connectProxy } from '../fakes/connect-proxy.ts'
import { listenRaw, type RawServer, type RawServerOptions, tlsFixture } from '../fakes/raw-server.ts'
import { accepted, bodyOf, phone, setUpClients, unsent } from './client-stage.ts'

/**
 * The provider's certificate is verified, always: by the real client, against real servers on this computer
 * (docs/provider-api.md). Certificates: test/fixtures/tls.
 */

const { clientFor, own } = setUpClients()

const answer = JSON.stringify({ BusinessData: { code: 10000, phone } })

async function serve(certificate: RawServerOptions['certificate']): Promise<RawServer> {
  const server = await listenRaw({
    ...(certificate !== undefined && { certificate }),
    onData: (socket, received) => {
      if (received.endsWith('}'))
        socket.write(`HTTP/1.1 200 OK\r\ncontent-length: ${answer.length}\r\n\r\n${answer}`)
    },
  })
  own(server.close)
  return server
}

/** Sends one message; what came of it, and what of it arrived. */
async function outcomeAt(server: RawServer, hostname: string): Promise<Outcome> {
  const { outcome } = await clientFor(server.url('https', hostname)).send({ phone, body: bodyOf(phone) })
  return outcome
}

const defaultRoots = getCACertificates('default')

describe('where the authority is not known', () => {
  test.each(['good', 'wrong-host', 'expired', 'self-signed'] as const)(
    '%s: nothing is sent',
    async certificate => {
      const server = await serve(certificate)
      expect(await outcomeAt(server, 'localhost')).toEqual(unsent('tls-untrusted'))
      expect(server.connections()).toBeGreaterThan(0)
      expect(server.received()).toBe('')
    },
  )
})

describe('where the authority is trusted', () => {
  beforeAll(() => setDefaultCACertificates([...defaultRoots, tlsFixture('ca')]))
  afterAll(() => setDefaultCACertificates(defaultRoots))

  test.each(['localhost', '127.0.0.1'])('good, as %s: accepted', async hostname => {
    const server = await serve('good')
    expect(await outcomeAt(server, hostname)).toEqual(accepted)
    expect(server.received()).toContain(phone)
  })

  test.each([
    ['wrong-host', 'localhost'],
    ['wrong-host', '127.0.0.1'],
    ['expired', 'localhost'],
    ['self-signed', 'localhost'],
  ] as const)('%s, as %s: nothing is sent', async (certificate, hostname) => {
    const server = await serve(certificate)
    expect(await outcomeAt(server, hostname)).toEqual(unsent('tls-untrusted'))
    expect(server.received()).toBe('')
  })

  test('a server that speaks plain HTTP: nothing is sent', async () => {
    const server = await listenRaw({ onData: socket => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n') })
    own(server.close)
    expect(await outcomeAt(server, 'localhost')).toEqual(unsent('tls-failed'))
    expect(server.received()).not.toContain(phone)
  })

  test('a server that hangs up in the handshake: nothing is sent', async () => {
    const server = await listenRaw({ onData: socket => socket.destroy() })
    own(server.close)
    expect(await outcomeAt(server, 'localhost')).toEqual(unsent('unreachable'))
    expect(server.received()).not.toContain(phone)
  })

  test('a connection that was verified carries many messages', async () => {
    const server = await serve('good')
    const client = clientFor(server.url('https', 'localhost'))
    for (let n = 0; n < 20; n += 1) {
      expect((await client.send({ phone, body: bodyOf(phone) })).outcome).toEqual(accepted)
    }
    // The next request may come before the first connection is free again.
    expect(server.connections()).toBeLessThanOrEqual(2)
  })

  test.each([
    ['good', accepted],
    ['wrong-host', unsent('tls-untrusted')],
    ['self-signed', unsent('tls-untrusted')],
  ] as const)('%s behind a proxy is verified through the tunnel', async (certificate, outcome) => {
    const server = await serve(certificate)
    const proxy = await connectProxy(server.port)
    own(proxy.close)
    const client = clientFor(server.url('https', 'localhost'), {
      connect: () => new ProxyAgent({ uri: proxy.origin, requestTls: { ...verifiedTls, allowH2: false } }),
    })
    expect((await client.send({ phone, body: bodyOf(phone) })).outcome).toEqual(outcome)
    expect(proxy.received()).not.toContain(phone)
    expect(server.received().includes(phone)).toBe(outcome.state === 'accepted')
  })
})

describe('the switch by which others turn verification off', () => {
  const before = process.env['NODE_TLS_REJECT_UNAUTHORIZED']
  afterEach(() => {
    if (before === undefined) delete process.env['NODE_TLS_REJECT_UNAUTHORIZED']
    else process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = before
  })

  test.each(['good', 'wrong-host', 'expired', 'self-signed'] as const)(
    'changes nothing: %s',
    async certificate => {
      process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0'
      const server = await serve(certificate)
      expect(await outcomeAt(server, 'localhost')).toEqual(unsent('tls-untrusted'))
      expect(server.received()).toBe('')
    },
  )
})
