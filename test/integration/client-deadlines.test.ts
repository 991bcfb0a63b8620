import { fork } from 'node:child_process'
import { once } from 'node:events'
import { createConnection, type Socket } from 'node:net'
import { fileURLToPath } from 'node:url'
import { ProxyAgent } from 'undici'
import { describe, expect, test } from 'vitest'
import { type ClientTimeouts, verifiedTls } from '../../electron/services/provider/client.ts'
import { unsentCauseOf } from '../../electron/services/provider/connect-errors.ts'
import type { Outcome } from '../../shared/domain/states.ts'
import { connectProxy } from '../fakes/connect-proxy.ts'
import { type Fault, accepted as ok } from '../fakes/fault.ts'
import { closedPort } from '../fakes/raw-server.ts'
import { accepted, bodyOf, path, phone, setUpClients, unknown, unsent } from './client-stage.ts'

/** Servers that are not there, or do not go on: what has not begun is unsent, what has is unknown, and each in time. */

const { clientFor, faultServer, own, rawServer } = setUpClients()

describe('a server that does not go on', () => {
  const timeoutMs = 200
  /** A late timer is one thing; the half seconds of a coarse one would be another. */
  const withinMs = timeoutMs + 250

  test.each<[string, Fault, Outcome]>([
    ['before the headers', { kind: 'hang-headers' }, unknown('headers-timeout')],
    ['in the body', { kind: 'hang-body' }, unknown('body-timeout')],
    ['in a body that trickles', { kind: 'endless', chunkBytes: 1, everyMs: 10 }, unknown('body-timeout')],
  ])('%s', async (_name, fault, outcome) => {
    const { url } = await faultServer({ script: () => fault })
    const client = clientFor(url, { headersTimeoutMs: timeoutMs, bodyTimeoutMs: timeoutMs })
    const attempt = await client.send({ phone, body: bodyOf(phone) })
    expect(attempt.outcome).toEqual(outcome)
    expect(attempt.latencyMs).toBeGreaterThanOrEqual(timeoutMs - 2)
    expect(attempt.latencyMs).toBeLessThan(withinMs)
  })

  test.each([
    ['interim answers for ever', 'HTTP/1.1 102 Processing\r\n\r\n'],
    ['a head that trickles', 'x'],
  ])('%s', async (_name, piece) => {
    const server = await rawServer((socket, received) => {
      if (!received.endsWith('}')) return
      if (piece === 'x') socket.write('HTTP/1.1 200 OK\r\nx-filler: ')
      const timer = setInterval(() => socket.write(piece), 10)
      socket.once('close', () => clearInterval(timer))
    })
    const attempt = await clientFor(server.url('http'), { headersTimeoutMs: timeoutMs }).send({
      phone,
      body: bodyOf(phone),
    })
    expect(attempt).toMatchObject({ outcome: unknown('headers-timeout'), httpStatus: null })
    expect(attempt.latencyMs).toBeLessThan(withinMs)
  })

  test('before TLS is established', async () => {
    const server = await rawServer(() => {})
    const attempt = await clientFor(server.url('https'), { connectTimeoutMs: timeoutMs }).send({
      phone,
      body: bodyOf(phone),
    })
    expect(attempt.outcome).toEqual(unsent('connect-timeout'))
    expect(attempt.latencyMs).toBeLessThan(withinMs)
    expect(server.received()).not.toContain(phone)
  })

  // Linux drops what does not fit into the backlog of a listener that is stopped; other systems answer it.
  if (process.platform === 'linux') {
    test('before the connection is established', async () => {
      const { pid, port, filled } = await fullListener()
      const attempt = await clientFor(`http://127.0.0.1:${port}${path}`, {
        connectTimeoutMs: timeoutMs,
      }).send({
        phone,
        body: bodyOf(phone),
      })
      expect(attempt.outcome).toEqual(unsent('connect-timeout'))
      expect(attempt.latencyMs).toBeLessThan(withinMs)
      for (const socket of filled) socket.destroy()
      process.kill(pid, 'SIGKILL')
    })
  }
})

/** A process that listens and is stopped, with so many connections that no more fit into its backlog. */
async function fullListener() {
  const child = fork(fileURLToPath(new URL('../fakes/silent-listener.ts', import.meta.url)), {
    execArgv: [],
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
  })
  const [port] = (await once(child, 'message')) as [number]
  const { pid = 0 } = child
  process.kill(pid, 'SIGSTOP')
  const filled: Socket[] = []
  for (let isFull = false; !isFull; ) {
    const socket = createConnection({ host: '127.0.0.1', port })
    socket.on('error', () => {})
    filled.push(socket)
    isFull = await new Promise<boolean>(resolve => {
      socket.once('connect', () => resolve(false))
      setTimeout(() => resolve(true), 300)
    })
  }
  return { pid, port, filled }
}

describe('a server that is not there', () => {
  test('its name is not resolved', async () => {
    const client = clientFor(`http://zhanggui-test.invalid${path}`, { connectTimeoutMs: 30_000 })
    expect(await client.send({ phone, body: bodyOf(phone) })).toMatchObject({
      outcome: unsent('name-not-resolved'),
      httpStatus: null,
      code: null,
      answer: null,
    })
  })

  test('it refuses', async () => {
    const client = clientFor(`http://127.0.0.1:${await closedPort()}${path}`)
    const attempts = await Promise.all(
      Array.from({ length: 12 }, () => client.send({ phone, body: bodyOf(phone) })),
    )
    expect(attempts.map(({ outcome }) => outcome)).toEqual(Array(12).fill(unsent('connection-refused')))
  })

  // The broadcast address of the loopback network: Linux refuses to connect to it, and nothing leaves the computer.
  if (process.platform === 'linux') {
    test('it is unreachable', async () => {
      const client = clientFor(`http://127.255.255.255${path}`)
      expect((await client.send({ phone, body: bodyOf(phone) })).outcome).toEqual(unsent('unreachable'))
    })
  }

  test.each([
    ['ENOTFOUND', 'name-not-resolved'],
    ['EAI_AGAIN', 'name-not-resolved'],
    ['ECONNREFUSED', 'connection-refused'],
    ['EHOSTUNREACH', 'unreachable'],
    ['ENETUNREACH', 'unreachable'],
    ['ENETDOWN', 'unreachable'],
    ['ECONNRESET', 'unreachable'],
    ['ETIMEDOUT', 'connect-timeout'],
    ['UND_ERR_CONNECT_TIMEOUT', 'connect-timeout'],
    ['UND_ERR_HEADERS_TIMEOUT', 'connect-timeout'],
    ['CERT_HAS_EXPIRED', 'tls-untrusted'],
    ['CERT_NOT_YET_VALID', 'tls-untrusted'],
    ['CERT_REVOKED', 'tls-untrusted'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'tls-untrusted'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'tls-untrusted'],
    ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'tls-untrusted'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'tls-untrusted'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls-untrusted'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'tls-failed'],
    ['EPROTO', 'tls-failed'],
    ['UND_ERR_PRX_CONN', 'proxy-refused'],
    ['UND_ERR_DESTROYED', 'not-begun'],
    ['never heard of', 'unreachable'],
  ] as const)(
    'an error with the code %s is named %s, also as a cause or as one of several',
    (code, cause) => {
      const error = Object.assign(new Error('no connection'), { code })
      expect(unsentCauseOf(error)).toBe(cause)
      expect(unsentCauseOf(new Error('wrapped', { cause: error }))).toBe(cause)
      expect(unsentCauseOf(new AggregateError([error, error]))).toBe(cause)
    },
  )
})

describe('conditions that are changed', () => {
  test('are in force for the next request, and what is in flight ends as it began', async () => {
    const { server, url } = await faultServer({
      script: ({ n }) => (n === 1 || n === 3 ? { kind: 'hang-headers' } : ok),
    })
    const conditions = {
      concurrency: 2,
      connectTimeoutMs: 5_000,
      headersTimeoutMs: 60_000,
      bodyTimeoutMs: 5_000,
    }
    const client = clientFor(url, conditions)
    const before = client.send({ phone, body: bodyOf(phone) })
    while (server.stats().requests < 1) await new Promise<void>(resolve => setImmediate(resolve))
    client.setConditions({ ...conditions, concurrency: 3, headersTimeoutMs: 200 })
    expect((await client.send({ phone: '13900000001', body: bodyOf('13900000001') })).outcome).toEqual(
      accepted,
    )
    const late = await client.send({ phone: '13900000002', body: bodyOf('13900000002') })
    expect(late.outcome).toEqual(unknown('headers-timeout'))
    let isOver = false
    void before.then(() => {
      isOver = true
    })
    await new Promise<void>(resolve => setImmediate(resolve))
    expect(isOver).toBe(false)
    await client.close()
    expect((await before).outcome).toEqual(unknown('connection-broken'))
  })
})

describe('a proxy in between', () => {
  const through = (proxyUrl: string, url: string, timeouts: Partial<ClientTimeouts> = {}) =>
    clientFor(url, {
      ...timeouts,
      connect: () =>
        new ProxyAgent({
          uri: proxyUrl,
          proxyTunnel: true,
          requestTls: { ...verifiedTls, allowH2: false },
        }),
    })

  test.each<[string, (socket: Socket) => void, Outcome['state'], string]>([
    [
      'wants a password',
      socket => socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n'),
      'unsent',
      'proxy-refused',
    ],
    [
      'can not reach the provider',
      socket => socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n'),
      'unsent',
      'proxy-refused',
    ],
    ['hangs up', socket => socket.destroy(), 'unsent', 'proxy-refused'],
    ['says nothing', () => {}, 'unsent', 'connect-timeout'],
  ])('that %s: nothing was begun', async (_name, answer, state, cause) => {
    const proxy = await rawServer(answer)
    const provider = await faultServer({ script: () => ok })
    const client = through(proxy.origin, provider.url, { connectTimeoutMs: 300 })
    expect((await client.send({ phone, body: bodyOf(phone) })).outcome).toEqual({ state, cause })
    expect(proxy.received()).not.toContain(phone)
    expect(provider.server.stats().requests).toBe(0)
  })

  test('that is not there', async () => {
    const provider = await faultServer({ script: () => ok })
    const client = through(`http://127.0.0.1:${await closedPort()}`, provider.url)
    expect((await client.send({ phone, body: bodyOf(phone) })).outcome).toEqual(unsent('connection-refused'))
  })

  test('that works', async () => {
    const provider = await faultServer({ script: () => ok })
    const proxy = await connectProxy(Number(new URL(provider.url).port))
    own(proxy.close)
    const client = through(proxy.origin, provider.url)
    expect((await client.send({ phone, body: bodyOf(phone) })).outcome).toEqual(accepted)
  })
})
