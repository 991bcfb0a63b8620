// biome-ignore-all lint/suspicious/noTemplateCurlyInString: this is how the provider writes a variable
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { buildRequestBody, requestWriter, sendRequestSchema } from '../../../../shared/provider/request.ts'

const input = {
  credentials: { accessKey: 'key-1', accessSecret: 'secret-1', packageCode: 'package-1' },
  signCode: 'SIGN-1',
  templateCode: 'TPL-1',
  phone: '13800138000',
  params: {},
}
const { credentials, signCode, templateCode } = input
const fixed = { credentials, signCode, templateCode }
const oddNames = ['__proto__', 'constructor', 'toString', '$&', '${x}', '姓名', '0', '10', 'a"b']

test('the body carries the documented fields and nothing else', () => {
  expect(JSON.parse(buildRequestBody({ ...input, params: { code: '1234' } }))).toEqual({
    accessKey: 'key-1',
    accessSecret: 'secret-1',
    classificationSecret: 'package-1',
    signCode: 'SIGN-1',
    templateCode: 'TPL-1',
    phone: '13800138000',
    params: { code: '1234' },
  })
})

test('params is left out when the template has no variables', () => {
  expect(buildRequestBody(input)).not.toContain('params')
})

test.each(oddNames)('a variable called %j arrives as an own key', name => {
  const received: unknown = JSON.parse(
    requestWriter({ ...fixed, variables: [name], valueNames: [name] })(input.phone, ['值']),
  )
  const parsed = sendRequestSchema.parse(received)
  expect(Object.entries(parsed.params ?? {})).toEqual([[name, '值']])
})

test('a prototype’s entries are no params', () => {
  const inherited: Record<string, string> = Object.create({ sneaked: 'x' })
  expect(buildRequestBody({ ...input, params: inherited })).not.toContain('sneaked')
})

test('a variable without a value still has its key', () => {
  const names = ['a', 'constructor']
  const write = requestWriter({ ...fixed, variables: names, valueNames: names })
  expect(JSON.parse(write(input.phone, ['1']))).toMatchObject({ params: { a: '1', constructor: '' } })
})

test('any values survive the way there', () => {
  const text = fc.string({ unit: 'grapheme' })
  const params = fc
    .uniqueArray(fc.tuple(fc.oneof(text, fc.constantFrom(...oddNames)), text), { selector: ([name]) => name })
    .map(entries => Object.fromEntries(entries))
  fc.assert(
    fc.property(params, text, (values, key) => {
      const credentials = { accessKey: `k${key}`, accessSecret: `s${key}`, packageCode: `p${key}` }
      const body = buildRequestBody({ ...input, credentials, params: values })
      const parsed = sendRequestSchema.parse(JSON.parse(body))
      expect(parsed.accessKey).toBe(`k${key}`)
      expect(parsed.accessSecret).toBe(`s${key}`)
      expect(parsed.classificationSecret).toBe(`p${key}`)
      expect(new Map(Object.entries(parsed.params ?? {}))).toEqual(new Map(Object.entries(values)))
    }),
  )
})

test('what is written for a whole campaign is what is built one by one', () => {
  const text = fc.string({ unit: 'grapheme' })
  const names = fc.uniqueArray(fc.oneof(text, fc.constantFrom(...oddNames)), { maxLength: 6 })
  fc.assert(
    fc.property(names, fc.array(text, { maxLength: 6 }), text, (variables, values, phone) => {
      const written = requestWriter({ ...fixed, variables, valueNames: variables })(phone, values)
      const params = Object.fromEntries(variables.map((name, index) => [name, values[index] ?? '']))
      expect(JSON.parse(written)).toEqual(JSON.parse(buildRequestBody({ ...input, phone, params })))
    }),
  )
})

describe('the schema tolerates nothing', () => {
  const valid: Readonly<Record<string, unknown>> = {
    accessKey: 'k',
    accessSecret: 's',
    classificationSecret: 'c',
    signCode: 'g',
    templateCode: 't',
    phone: '13800138000',
  }

  test('a request without params is fine', () => {
    expect(sendRequestSchema.safeParse(valid).success).toBe(true)
  })

  test.each(Object.keys(valid))('%s missing, null, empty or a number is refused, and named', field => {
    for (const value of [undefined, null, '', 13800138000, ['x'], { x: 'y' }]) {
      const result = sendRequestSchema.safeParse({ ...valid, [field]: value })
      expect(result.error?.issues[0]?.path).toEqual([field])
    }
  })

  test.each([null, {}, [], ['a'], 'a', { a: 1 }, { a: null }, { a: ['b'] }])(
    'params %j is refused',
    params => {
      expect(sendRequestSchema.safeParse({ ...valid, params }).success).toBe(false)
    },
  )

  test.each(['phones', 'Phone', '__proto__', 'constructor'])(
    'a field %s beyond the documented is refused',
    field => {
      const request = Object.fromEntries([...Object.entries(valid), [field, 'x']])
      expect(sendRequestSchema.safeParse(request).success).toBe(false)
    },
  )

  test.each([null, [], 'text', 5])('%j is no request', request => {
    expect(sendRequestSchema.safeParse(request).success).toBe(false)
  })
})

test('variables find their values by name, in whatever order the recipient’s values stand', () => {
  const write = requestWriter({ ...fixed, variables: ['金额', '姓名'], valueNames: ['姓名', '日期', '金额'] })
  expect(JSON.parse(write(input.phone, ['王芳', '周日', '20']))).toMatchObject({
    params: { 金额: '20', 姓名: '王芳' },
  })
})
