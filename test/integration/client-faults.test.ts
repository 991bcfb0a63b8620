import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import type { Attempt } from '../../electron/services/provider/client.ts'
import type { Outcome } from '../../shared/domain/states.ts'
import { type Fault, accepted as ok } from '../fakes/fault.ts'
import {
  accepted,
  bodyOf,
  immediate,
  phone,
  rejected,
  setUpClients,
  status,
  unknown,
  unsent,
} from './client-stage.ts'

/** What the provider, and whoever stands between, may answer, by the real client: docs/provider-api.md decides. */

const { clientFor, faultServer, rawServer } = setUpClients()

describe('an answer', () => {
  const coded = (code: number) => JSON.stringify({ BusinessData: { code, phone } })
  test.each<[string, Fault, Outcome, Partial<Attempt>?]>([
    ['accepted', ok, accepted, { httpStatus: 200, code: 10000 }],
    ['invalid JSON of the documented shape', { kind: 'answer', code: 10000, invalidJson: true }, accepted],
    ['code as string', { kind: 'answer', code: 10000, codeAsString: true }, accepted],
    ['no phone', { kind: 'answer', code: 10000, phone: null }, accepted],
    [
      'another phone',
      { kind: 'answer', code: 10000, phone: '13900139000' },
      unknown('contradicting-answer'),
      { code: 10000 },
    ],
    [
      '10000 with status 500',
      { kind: 'answer', code: 10000, httpStatus: 500 },
      unknown('contradicting-answer'),
    ],
    [
      '10000 with status 404',
      { kind: 'answer', code: 10000, httpStatus: 404 },
      unknown('contradicting-answer'),
    ],
    ['recipient code', { kind: 'answer', code: 30011 }, rejected(30011)],
    ['recipient code with status 500', { kind: 'answer', code: 30011, httpStatus: 500 }, rejected(30011)],
    ['unknown code', { kind: 'answer', code: 99999 }, rejected(99999)],
    [
      'BusinessData null',
      { kind: 'business-data-null', resultCode: 30019 },
      rejected(30019),
      { code: 30019 },
    ],
    [
      'BusinessData null and 1000',
      { kind: 'business-data-null', resultCode: 1000 },
      unknown('unreadable-answer'),
      { code: null },
    ],
    ['a code with 429', status(429, {}, coded(30028)), rejected(30028)],
    ['empty', { kind: 'empty' }, unknown('unreadable-answer'), { httpStatus: 200, answer: '' }],
    ['HTML', { kind: 'html' }, unknown('unreadable-answer')],
    ['204', status(204), unknown('unreadable-answer')],
    ['half of an answer', { kind: 'half-answer' }, unknown('connection-broken'), { httpStatus: 200 }],
    [
      'a whole answer that ends too early',
      { kind: 'half-answer', sent: 'all' },
      unknown('connection-broken'),
    ],
    ['huge', { kind: 'huge' }, unknown('answer-too-long'), { answer: null }],
    ['endless and fast', { kind: 'endless', chunkBytes: 16_384, everyMs: 1 }, unknown('answer-too-long')],
    ['400', status(400), unsent('http-status'), { httpStatus: 400 }],
    ['401', status(401), unsent('http-status')],
    ['403 with a page', status(403, {}, '<h1>Forbidden</h1>'), unsent('http-status')],
    ['404', status(404), unsent('http-status')],
    ['407', status(407), unsent('http-status')],
    ['408', status(408), unknown('server-error'), { httpStatus: 408 }],
    ['413', status(413), unsent('http-status')],
    ['429', status(429), unsent('rate-limited')],
    ['429, Retry-After in seconds', status(429, { 'retry-after': '7' }), unsent('rate-limited', 7000)],
    [
      '429, Retry-After in the past',
      status(429, { 'retry-after': 'Wed, 21 Oct 2015 07:28:00 GMT' }),
      unsent('rate-limited', 0),
    ],
    ['429, Retry-After unreadable', status(429, { 'retry-after': 'soon' }), unsent('rate-limited')],
    ['500', status(500, {}, '<h1>Internal Server Error</h1>'), unknown('server-error'), { httpStatus: 500 }],
    ['502', status(502), unknown('server-error')],
    ['503 with Retry-After', status(503, { 'retry-after': '7' }), unknown('server-error')],
    ['504', status(504), unknown('server-error')],
    ['511, a Wi-Fi that wants a log-in', status(511, {}, '<html>login</html>'), unknown('server-error')],
    ['300', status(300), unsent('redirected')],
    ['304', status(304), unsent('redirected')],
  ])('%s', async (_name, fault, outcome, rest = {}) => {
    const { server, url } = await faultServer({ script: () => fault })
    const attempt = await clientFor(url).send({ phone, body: bodyOf(phone) })
    expect(attempt).toMatchObject({ outcome, ...rest })
    expect(attempt.outcome).toEqual(outcome)
    expect(server.seen().get(phone)).toHaveLength(1)
    expect(server.stats().problems).toEqual([])
  })

  test.each([301, 302, 303, 307, 308])('%i is a captive portal at work and is not followed', async code => {
    const portal = await rawServer(() => {})
    const { url } = await faultServer({
      script: () => status(code, { location: portal.url('http') }, '<html>'),
    })
    const { outcome } = await clientFor(url).send({ phone, body: bodyOf(phone) })
    expect(outcome).toEqual(unsent('redirected'))
    expect(portal.connections()).toBe(0)
  })

  test('the longest answer that is read, and one byte more', async () => {
    const limit = 64 * 1024
    const answer = JSON.stringify({ BusinessData: { code: 10000, phone } })
    const { server, url } = await faultServer({ script: () => status(200, {}, answer.padEnd(limit)) })
    const client = clientFor(url)
    expect((await client.send({ phone, body: bodyOf(phone) })).outcome).toEqual(accepted)
    server.setScript(() => status(200, {}, answer.padEnd(limit + 1)))
    expect((await client.send({ phone, body: bodyOf(phone) })).outcome).toEqual(unknown('answer-too-long'))
  })

  const head = 'HTTP/1.1 200 OK\r\ncontent-length: '
  const whole = `${head}${coded(10000).length}\r\n\r\n${coded(10000)}`
  const zipped = gzipSync(coded(10000))
  test.each<[string, string | Buffer, Outcome]>([
    ['no HTTP at all', 'SSH-2.0-OpenSSH_9.6\r\n', unknown('unreadable-answer')],
    [
      'a head without end',
      `HTTP/1.1 200 OK\r\n${'x-filler: 0\r\n'.repeat(4000)}`,
      unknown('answer-too-long'),
    ],
    [
      'an upgrade nobody asked for',
      'HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n',
      unknown('connection-broken'),
    ],
    // A limit of undici, which gives the connection up (docs/sending.md): unknown, and never accepted by mistake.
    [
      'an unasked 100, then the answer',
      `HTTP/1.1 100 Continue\r\n\r\n${whole}`,
      unknown('connection-broken'),
    ],
    ['an early hint, then the answer', `HTTP/1.1 103 Early Hints\r\n\r\n${whole}`, accepted],
    [
      'a compressed answer',
      Buffer.concat([Buffer.from(`${head}${zipped.length}\r\ncontent-encoding: gzip\r\n\r\n`), zipped]),
      unknown('unreadable-answer'),
    ],
    ['an ending instead of an answer', '', unknown('connection-broken')],
  ])('%s', async (_name, bytes, outcome) => {
    const server = await rawServer(socket => socket.end(bytes))
    const attempt = await clientFor(server.url('http')).send({ phone, body: bodyOf(phone) })
    expect(attempt.outcome).toEqual(outcome)
    expect(server.connections()).toBe(1)
  })

  test('a second answer to one request is nobody else’s', async () => {
    const server = await rawServer((socket, received) => {
      if (received.includes('"13900000002"'))
        socket.write(whole.replace('10000', '30011').replace(phone, '13900000002'))
      else if (received.endsWith('}')) socket.write(whole + whole)
    })
    const client = clientFor(server.url('http'))
    expect((await client.send({ phone, body: bodyOf(phone) })).outcome).toEqual(accepted)
    const second = await client.send({ phone: '13900000002', body: bodyOf('13900000002') })
    expect(second.outcome).toEqual(rejected(30011))
    expect(server.connections()).toBe(2)
  })

  describe('an answer that belongs to another request', () => {
    const answerTo = (to: string, code: number) => {
      const text = JSON.stringify({ BusinessData: { code, phone: to } })
      return `${head}${text.length}\r\n\r\n${text}`
    }
    const phones = ['13900000001', '13900000002', '13900000003'] as const
    const [first, second, third] = phones
    /** The whole requests that this connection has brought, by phone. */
    const askedFor = (received: string) =>
      phones.filter(to => received.includes(`"${to}"`) && received.includes(bodyOf(to)))

    /** A server that says of every request what the tables say; sends to the three, one after another. */
    async function outcomesOf(
      answer: (to: string, write: (text: string) => void) => void,
      greet: (write: (text: string) => void) => void = () => {},
    ) {
      const seen: string[] = []
      const told = new WeakMap<object, number>()
      const server = await rawServer((socket, received) => {
        const asked = askedFor(received)
        if (!told.has(socket)) greet(text => socket.write(text))
        for (const to of asked.slice(told.get(socket) ?? 0)) {
          seen.push(to)
          answer(to, text => socket.write(text))
        }
        told.set(socket, asked.length)
      })
      const client = clientFor(server.url('http'), { concurrency: 1 })
      const outcomes = []
      for (const to of phones) outcomes.push((await client.send({ phone: to, body: bodyOf(to) })).outcome)
      expect(seen).toEqual(phones)
      return { outcomes, connections: server.connections() }
    }

    test('late, into the next request: that one is unknown, and the one after has a connection of its own', async () => {
      // The second answer to the first request comes when the second request has been read.
      const { outcomes, connections } = await outcomesOf((to, write) => {
        if (to === second) write(answerTo(first, 30011))
        write(answerTo(to, to === second ? 30018 : 10000))
      })
      expect(outcomes).toEqual([accepted, unknown('contradicting-answer'), accepted])
      expect(connections).toBe(2)
    })

    test('a refusal of an earlier phone refuses nobody else', async () => {
      const { outcomes } = await outcomesOf((to, write) => {
        write(answerTo(to === third ? third : first, to === first ? 10000 : 30028))
      })
      expect(outcomes).toEqual([accepted, unknown('contradicting-answer'), rejected(30028)])
    })

    test('two answers to each request, with a moment between: nobody gets another one’s', async () => {
      const { outcomes } = await outcomesOf((to, write) => {
        write(answerTo(to, 10000))
        setImmediate(() => write(answerTo(to, 30011)))
      })
      for (const outcome of outcomes)
        expect([accepted, unknown('contradicting-answer')]).toContainEqual(outcome)
      expect(outcomes[0]).toEqual(accepted)
    })

    test('bytes behind a whole answer, without a length that covers them: the connection is given up', async () => {
      const { outcomes, connections } = await outcomesOf((to, write) =>
        write(`${answerTo(to, 10000)}and more`),
      )
      expect(outcomes).toEqual([accepted, accepted, accepted])
      expect(connections).toBe(3)
    })

    test('an answer before the request: what comes for another phone counts for nobody', async () => {
      const { outcomes } = await outcomesOf(
        (to, write) => write(answerTo(to, 10000)),
        write => write(answerTo('13900009999', 10000)),
      )
      expect(outcomes).toEqual(phones.map(() => unknown('contradicting-answer')))
    })

    test('after an answer that can’t be read, the next request has a connection of its own', async () => {
      const { outcomes, connections } = await outcomesOf((to, write) =>
        write(to === first ? `${head}2\r\n\r\nok` : answerTo(to, 10000)),
      )
      expect(outcomes).toEqual([unknown('unreadable-answer'), accepted, accepted])
      expect(connections).toBe(2)
    })
  })

  test('a text that the log can not keep is left out, and the outcome stands', async () => {
    const { url } = await faultServer({ script: () => ok })
    const client = clientFor(url, {
      keepable: () => {
        throw new Error('not to be kept')
      },
    })
    const attempt = await client.send({ phone, body: bodyOf(phone) })
    expect(attempt).toMatchObject({ outcome: accepted, answer: null })
  })
})

describe('a connection that breaks', () => {
  /** More than the buffers of both ends hold, so that the client is still writing. */
  const long = 8 * 1024 * 1024

  test.each<[string, Fault, number]>([
    ['as soon as the phone is known', { kind: 'reset-before' }, 0],
    ['in the middle of a long request, at once', { kind: 'reset-before' }, long],
    ['in the middle of a long request, later', { kind: 'reset-during' }, long],
    ['behind the request', { kind: 'reset-after' }, 0],
  ])('%s', async (_name, fault, padding) => {
    const { server, url } = await faultServer({ script: () => fault, latencyMs: 20 })
    const attempt = await clientFor(url).send({ phone, body: bodyOf(phone, padding) })
    expect(attempt).toMatchObject({ outcome: unknown('connection-broken'), httpStatus: null })
    expect(server.seen().get(phone)).toHaveLength(1)
  })

  test('before a byte is read: begun or not, the server never sees the phone', async () => {
    const { server, url } = await faultServer({ script: () => ok, onConnection: () => 'reset' })
    const { outcome } = await clientFor(url, { connectTimeoutMs: 500 }).send({ phone, body: bodyOf(phone) })
    expect(['unknown', 'unsent']).toContain(outcome.state)
    expect(server.stats().requests).toBe(0)
  })

  test('right behind an answer, though keep-alive was promised: nobody is seen twice, nobody accepted is lost', async () => {
    const { server, url } = await faultServer({
      script: ({ n }) => ({ kind: 'answer', code: 10000, closeBehind: n % 3 !== 0 }),
    })
    const client = clientFor(url)
    const outcomes = new Map<string, Outcome>()
    const phones = Array.from({ length: 400 }, (_, index) => `138${String(index).padStart(8, '0')}`)
    const queue = phones.values()
    await Promise.all(
      Array.from({ length: 4 }, async () => {
        for (const to of queue) outcomes.set(to, (await client.send({ phone: to, body: bodyOf(to) })).outcome)
      }),
    )
    expect(server.stats().seenAgain).toEqual([])
    const seen = server.seen()
    for (const to of phones) {
      const state = outcomes.get(to)?.state
      // Taken by the server: accepted or unknown here. Not seen by it: never accepted.
      expect(seen.has(to) ? ['accepted', 'unknown'] : ['unsent', 'unknown']).toContain(state)
    }
    expect([...outcomes.values()].filter(({ state }) => state === 'accepted').length).toBeGreaterThan(200)
  })

  test('by ourselves: what is in flight is unknown, what is not is unsent, and later requests are too', async () => {
    const { server, url } = await faultServer({ script: () => ({ kind: 'hang-headers' }) })
    const client = clientFor(url, { concurrency: 2 })
    const attempts = ['13800000001', '13800000002', '13800000003'].map(to =>
      client.send({ phone: to, body: bodyOf(to) }),
    )
    while (server.stats().requests < 2) await immediate()
    await client.close()
    const states = (await Promise.all(attempts)).map(({ outcome }) => outcome)
    expect(states).toEqual([unknown('connection-broken'), unknown('connection-broken'), unsent('not-begun')])
    expect((await client.send({ phone, body: bodyOf(phone) })).outcome).toEqual(unsent('not-begun'))
    expect(server.stats().seenAgain).toEqual([])
  })
})

test('every fault at once: each request settles, and the server sees no phone twice', async () => {
  const faults: readonly Fault[] = [
    ok,
    { kind: 'answer', code: 10000, closeBehind: true },
    { kind: 'hang-headers' },
    { kind: 'hang-body' },
    { kind: 'reset-after' },
    { kind: 'reset-before' },
    { kind: 'half-answer' },
    { kind: 'huge' },
    { kind: 'endless', chunkBytes: 1, everyMs: 10 },
    status(429),
    status(503),
    { kind: 'html' },
  ]
  const { server, url } = await faultServer({ script: ({ n }) => faults[n % faults.length] ?? ok })
  const client = clientFor(url, {
    concurrency: 16,
    headersTimeoutMs: 200,
    bodyTimeoutMs: 200,
    connectTimeoutMs: 60_000,
  })
  const phones = Array.from({ length: 480 }, (_, index) => `139${String(index).padStart(8, '0')}`)
  const attempts = await Promise.all(phones.map(to => client.send({ phone: to, body: bodyOf(to) })))
  expect(attempts).toHaveLength(480)
  expect(server.stats()).toMatchObject({ requests: 480, seenAgain: [], problems: [] })
  expect(attempts.filter(({ outcome }) => outcome.state === 'accepted').length).toBeGreaterThan(40)
})
