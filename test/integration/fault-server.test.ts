import { request } from 'undici'
import { expect, test } from 'vitest'
import { readAnswer } from '../../shared/provider/answer.ts'
import { accepted, type Fault } from '../fakes/fault.ts'
import { connectRaw, rawPost } from '../fakes/raw-client.ts'
import { bodyFor, meet, other, phone, post, start } from './fault-server-stage.ts'

const bodyIn = (received: string): string => received.slice(received.indexOf('\r\n\r\n') + 4)
const wholeAnswer = (received: string): boolean => bodyIn(received).endsWith('}')

/** How many bytes the head promises. */
const promised = (received: string): number => Number(/content-length: (\d+)/i.exec(received)?.[1])

test('answer: any code, phone, spelling and status that is asked for', async () => {
  const cases: readonly [Fault & { kind: 'answer' }, object, number][] = [
    [accepted as Fault & { kind: 'answer' }, { code: 10000, phone, resultCode: 1000 }, 200],
    [{ kind: 'answer', code: 30011 }, { code: 30011, phone }, 200],
    [{ kind: 'answer', code: 99999 }, { code: 99999 }, 200],
    [{ kind: 'answer', code: 10000, phone: other }, { code: 10000, phone: other }, 200],
    [{ kind: 'answer', code: 10000, phone: null }, { code: 10000, phone: null }, 200],
    [{ kind: 'answer', code: 10000, httpStatus: 500 }, { code: 10000, phone }, 500],
  ]
  for (const [fault, read, status] of cases) {
    const { server, connection } = await meet(fault)
    const text = await connection.until(wholeAnswer)
    expect(text).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `))
    expect(readAnswer(bodyIn(text))).toMatchObject(read)
    expect(server.stats().byCode).toEqual({ [fault.code]: 1 })
    connection.leave()
  }
})

test('answer: a code as text, and the invalid JSON of the provider', async () => {
  const asText = await meet({ kind: 'answer', code: 10000, codeAsString: true })
  expect(await asText.connection.until(wholeAnswer)).toContain('"code":"10000"')
  const invalid = await meet({ kind: 'answer', code: 30014, invalidJson: true })
  const text = bodyIn(await invalid.connection.until(wholeAnswer))
  expect(() => JSON.parse(text)).toThrow()
  expect(readAnswer(text)).toMatchObject({ code: 30014, phone })
})

test('answer, closed behind: the whole answer, then an ordinary end though keep-alive was promised', async () => {
  const { connection } = await meet({ kind: 'answer', code: 10000, closeBehind: true })
  expect(await connection.ended).toBe('end')
  expect(connection.received()).toContain('Connection: keep-alive')
  expect(readAnswer(bodyIn(connection.received()))).toMatchObject({ code: 10000 })
})

test('business-data-null', async () => {
  const { server, connection } = await meet({ kind: 'business-data-null', resultCode: 30019 })
  const text = bodyIn(await connection.until(wholeAnswer))
  expect(JSON.parse(text)).toMatchObject({ BusinessData: null, BusinessException: { resultCode: 30019 } })
  expect(readAnswer(text)).toMatchObject({ code: null, resultCode: 30019 })
  expect(server.stats().byCode).toEqual({ 30019: 1 })
})

test.each<Fault & { kind: 'status' }>([
  { kind: 'status', status: 302, headers: { location: 'http://127.0.0.1:1/login' } },
  { kind: 'status', status: 404 },
  { kind: 'status', status: 408 },
  { kind: 'status', status: 429, headers: { 'retry-after': '7' } },
  { kind: 'status', status: 429 },
  { kind: 'status', status: 500, body: '<h1>Internal Server Error</h1>' },
  { kind: 'status', status: 502 },
  { kind: 'status', status: 503 },
  { kind: 'status', status: 504 },
])('status: $status with its headers and body', async fault => {
  const { url } = await start({ script: () => fault })
  const answer = await request(url, { method: 'POST', body: bodyFor(phone) })
  expect(answer.statusCode).toBe(fault.status)
  expect(answer.headers).toMatchObject(fault.headers ?? {})
  if (fault.headers?.['retry-after'] === undefined) expect(answer.headers).not.toHaveProperty('retry-after')
  expect(await answer.body.text()).toBe(fault.body ?? '')
})

test('html: a page with status 200', async () => {
  const { url } = await start({ script: () => ({ kind: 'html' }) })
  const answer = await request(url, { method: 'POST', body: bodyFor(phone) })
  expect(answer.statusCode).toBe(200)
  expect(answer.headers['content-type']).toMatch(/^text\/html/)
  expect(readAnswer(await answer.body.text()).code).toBeNull()
})

test('empty: status 200 with nothing in it', async () => {
  const { url } = await start({ script: () => ({ kind: 'empty' }) })
  expect(await post(url, phone)).toEqual({ status: 200, text: '' })
})

test.each(['half', 'all'] as const)('half-answer, %s sent: ends before the promised length', async sent => {
  const { connection } = await meet({ kind: 'half-answer', sent })
  expect(await connection.ended).toBe('end')
  const body = bodyIn(connection.received())
  expect(body).toMatch(/^\{"BusinessData"/)
  expect(Buffer.byteLength(body)).toBeLessThan(promised(connection.received()))
  expect(readAnswer(body).code).toBe(sent === 'all' ? 10000 : null)
})

test.each(['reset-before', 'reset-during', 'reset-after'] as const)(
  '%s: a TCP reset and no answer',
  async kind => {
    const { server, connection } = await meet({ kind })
    expect(await connection.ended).toBe('reset')
    expect(connection.received()).toBe('')
    expect(server.stats()).toMatchObject({ byFault: { [kind]: 1 }, byCode: {} })
  },
)

test.each(['reset-before', 'reset-during'] as const)(
  '%s: does not wait for the rest of the request',
  async kind => {
    const { server, url } = await start({ script: () => ({ kind }) })
    const connection = await connectRaw(url)
    connection.send(rawPost(bodyFor(phone), { 'content-length': '100000' }))
    expect(await connection.ended).toBe('reset')
    expect(server.seen().get(phone)).toHaveLength(1)
  },
)

test('reset-after: waits for the rest of the request', async () => {
  const seen: string[] = []
  const decided = Promise.withResolvers<void>()
  const { url } = await start({
    script: asked => ({ kind: asked.phone === phone ? 'reset-after' : 'empty' }),
    onRequest: asked => {
      seen.push(asked)
      decided.resolve()
    },
  })
  const connection = await connectRaw(url)
  const body = bodyFor(phone)
  connection.send(rawPost(body, { 'content-length': String(Buffer.byteLength(body) + 1) }))
  await decided.promise
  await post(url, other)
  expect(connection.isOpen()).toBe(true)
  connection.send(' ')
  expect(await connection.ended).toBe('reset')
  expect(seen).toEqual([phone, other])
})

test('a connection can be reset before a byte of it is read', async () => {
  const { server, url } = await start({ onConnection: connection => (connection === 1 ? 'reset' : 'take') })
  await expect(post(url, phone)).rejects.toMatchObject({ code: 'ECONNRESET' })
  expect(await post(url, phone)).toMatchObject({ status: 200 })
  expect(server.stats()).toMatchObject({ connections: 2, requests: 1, problems: [] })
})

test('hang-headers: nothing at all, while others are answered', async () => {
  const asked = Promise.withResolvers<string>()
  const { url, connection } = await meet({ kind: 'hang-headers' }, { onRequest: asked.resolve })
  expect(await asked.promise).toBe(phone)
  await post(url, other)
  expect(connection.received()).toBe('')
  expect(connection.isOpen()).toBe(true)
})

test('hang-body: the head and the beginning of an answer, and no more', async () => {
  const { url, connection } = await meet({ kind: 'hang-body' })
  const text = await connection.until(received => received.endsWith('{"BusinessData":'))
  await post(url, other)
  expect(connection.received()).toBe(text)
  expect(Buffer.byteLength(bodyIn(text))).toBeLessThan(promised(text))
  expect(connection.isOpen()).toBe(true)
})

test('endless: chunks until the client leaves', async () => {
  const { server, connection } = await meet({ kind: 'endless', chunkBytes: 4096, everyMs: 0 })
  const text = await connection.until(received => received.length > 300_000)
  expect(text.toLowerCase()).toContain('transfer-encoding: chunked')
  expect(connection.isOpen()).toBe(true)
  connection.leave()
  await connection.ended
  expect(server.stats().problems).toEqual([])
})

test('huge: a valid answer far beyond 64 KB', async () => {
  const { url } = await start({ script: () => ({ kind: 'huge' }) })
  const { text } = await post(url, phone)
  expect(Buffer.byteLength(text)).toBeGreaterThan(64 * 1024)
  expect(readAnswer(text).code).toBe(10000)
})

test('the latency stands between the request and the answer', async () => {
  const { server, url } = await start({ latencyMs: 40 })
  await post(url, phone)
  const [seen] = server.seen().get(phone) ?? []
  // Timers may fire a millisecond early.
  expect(performance.now() - (seen?.atMs ?? 0)).toBeGreaterThan(38)
})

test('it keeps what it saw and did, by phone and in order', async () => {
  const { server, url } = await start({
    script: ({ phone: asked, n, seenBefore }) =>
      asked === phone ? { kind: 'answer', code: 30000 + seenBefore } : { kind: 'status', status: 500 + n },
  })
  for (const to of [phone, other, phone]) await post(url, to)
  expect([...server.seen().keys()]).toEqual([phone, other])
  expect(
    server
      .seen()
      .get(phone)
      ?.map(({ fault }) => fault),
  ).toEqual([
    { kind: 'answer', code: 30000 },
    { kind: 'answer', code: 30001 },
  ])
  expect(
    server
      .seen()
      .get(other)
      ?.map(({ fault }) => fault),
  ).toEqual([{ kind: 'status', status: 502 }])
  const times = [...server.seen().values()].flat().map(({ atMs }) => atMs)
  expect(times.every(atMs => atMs <= performance.now())).toBe(true)
  expect(server.stats()).toMatchObject({
    requests: 3,
    malformed: 0,
    byFault: { answer: 2, status: 1 },
    byCode: { 30000: 1, 30001: 1 },
    seenAgain: [phone],
  })
})

test('requests that are not the documented one are counted as malformed', async () => {
  const { server, url } = await start()
  await request(url, { method: 'PUT', headers: { 'content-type': 'application/json' }, body: bodyFor(phone) })
  await request(url, { method: 'POST', headers: { 'content-type': 'text/plain' }, body: bodyFor(phone) })
  await request(`${url}/x`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: bodyFor(phone),
  })
  await request(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' })
  await request(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: 'x' })
  expect(server.stats()).toMatchObject({ requests: 5, malformed: 5, problems: [] })
  expect(server.seen().get('')).toHaveLength(2)
})

test('a script that throws ends its request only, and is reported', async () => {
  const { server, url } = await start({
    script: asked => {
      if (asked.phone === phone) throw new Error('no idea')
      return accepted
    },
  })
  await expect(post(url, phone)).rejects.toThrow()
  expect(await post(url, other)).toMatchObject({ status: 200 })
  expect(server.stats().problems).toEqual(['Error: no idea'])
})
