import fc from 'fast-check'
import { Client } from 'undici'
import { expect, test } from 'vitest'
import { createAccountBook } from '../../electron/services/provider/practice-server/account-book.ts'
import { createDailyLimit } from '../../electron/services/provider/practice-server/daily-limit.ts'
import { createJudge } from '../../electron/services/provider/practice-server/practice-rules.ts'
import { createPracticeServer } from '../../electron/services/provider/practice-server/practice-server.ts'
import { specialPhoneOf } from '../../electron/services/provider/practice-server/special-phones.ts'
import { systemClock } from '../../electron/services/time/clock.ts'
import { contract } from '../../shared/ipc/contract.ts'
import { readAnswer } from '../../shared/provider/answer.ts'
import { codeCatalogue, isKnownCode } from '../../shared/provider/codes.ts'
import { buildRequestBody } from '../../shared/provider/request.ts'
import { createSeededRandom } from '../fakes/seeded-random.ts'
import {
  account,
  changed,
  codeOf,
  credentials,
  input,
  post,
  start,
  started,
  without,
} from './practice-stage.ts'

test('accepts a complete request, and answers in the documented shape', async () => {
  const { url } = await start({ clock: { ...systemClock, now: () => 1627540760769 } })
  expect(JSON.parse(await post(url, buildRequestBody(input)))).toEqual({
    BusinessData: { code: 10000, msg: codeCatalogue[10000]?.zh.what, phone: '13800138000' },
    Timestamps: 1627540760769,
    BusinessException: { resultCode: 1000, resultMessage: '操作成功' },
  })
})

const provoked: readonly [code: number, why: string, body: string | Buffer][] = [
  [30022, 'accessKey missing', without('accessKey')],
  [30022, 'accessKey null', changed({ accessKey: null })],
  [30022, 'accessKey blank', changed({ accessKey: ' \u200b' })],
  [30024, 'accessKey unknown', changed({ accessKey: 'someone-else' })],
  [30024, 'accessKey a number', changed({ accessKey: 12 })],
  [30020, 'accessSecret missing', without('accessSecret')],
  [30020, 'accessSecret wrong', changed({ accessSecret: 'wrong' })],
  [30025, 'package code missing', without('classificationSecret')],
  [30025, 'package code wrong', changed({ classificationSecret: 'wrong' })],
  [30021, 'signature missing', without('signCode')],
  [30005, 'signature CODE unknown', changed({ signCode: 'S9' })],
  [30006, 'template CODE missing', without('templateCode')],
  [30006, 'template CODE unknown', changed({ templateCode: 'T9' })],
  [30010, 'phone missing', without('phone')],
  [30010, 'phone empty', changed({ phone: '' })],
  [30011, 'phone too short', changed({ phone: '1380013800' })],
  [30011, 'phone too long', changed({ phone: '138001380000' })],
  [30011, 'phone with spaces', changed({ phone: '138 0013 8000' })],
  [30011, 'phone with a country code', changed({ phone: '+8613800138000' })],
  [30011, 'phone of a land line', changed({ phone: '07558888888' })],
  [30011, 'phone of no mobile range', changed({ phone: '12800138000' })],
  [30011, 'phone as a number', changed({ phone: 13800138000 })],
  [30011, 'two phones', changed({ phone: '13800138000,13900139000' })],
  [30011, '500 phones', changed({ phone: Array(500).fill('13800138000').join(',') })],
  [30027, '501 phones', changed({ phone: Array(501).fill('13800138000').join(',') })],
  [30027, '501 phones in a list', changed({ phone: Array(501).fill('13800138000') })],
  [30018, 'phone of 广电', changed({ phone: '19200001234' })],
  [30014, 'variables missing', without('params')],
  [30014, 'one variable missing', changed({ params: { name: '张三' } })],
  [30014, 'one variable too many', changed({ params: { name: '张三', points: '0', more: '1' } })],
  [30014, 'a variable of another name', changed({ params: { name: '张三', Points: '0' } })],
  [30014, 'a variable that is no text', changed({ params: { name: '张三', points: 0 } })],
  [30014, 'variables as a list', changed({ params: ['张三', '0'] })],
  [30014, 'variables for a template without', changed({ templateCode: 'plain' })],
  [30014, 'empty variables for a template without', changed({ templateCode: 'plain', params: {} })],
  [30012, 'content blank', changed({ templateCode: 'bare', params: { text: ' \u3000' } })],
  [30017, 'content of 301', changed({ templateCode: 'bare', params: { text: '好'.repeat(301) } })],
  [10000, 'content of 300', changed({ templateCode: 'bare', params: { text: '好'.repeat(300) } })],
  [10000, 'a template without variables', changed({ templateCode: 'plain', params: undefined })],
  [10000, 'a value that looks like a variable', changed({ params: { name: '${points}$&', points: '0' } })],
  [30023, 'a field that is not documented', changed({ extra: '1' })],
  [30023, 'no JSON', 'accessKey=1'],
  [30023, 'the invalid JSON that answers may have', `${changed({}).slice(0, -1)},}`],
  [30023, 'JSON that is no object', '[]'],
  [30023, 'JSON null', 'null'],
  [30023, 'nothing', ''],
  [
    30023,
    'bytes that are not UTF-8',
    Buffer.concat([Buffer.from('{"accessKey":"'), Buffer.from([0xff]), Buffer.from('"}')]),
  ],
  [30023, 'a body too long', changed({ templateCode: 'bare', params: { text: '好'.repeat(50_000) } })],
]

test.each(provoked)('answers %i to: %s', async (code, _why, body) => {
  const { server, url } = await start()
  expect(await codeOf(url, body)).toBe(code)
  expect(server.stats()).toEqual({ requests: 1, byCode: { [code]: 1 } })
})

test('a variable may have any name', async () => {
  const { url } = await start()
  const params = Object.fromEntries([
    ['__proto__', '甲'],
    ['constructor', '乙'],
  ])
  expect(await codeOf(url, buildRequestBody({ ...input, templateCode: 'odd', params }))).toBe(10000)
})

test.each(['text/plain', 'application/x-www-form-urlencoded', 'application/jsonp'])(
  'answers 30023 to the content type %s',
  async contentType => {
    const { url } = await start()
    expect(await codeOf(url, buildRequestBody(input), contentType)).toBe(30023)
  },
)

test('every code is answered to its special phone, 10000 to an ordinary phone of that range', async () => {
  const codes = Object.keys(codeCatalogue).map(Number)
  const { server, url } = await start()
  for (const code of codes) {
    expect(await codeOf(url, buildRequestBody({ ...input, phone: specialPhoneOf(code) }))).toBe(code)
  }
  expect(await codeOf(url, buildRequestBody({ ...input, phone: '19900099999' }))).toBe(10000)
  const { requests, byCode } = contract['practice.stats'].output.parse(server.stats())
  expect(requests).toBe(codes.length + 1)
  expect(byCode).toEqual({ ...Object.fromEntries(codes.map(code => [code, 1])), 10000: 2 })
})

test('a phone gets no more than the daily limit, until midnight in Shanghai', async () => {
  let now = Date.UTC(2025, 0, 1, 15, 59, 59) // 23:59:59 in Shanghai
  const { url } = await start({ dailyLimitPerPhone: 2, clock: { ...systemClock, now: () => now } })
  const send = (phone: string): Promise<number | null> => codeOf(url, buildRequestBody({ ...input, phone }))
  expect(await send('13800138000')).toBe(10000)
  expect(await send('13800138000')).toBe(10000)
  expect(await send('13800138000')).toBe(30028)
  expect(await send('13900139000')).toBe(10000)
  now += 1000
  expect(await send('13800138000')).toBe(10000)
})

test('the balance is spent by parts, and refused messages cost nothing', async () => {
  const { url } = await start({ accounts: [{ ...account, balance: 4 }] })
  const send = (text: string, phone = input.phone): Promise<number | null> =>
    codeOf(url, buildRequestBody({ ...input, phone, templateCode: 'bare', params: { text } }))
  expect(await send('好'.repeat(134 - 6))).toBe(10000) // with 【掌柜小店】 134 characters, 2 parts
  expect(await send('好', specialPhoneOf(30013))).toBe(30013)
  expect(await send('好'.repeat(135 - 6))).toBe(30019)
  expect(await send('好'.repeat(134 - 6))).toBe(10000)
  expect(await send('好')).toBe(30019)
})

test('accounts, signatures and templates can be added and replaced while it runs', async () => {
  const { server, url } = await start({ accounts: [] })
  expect(await codeOf(url, buildRequestBody(input))).toBe(30024)
  server.registerAccount({ credentials, signatures: [], templates: [] })
  expect(await codeOf(url, buildRequestBody(input))).toBe(30005)
  server.registerSignature(credentials.accessKey, { code: 'S1', name: '掌柜小店' })
  expect(await codeOf(url, buildRequestBody(input))).toBe(30006)
  server.registerTemplate(credentials.accessKey, { code: 'named', text: '${name}' })
  expect(await codeOf(url, buildRequestBody(input))).toBe(30014)
  server.registerTemplate(credentials.accessKey, { code: 'named', text: '${name}${points}' })
  expect(await codeOf(url, buildRequestBody(input))).toBe(10000)
  expect(() => server.registerTemplate('someone-else', { code: 'x', text: 'x' })).toThrow()
})

test('about one answer in ten is the invalid JSON of the provider, and is read like the others', async () => {
  const { url } = await start({ invalidJsonShare: 0.1, random: createSeededRandom(7) })
  const client = new Client(new URL(url).origin)
  let invalid = 0
  for (let n = 0; n < 300; n += 1) {
    const answer = await client.request({
      method: 'POST',
      path: new URL(url).pathname,
      headers: { 'content-type': 'application/json' },
      body: buildRequestBody(input),
    })
    const text = await answer.body.text()
    if (/,\s*\}/.test(text)) {
      invalid += 1
      expect(() => JSON.parse(text)).toThrow()
    }
    expect(readAnswer(text)).toMatchObject({ code: 10000, phone: '13800138000', resultCode: 1000 })
  }
  await client.close()
  expect(invalid).toBeGreaterThan(15)
  expect(invalid).toBeLessThan(50)
})

test('an answer takes 30 to 80 ms, and is counted before that', async () => {
  const waiting: { readonly delayMs: number; readonly task: () => void }[] = []
  let arrived = (): void => {}
  const random = createSeededRandom(3)
  const server = createPracticeServer({
    clock: {
      now: () => 0,
      after: (delayMs, task) => {
        waiting.push({ delayMs, task })
        arrived()
        return () => {}
      },
    },
    random,
    accounts: [account],
  })
  started.push(server)
  const { url } = await server.listen()
  for (let n = 1; n <= 50; n += 1) {
    const decided = new Promise<void>(resolve => {
      arrived = resolve
    })
    const answered = post(url, buildRequestBody(input))
    await decided
    expect(server.stats()).toEqual({ requests: n, byCode: { 10000: n } })
    waiting.at(-1)?.task()
    await answered
  }
  const delays = waiting.map(({ delayMs }) => delayMs)
  expect(Math.min(...delays)).toBeGreaterThanOrEqual(30)
  expect(Math.max(...delays)).toBeLessThanOrEqual(80)
  expect(Math.max(...delays) - Math.min(...delays)).toBeGreaterThan(30)
})

test('the rules answer any JSON with a code that exists, and never throw', () => {
  const judge = createJudge(createAccountBook([account]), createDailyLimit(1))
  const bytesOf = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value))
  const anyField = fc.oneof(
    fc.string(),
    fc.jsonValue(),
    fc.constantFrom('S1', 'plain', 'named', '13800138000'),
  )
  const nearly = fc.record(
    {
      accessKey: fc.oneof(
        { weight: 9, arbitrary: fc.constant(credentials.accessKey) },
        { weight: 1, arbitrary: anyField },
      ),
      accessSecret: fc.oneof(
        { weight: 9, arbitrary: fc.constant(credentials.accessSecret) },
        { weight: 1, arbitrary: anyField },
      ),
      classificationSecret: fc.constant(credentials.packageCode),
      signCode: fc.oneof({ weight: 9, arbitrary: fc.constant('S1') }, { weight: 1, arbitrary: anyField }),
      templateCode: fc.constantFrom('plain', 'named', 'bare', 'odd'),
      phone: fc.oneof(fc.constantFrom('13800138000', '19200000000', specialPhoneOf(30009)), anyField),
      params: fc.oneof(
        fc.dictionary(fc.constantFrom('name', 'points', 'text', '__proto__'), fc.string()),
        fc.jsonValue(),
      ),
    },
    { requiredKeys: [] },
  )
  fc.assert(
    fc.property(fc.oneof(nearly, fc.jsonValue(), fc.object()), fc.integer({ min: 0 }), (value, nowMs) => {
      const call = { method: 'POST', contentType: 'application/json', body: bytesOf(value) }
      expect(isKnownCode(judge(call, nowMs).code)).toBe(true)
    }),
    { numRuns: 2000 },
  )
})
