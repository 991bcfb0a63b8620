import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { request } from 'undici'
import { afterEach, expect, test } from 'vitest'
import { createCampaignStore } from '../../electron/services/campaigns/campaign-store.ts'
import { openDatabase } from '../../electron/services/storage/database.ts'
import { readAnswer } from '../../shared/provider/answer.ts'
import { buildRequestBody } from '../../shared/provider/request.ts'
import { createClaimCheck } from '../fakes/claim-check.ts'
import { accepted, type Fault, type FaultKind } from '../fakes/fault.ts'
import { type FaultPlan, faultOf, scriptOf } from '../fakes/fault-plan.ts'
import { createFaultServer, type FaultServer, type FaultServerOptions } from '../fakes/fault-server.ts'
import { forkFaultServer } from '../fakes/forked-fault-server.ts'
import { connectRaw, type RawConnection, rawPost } from '../fakes/raw-client.ts'
import { createSeededRandom } from '../fakes/seeded-random.ts'

const bodyFor = (phone: string): string =>
  buildRequestBody({
    credentials: { accessKey: 'key', accessSecret: 'secret', packageCode: 'package' },
    signCode: 'S1',
    templateCode: 'T1',
    phone,
    params: {},
  })
const phone = '13800138000'
const other = '13900139000'

const cleanUp: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const clean of cleanUp.splice(0).reverse()) await clean()
})

async function start(
  options: Partial<FaultServerOptions> = {},
): Promise<{ server: FaultServer; url: string }> {
  const server = createFaultServer({ script: () => accepted, ...options })
  cleanUp.push(server.close)
  const { url } = await server.listen()
  return { server, url }
}

/** Sends one request for `phone` and meets this fault; every other phone is accepted. */
async function meet(
  fault: Fault,
  options: Partial<FaultServerOptions> = {},
): Promise<{ server: FaultServer; url: string; connection: RawConnection }> {
  const { server, url } = await start({
    script: asked => (asked.phone === phone ? fault : accepted),
    ...options,
  })
  const connection = await connectRaw(url)
  cleanUp.push(async () => connection.leave())
  connection.send(rawPost(bodyFor(phone)))
  return { server, url, connection }
}

async function post(url: string, to: string): Promise<{ status: number; text: string }> {
  const answer = await request(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: bodyFor(to),
  })
  return { status: answer.statusCode, text: await answer.body.text() }
}

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

test('a plan decides by phone, then by rule, then by lot', () => {
  const plan: FaultPlan = {
    byPhone: { [phone]: [{ kind: 'reset-after' }, { kind: 'empty' }], [other]: { kind: 'html' } },
    rules: [
      { every: 10, fault: { kind: 'hang-headers' } },
      { seen: 'again', from: 5, to: 8, fault: { kind: 'huge' } },
    ],
    otherwise: { kind: 'status', status: 503 },
  }
  const kinds = (asked: string, n: number, seenBefore: number): FaultKind =>
    faultOf(plan, { phone: asked, n, seenBefore }).kind
  expect([kinds(phone, 10, 0), kinds(phone, 10, 1), kinds(phone, 10, 9)]).toEqual([
    'reset-after',
    'empty',
    'empty',
  ])
  expect([kinds(other, 10, 0), kinds(other, 10, 5)]).toEqual(['html', 'html'])
  expect([kinds('x', 10, 0), kinds('x', 11, 0), kinds('x', 20, 0)]).toEqual([
    'hang-headers',
    'status',
    'hang-headers',
  ])
  expect([kinds('x', 6, 0), kinds('x', 6, 1), kinds('x', 9, 1)]).toEqual(['status', 'huge', 'status'])
  expect(kinds('__proto__', 1, 0)).toBe('status')
  expect(scriptOf({})({ phone, n: 1, seenBefore: 0 })).toEqual(accepted)
})

test('a lot falls by seed and phone, not by order, and in the given proportion', () => {
  const plan: FaultPlan = {
    lot: {
      seed: 42,
      faults: [
        { weight: 90, fault: accepted },
        { weight: 10, fault: { kind: 'reset-after' } },
      ],
    },
  }
  const draw = (seed: number): readonly FaultKind[] =>
    Array.from({ length: 5000 }, (_, n) => {
      const asked = { phone: String(13800000000 + n), n: 5000 - n, seenBefore: 0 }
      return faultOf({ lot: { seed, faults: plan.lot?.faults ?? [] } }, asked).kind
    })
  expect(draw(42)).toEqual(draw(42))
  expect(draw(42)).not.toEqual(draw(43))
  const resets = draw(42).filter(kind => kind === 'reset-after').length
  expect(resets).toBeGreaterThan(400)
  expect(resets).toBeLessThan(600)
})

test('seeded random numbers repeat and are spread evenly', () => {
  const random = createSeededRandom(1)
  const numbers = Array.from({ length: 10_000 }, random)
  const again = createSeededRandom(1)
  expect(numbers.every(number => number === again() && number >= 0 && number < 1)).toBe(true)
  const mean = numbers.reduce((sum, number) => sum + number, 0) / numbers.length
  expect(Math.abs(mean - 0.5)).toBeLessThan(0.02)
  // A generator that changes would change every scripted run.
  expect(numbers.slice(0, 2)).toEqual([0.6270739405881613, 0.002735721180215478])
})

/** A database as the app makes it, with one campaign and these recipients. */
async function makeDatabase(states: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'zhanggui-claims-'))
  cleanUp.push(() => rm(folder, { recursive: true }))
  const path = join(folder, 'zhanggui.db')
  const database = openDatabase(path)
  cleanUp.push(async () => database.close())
  const campaigns = createCampaignStore(database, () => 0)
  const campaignId = campaigns.create({
    name: '测试',
    mode: 'real',
    signature: { name: '小店', code: 'S1' },
    template: { code: 'T1', text: '你好' },
    source: { fileName: 'list.csv', rows: 2, usable: 2, duplicate: 0, bad: 0, empty: 0, leftOut: 0 },
  })
  const recipients = Object.keys(states).map(to => ({
    row: 2,
    phone: to,
    values: [],
    parts: 1,
    nearLimit: false,
    skip: null,
  }))
  campaigns.addRecipients(campaignId, recipients)
  const setState = database.prepare('UPDATE recipients SET state = ? WHERE phone = ?')
  for (const [to, state] of Object.entries(states)) setState.run(state, to)
  return path
}

test('the claim check finds whoever is not committed as sending', async () => {
  const path = await makeDatabase({ [phone]: 'sending', [other]: 'pending' })
  const claims = createClaimCheck(path)
  const { url } = await start({ onRequest: claims.check })
  for (const to of [phone, other, '13700137000']) expect(await post(url, to)).toMatchObject({ status: 200 })
  expect(claims.checked()).toBe(3)
  expect(claims.violations()).toEqual([
    { phone: other, found: ['pending'] },
    { phone: '13700137000', found: [] },
  ])
})

test('the claim check sees commits, not what a transaction still holds', async () => {
  const path = await makeDatabase({ [phone]: 'pending' })
  const claims = createClaimCheck(path)
  const database = openDatabase(path)
  cleanUp.push(async () => database.close())
  database.exec('BEGIN IMMEDIATE')
  database.prepare(`UPDATE recipients SET state = 'sending' WHERE phone = ?`).run(phone)
  claims.check(phone)
  expect(claims.violations()).toHaveLength(1)
  database.exec('COMMIT')
  claims.check(phone)
  expect(claims.violations()).toHaveLength(1)
  expect(createClaimCheck(join(path, 'nowhere')).check(phone)).toBeUndefined()
})

test('in a process of its own: plan, figures and claims cross, and closing ends it', async () => {
  const databasePath = await makeDatabase({ [phone]: 'sending', [other]: 'pending' })
  const server = await forkFaultServer({
    plan: { byPhone: { [phone]: { kind: 'answer', code: 30028, invalidJson: true } } },
    databasePath,
  })
  cleanUp.push(server.close)
  expect(readAnswer((await post(server.url, phone)).text).code).toBe(30028)
  await server.setPlan({ otherwise: { kind: 'status', status: 502 } })
  expect(await post(server.url, other)).toEqual({ status: 502, text: '' })
  expect(await server.stats()).toMatchObject({
    requests: 2,
    byFault: { answer: 1, status: 1 },
    byCode: { 30028: 1 },
    malformed: 0,
    problems: [],
    claimsChecked: 2,
    claimViolations: [{ phone: other, found: ['pending'] }],
  })
  const seen = await server.seen()
  expect(seen.get(phone)).toMatchObject([{ fault: { kind: 'answer', code: 30028 } }])
  expect(seen.get(other)).toMatchObject([{ fault: { kind: 'status', status: 502 } }])
  await server.close()
  expect(() => process.kill(server.pid, 0)).toThrow()
  await expect(server.stats()).rejects.toThrow()
})

test('in a process of its own: a port that is taken is said so', async () => {
  const { url } = await start()
  const port = Number(new URL(url).port)
  await expect(forkFaultServer({ plan: {}, port })).rejects.toThrow('EADDRINUSE')
})

test('the server for benchmarks answers 10000, counts, and ends with its caller', async () => {
  const path = fileURLToPath(new URL('../bench/answer-server.ts', import.meta.url))
  const child = spawn(process.execPath, [path, '--latency-ms', '1', '--arrivals'], {
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const ended = new Promise(resolve => child.once('exit', resolve))
  cleanUp.push(async () => child.kill())
  const line = await new Promise<string>(resolve => createInterface(child.stdout).once('line', resolve))
  const origin = `http://127.0.0.1:${JSON.parse(line).port}`
  const asked = async (path: string, method: 'GET' | 'DELETE' = 'GET'): Promise<unknown> =>
    (await request(origin + path, { method })).body.json()
  for (let n = 0; n < 3; n += 1) {
    expect(readAnswer((await post(`${origin}/x`, phone)).text)).toMatchObject({ code: 10000, phone })
  }
  expect(await asked('/stats')).toMatchObject({ requests: 3 })
  expect(await asked('/arrivals')).toHaveLength(3)
  await asked('/stats', 'DELETE')
  expect(await asked('/stats')).toMatchObject({ requests: 0 })
  child.stdin.end()
  expect(await ended).toBe(0)
})
