import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readAnswer, readAnyAnswer } from '../../../../shared/provider/answer.ts'

const nothing = { code: null, msg: null, phone: null, resultCode: null, resultMessage: null }
const withCode = (literal: string) => readAnswer(`{"BusinessData":{"code":${literal}}}`).code
const withPhone = (literal: string) => readAnswer(`{"BusinessData":{"phone":${literal}}}`).phone

const documented = {
  BusinessData: { code: 10000, msg: '成功', phone: '13800138000' },
  Timestamps: 1627540760769,
  BusinessException: { resultCode: 1000, resultMessage: '操作成功' },
}
const documentedRead = {
  code: 10000,
  msg: '成功',
  phone: '13800138000',
  resultCode: 1000,
  resultMessage: '操作成功',
}

describe('shapes', () => {
  test('valid JSON, with BOM and white space around it', () => {
    expect(readAnswer(JSON.stringify(documented))).toEqual(documentedRead)
    expect(readAnswer(`\uFEFF \r\n${JSON.stringify(documented, null, 2)}\n\n`)).toEqual(documentedRead)
  })

  test('the provider’s invalid JSON: a comma before a closing brace or bracket', () => {
    const text = `{ "BusinessData" : {"code":10000,"msg":"成功","phone":"13800138000" , \n },
      "List": [1, [2,],],
      "Timestamps":1627540760769,
      "BusinessException":{"resultCode":1000,"resultMessage":"操作成功",\t},}`
    expect(readAnswer(text)).toEqual(documentedRead)
  })

  test('what stands inside a string is left alone', () => {
    const msg = 'a,} b,] "c",} \\" 1e4, {"code":10000,} 10000.5'
    const text = `{"BusinessData":{"msg":${JSON.stringify(msg)},"code":30013,},}`
    expect(readAnswer(text)).toMatchObject({ msg, code: 30013 })
  })

  test.each([
    '',
    ' ',
    '<html>502</html>',
    '{',
    '{"BusinessData":{"code":10000',
    '{"BusinessData":{"code":10000}',
    '{"BusinessData":{"code":10000,,}}',
    '{"BusinessData":{"code":10000}} 10000',
    '{"BusinessData":{"code":10000}}{"BusinessData":{"code":30019}}',
    "{'BusinessData':{'code':10000}}",
    '{"BusinessData":{"code":010000}}',
    '{"BusinessData":{"code":+10000}}',
    'null',
    '10000',
    '"10000"',
    '[{"BusinessData":{"code":10000}}]',
    '{"BusinessData":[{"code":10000}]}',
    '{"BusinessData":"{\\"code\\":10000}"}',
    '{"BusinessData":null,"BusinessException":null}',
    '{"businessdata":{"Code":10000}}',
    '{"__proto__":{"BusinessData":{"code":10000}}}',
    '{"BusinessData":{"__proto__":{"code":10000}}}',
    '{"constructor":{"prototype":{"BusinessData":{"code":10000}}}}',
  ])('nothing is read out of %j', text => {
    expect(readAnswer(text)).toEqual(nothing)
    expect(Object.hasOwn(Object.prototype, 'BusinessData')).toBe(false)
  })

  test('each part is read where the other is missing or null', () => {
    expect(
      readAnswer('{"BusinessData":null,"BusinessException":{"resultCode":"30019","resultMessage":null}}'),
    ).toEqual({ ...nothing, resultCode: 30019 })
    expect(readAnswer('{"BusinessData":{"code":"10000"}}')).toEqual({ ...nothing, code: 10000 })
  })

  test('texts that are no texts are null', () => {
    expect(readAnswer('{"BusinessData":{"msg":{"a":1}},"BusinessException":{"resultMessage":true}}')).toEqual(
      nothing,
    )
  })
})

describe('codes are whole numbers or nothing', () => {
  test.each([
    ['10000', 10000],
    ['"10000"', 10000],
    ['" 10000 "', 10000],
    ['"\\u0031\\u0030000"', 10000],
    ['0', 0],
    ['-5', -5],
    ['30001', 30001],
  ])('%s', (literal, code) => {
    expect(withCode(literal)).toBe(code)
  })

  test.each([
    '1e4',
    '"1e4"',
    '10000.0',
    '10000.5',
    '"10000abc"',
    '"010000"',
    '"+10000"',
    '"0x2710"',
    '"１００００"',
    '"10 000"',
    '""',
    '" "',
    '-0',
    'true',
    'null',
    '[10000]',
    '{"code":10000}',
    '99999999999999999999',
  ])('%s is none', literal => {
    expect(withCode(literal)).toBeNull()
  })
})

describe('phone', () => {
  test.each([
    ['"13800138000"', '13800138000'],
    ['13800138000', '13800138000'],
    ['" 13800138000 "', '13800138000'],
    ['1.3800138e10', '1.3800138e10'],
    ['"138****8000"', '138****8000'],
  ])('%s is read as %s', (literal, phone) => {
    expect(withPhone(literal)).toBe(phone)
  })

  test.each(['null', '""', '"  "'])('%s is absent', literal => {
    expect(withPhone(literal)).toBeNull()
  })

  test.each(['true', 'false', '{}', '[]', '["13800138000"]'])('%s is neither absent nor a phone', literal => {
    expect(withPhone(literal)).toBe('?')
  })
})

describe('any text', () => {
  test('never throws', () => {
    const fragment = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"',
      '\\',
      '"BusinessData"',
      '"code"',
      '10000',
      '1e4',
      '-',
      'null',
      ' ',
      '\uFEFF',
      '"__proto__"',
    )
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.array(fragment, { maxLength: 40 }).map(parts => parts.join('')),
          fc.json(),
        ),
        text => {
          const answer = readAnswer(text)
          expect(Object.keys(answer)).toEqual(Object.keys(nothing))
          expect(answer.code === null || Number.isSafeInteger(answer.code)).toBe(true)
        },
      ),
      { numRuns: 1000 },
    )
  })

  test.each([
    ['[', 200_000],
    ['{"BusinessData":', 100_000],
    [',', 1_000_000],
    ['9', 1_000_000],
    ['"\\', 500_000],
    [' ,', 500_000],
  ])('a bomb of %j is nothing', (piece, times) => {
    expect(readAnswer(piece.repeat(times))).toEqual(nothing)
  })

  test('a bomb beside the answer, closed, does no harm', () => {
    const deep = '['.repeat(50_000) + ']'.repeat(50_000)
    const answer = readAnswer(`{"BusinessData":{"code":30019,"phone":${deep}},"x":${deep}}`)
    expect(answer.code === null || answer.code === 30019).toBe(true)
  })

  test('a valid answer comes back as it was, however it is laid out', () => {
    const text = fc.string({ unit: 'grapheme' })
    const answer = fc.record({
      code: fc.maxSafeInteger(),
      msg: text,
      phone: fc.stringMatching(/^1[0-9]{10}$/),
      resultCode: fc.maxSafeInteger(),
      resultMessage: text,
    })
    fc.assert(
      fc.property(answer, fc.boolean(), fc.nat(4), fc.boolean(), (wanted, quoted, indent, trailing) => {
        const number = (value: number) => (quoted ? String(value) : value)
        const json = JSON.stringify(
          {
            BusinessData: { code: number(wanted.code), phone: wanted.phone, msg: wanted.msg },
            Timestamps: 1627540760769,
            BusinessException: {
              resultMessage: wanted.resultMessage,
              resultCode: number(wanted.resultCode),
            },
          },
          null,
          indent,
        )
        expect(readAnswer(trailing ? json.replace(/\}$/, ' ,\n}') : json)).toEqual(wanted)
      }),
    )
  })
})

describe('the documented answer, recognised at once', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 12 }),
    fc.stringMatching(/^[ 0-9]{0,12}$/),
    fc.constantFrom('', ' 13800138000 ', '13800138000', '操作成功', '\u2028', '\u007f', '\ud800', '\uFEFF'),
  )
  const integer = fc.oneof(
    fc.constantFrom(
      '10000',
      '0',
      '-0',
      '-1',
      '010000',
      '10000.0',
      '1e4',
      '9007199254740993',
      '',
      'null',
      '"10000"',
    ),
    fc.maxSafeInteger().map(String),
    fc.bigInt().map(String),
  )
  /** How the strings are written: as JSON does, or as they are, which may be no JSON. */
  const written = fc
    .tuple(text, fc.boolean())
    .map(([value, raw]) => (raw ? `"${value}"` : JSON.stringify(value)))
  const answer = fc
    .tuple(integer, written, written, integer, integer, written)
    .map(
      ([code, msg, phone, at, resultCode, resultMessage]) =>
        `{"BusinessData":{"code":${code},"msg":${msg},"phone":${phone}},"Timestamps":${at},` +
        `"BusinessException":{"resultCode":${resultCode},"resultMessage":${resultMessage}}}`,
    )

  test('reads as the general reader does, whatever stands in its places', () => {
    fc.assert(
      fc.property(answer, given => {
        expect(readAnswer(given)).toEqual(readAnyAnswer(given))
      }),
      { numRuns: 3_000 },
    )
  })

  test('and so does every near miss: a piece left out, put twice or put in', () => {
    const change = fc.record({
      at: fc.nat(200),
      length: fc.nat(12),
      kind: fc.constantFrom('out', 'twice', 'in'),
      piece: fc.constantFrom(
        ' ',
        ',',
        '}',
        '{',
        '"',
        '\\',
        '\n',
        '0',
        ':',
        '"phone":"13900139000",',
        '\uFEFF',
      ),
    })
    fc.assert(
      fc.property(answer, fc.array(change, { minLength: 1, maxLength: 3 }), (given, changes) => {
        const changed = changes.reduce((now, { at, length, kind, piece }) => {
          const from = at % (now.length + 1)
          const cut = now.slice(from, from + length)
          const middle = kind === 'out' ? '' : kind === 'twice' ? cut + cut : piece + cut
          return now.slice(0, from) + middle + now.slice(from + length)
        }, given)
        expect(readAnswer(changed)).toEqual(readAnyAnswer(changed))
      }),
      { numRuns: 3_000 },
    )
  })

  test('is the one that the provider’s page shows, and takes a bomb as nothing', () => {
    expect(readAnswer(JSON.stringify(documented))).toEqual(documentedRead)
    const bomb = JSON.stringify({ ...documented, Timestamps: 0 }).replace(
      '"成功"',
      `"${'成'.repeat(1_000_000)}`,
    )
    expect(readAnswer(bomb)).toEqual(nothing)
  })
})
