import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Outcome } from '../../../../shared/domain/states.ts'
import { readAnswer } from '../../../../shared/provider/answer.ts'
import {
  type AnswerInput,
  decideOutcome,
  parseRetryAfter,
  responsibleFor,
} from '../../../../shared/provider/decision.ts'

const nowMs = Date.UTC(2026, 0, 15, 4, 0, 0)
const phone = '13800138000'

const decide = (httpStatus: number, body: unknown, change: Partial<AnswerInput> = {}): Outcome =>
  decideOutcome({
    httpStatus,
    bodyText: typeof body === 'string' ? body : JSON.stringify(body),
    sentPhone: phone,
    retryAfterHeader: null,
    nowMs,
    ...change,
  })
const withCode = (code: unknown, more: Readonly<Record<string, unknown>> = {}) => ({
  BusinessData: { code, ...more },
  BusinessException: { resultCode: 1000, resultMessage: '操作成功' },
})
const withResultCode = (resultCode: unknown) => ({ BusinessData: null, BusinessException: { resultCode } })

const accepted: Outcome = { state: 'accepted' }
const contradicting: Outcome = { state: 'unknown', cause: 'contradicting-answer' }
const unreadable: Outcome = { state: 'unknown', cause: 'unreadable-answer' }
const serverError: Outcome = { state: 'unknown', cause: 'server-error' }
const httpStatus: Outcome = { state: 'unsent', cause: 'http-status' }
const redirected: Outcome = { state: 'unsent', cause: 'redirected' }

describe('code 10000', () => {
  test.each([200, 201, 202, 299])(
    'with status %i and the phone that was sent, or none, is accepted',
    status => {
      for (const answerPhone of [phone, Number(phone), ` ${phone} `, undefined, null, '', ' ']) {
        expect(decide(status, withCode(10000, { phone: answerPhone }))).toEqual(accepted)
        expect(decide(status, withCode('10000', { phone: answerPhone }))).toEqual(accepted)
      }
    },
  )

  test('is accepted in the provider’s invalid JSON, and with white space around the phone that was sent', () => {
    const body = `{"BusinessData":{"code":10000,"msg":"ok","phone":"${phone}",},}`
    expect(decide(200, body)).toEqual(accepted)
    expect(decide(200, body, { sentPhone: ` ${phone}` })).toEqual(accepted)
  })

  test.each([100, 199, 300, 302, 304, 400, 404, 408, 429, 500, 502])('with status %i is unknown', status => {
    expect(decide(status, withCode(10000, { phone }))).toEqual(contradicting)
  })

  test.each(['13900139000', '8613800138000', '138****8000', '1380013800', true, {}, [], [phone]])(
    'with another phone, %j, is unknown',
    answerPhone => {
      expect(decide(200, withCode(10000, { phone: answerPhone }))).toEqual(contradicting)
    },
  )

  test('is decided by code alone, whatever resultCode says', () => {
    expect(decide(200, { ...withCode(10000), BusinessException: { resultCode: 30019 } })).toEqual(accepted)
  })
})

describe('another readable code', () => {
  test.each([200, 302, 400, 404, 408, 429, 500, 503])('is a rejection at status %i', status => {
    for (const code of [10001, 30001, 30019, 30028]) {
      expect(decide(status, withCode(code))).toEqual({ state: 'rejected', code })
      expect(decide(status, withCode(` ${code} `))).toEqual({ state: 'rejected', code })
    }
  })

  test('with the phone that was sent is a rejection, with another one it is unknown', () => {
    for (const code of [10001, 30001, 30011, 30019, 99999]) {
      expect(decide(200, withCode(code, { phone }))).toEqual({ state: 'rejected', code })
      for (const answerPhone of ['13900139000', '138****8000', true])
        expect(decide(200, withCode(code, { phone: answerPhone }))).toEqual(contradicting)
    }
  })

  test('that the provider does not document is a rejection too, and unclear', () => {
    for (const code of [0, -1, 1000, 20000, 30029, 99999]) {
      const outcome = decide(200, withCode(code))
      expect(outcome).toEqual({ state: 'rejected', code })
      expect(responsibleFor(outcome)).toBe('unclear')
    }
  })

  test('goes before resultCode', () => {
    expect(decide(200, { ...withCode(30011), BusinessException: { resultCode: 30019 } })).toEqual({
      state: 'rejected',
      code: 30011,
    })
  })
})

describe('no readable code, but a refusal in resultCode', () => {
  const refusals = [10001, ...Array.from({ length: 28 }, (_, index) => 30001 + index)]

  test.each([200, 302, 404, 429, 500])('is a rejection with that code at status %i', status => {
    for (const code of refusals) {
      expect(decide(status, withResultCode(code))).toEqual({ state: 'rejected', code })
    }
    expect(decide(status, { BusinessException: { resultCode: '30019' } })).toEqual({
      state: 'rejected',
      code: 30019,
    })
  })

  test.each([10000, 1000, 0, 30000, 30029, 10002, '10000', null, true])(
    '%j in resultCode decides nothing',
    code => {
      expect(decide(200, withResultCode(code))).toEqual(unreadable)
      expect(decide(404, withResultCode(code))).toEqual(httpStatus)
      expect(decide(500, withResultCode(code))).toEqual(serverError)
    },
  )
})

describe('no readable code at all', () => {
  const unreadableBodies = [
    '',
    '<html>log in</html>',
    '{}',
    '{"BusinessData":{"code":"1e4"}}',
    '{"BusinessData":',
  ]

  test.each(unreadableBodies)('body %j: the status decides', body => {
    for (const status of [200, 204, 299]) expect(decide(status, body)).toEqual(unreadable)
    for (const status of [300, 301, 302, 307, 399]) expect(decide(status, body)).toEqual(redirected)
    for (const status of [400, 401, 403, 404, 407, 409, 410, 418, 499]) {
      expect(decide(status, body)).toEqual(httpStatus)
    }
    for (const status of [408, 500, 502, 503, 504, 599, 100, 600, 0]) {
      expect(decide(status, body)).toEqual(serverError)
    }
    expect(decide(429, body)).toEqual({ state: 'unsent', cause: 'rate-limited' })
  })

  test('429 carries the wait that the server asked for', () => {
    expect(decide(429, '', { retryAfterHeader: '7' })).toEqual({
      state: 'unsent',
      cause: 'rate-limited',
      retryAfterMs: 7000,
    })
    expect(decide(429, '', { retryAfterHeader: 'soon' })).toEqual({ state: 'unsent', cause: 'rate-limited' })
    expect(decide(503, '', { retryAfterHeader: '7' })).toEqual(serverError)
  })
})

describe('Retry-After', () => {
  test.each([
    ['0', 0],
    ['30', 30_000],
    [' 30 ', 30_000],
    ['3600', 3_600_000],
    ['3601', 3_600_000],
    ['9'.repeat(400), 3_600_000],
    ['Thu, 15 Jan 2026 04:00:30 GMT', 30_000],
    ['Thu, 15 Jan 2026 03:00:00 GMT', 0],
    ['Fri, 16 Jan 2026 04:00:00 GMT', 3_600_000],
    ['Thursday, 15-Jan-26 04:01:00 GMT', 60_000],
    ['Sunday, 06-Nov-94 08:49:37 GMT', 0],
    ['Thu Jan 15 04:02:00 2026', 120_000],
    ['Tue Feb  3 04:02:00 2026', 3_600_000],
  ])('%s', (header, waitMs) => {
    expect(parseRetryAfter(header, nowMs)).toBe(waitMs)
  })

  test.each([
    null,
    '',
    '-1',
    '1.5',
    '1e3',
    '30s',
    '30, 60',
    '0x10',
    '2026-01-15T04:00:30Z',
    'Thu, 15 Jan 2026 25:00:30 GMT',
    'Thu, 15 Jan 2026 04:00:30 +0800',
    'tomorrow',
  ])('%j is none', header => {
    expect(parseRetryAfter(header, nowMs)).toBeNull()
  })

  test('any header gives nothing or a wait of at most an hour', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.integer().map(String), fc.date().map(String)), header => {
        const waitMs = parseRetryAfter(header, nowMs) ?? 0
        expect(waitMs >= 0 && waitMs <= 3_600_000).toBe(true)
      }),
    )
  })
})

test.each<[Outcome, string | null]>([
  [accepted, 'accepted'],
  [{ state: 'rejected', code: 30019 }, 'account'],
  [{ state: 'rejected', code: 30005 }, 'campaign'],
  [{ state: 'rejected', code: 30011 }, 'recipient'],
  [{ state: 'rejected', code: 30027 }, 'app'],
  [{ state: 'rejected', code: 12345 }, 'unclear'],
  [httpStatus, null],
  [unreadable, null],
])('%j is the problem of %s', (outcome, responsible) => {
  expect(responsibleFor(outcome)).toBe(responsible)
})

test('nothing is accepted unless status, code and phone all say so', () => {
  const code = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom<unknown>(10000, '10000', ' 10000') },
    { weight: 2, arbitrary: fc.constantFrom<unknown>(10001, 30019, null, undefined, true, [10000], '1e4') },
    { weight: 1, arbitrary: fc.integer() },
  )
  const answerPhone = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom<unknown>(phone, Number(phone), null, undefined, '') },
    { weight: 2, arbitrary: fc.constantFrom<unknown>('13900139000', true, [], {}, 1.5) },
    { weight: 1, arbitrary: fc.string() },
  )
  const structured = fc.record({
    BusinessData: fc.option(fc.record({ code, phone: answerPhone }), { freq: 10 }),
    BusinessException: fc.record({ resultCode: code }),
  })
  const body = fc.oneof(
    { weight: 6, arbitrary: structured.map(value => JSON.stringify(value)) },
    { weight: 1, arbitrary: fc.json() },
    { weight: 1, arbitrary: fc.string() },
  )
  const status = fc.oneof(
    { weight: 2, arbitrary: fc.constantFrom(200, 202) },
    { weight: 2, arbitrary: fc.constantFrom(301, 404, 408, 429, 500) },
    { weight: 1, arbitrary: fc.integer({ min: 0, max: 700 }) },
  )
  let acceptedCount = 0
  fc.assert(
    fc.property(status, body, fc.option(fc.string()), (answerStatus, bodyText, retryAfterHeader) => {
      const outcome = decide(answerStatus, bodyText, { retryAfterHeader })
      const answer = readAnswer(bodyText)
      const samePhone = answer.phone === null || answer.phone === phone
      const allSaySo = answerStatus >= 200 && answerStatus <= 299 && answer.code === 10000 && samePhone
      expect(outcome.state === 'accepted').toBe(allSaySo)
      if (allSaySo) acceptedCount += 1
    }),
    { numRuns: 2000 },
  )
  // One in eight or so is: the property is not true for want of accepted ones.
  expect(acceptedCount).toBeGreaterThan(20)
})
