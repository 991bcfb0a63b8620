import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  cleanse,
  cleanseAndCut,
  createCleanse,
  cut,
  secretMark,
} from '../../../../../electron/services/logging/cleanse.ts'

/** Long enough to be encoded recognisably, and with nothing in it that a phone's mask writes. */
const character = fc.oneof(
  fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 1 }),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
  fc.constantFrom(
    '~',
    '!',
    "'",
    '(',
    ')',
    '"',
    '\\',
    '/',
    '+',
    ' ',
    '%',
    '&',
    '=',
    '\n',
    '\u0000',
    '套',
    '👍',
  ),
)
const secret = fc
  .string({ minLength: 6, maxLength: 40, unit: character })
  .filter(text => !text.includes('*') && Buffer.from(text).toString() === text)
const around = fc.string({ maxLength: 30, unit: character })

/** How a text gets into a log line. */
const writings: Readonly<Record<string, (text: string) => string>> = {
  plain: text => text,
  JSON: text => JSON.stringify({ text }),
  'JSON in JSON': text => JSON.stringify({ body: JSON.stringify({ text }) }),
  'JSON in ASCII': text =>
    JSON.stringify({ text }).replace(
      /[\u0080-\uffff]/g,
      unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
    ),
  'JSON with \\/': text => JSON.stringify({ text }).replaceAll('/', '\\/'),
  URL: text => encodeURI(text.toWellFormed()),
  'part of a URL': text => encodeURIComponent(text.toWellFormed()),
  'part of a URL, lower case': text =>
    encodeURIComponent(text.toWellFormed()).replace(/%../g, byte => byte.toLowerCase()),
  form: text => new URLSearchParams({ text }).toString(),
  base64: text => Buffer.from(text).toString('base64'),
  'base64, URL-safe': text => Buffer.from(text).toString('base64url'),
  hex: text => Buffer.from(text).toString('hex'),
  // Where a letter has no other case, or one that is longer, it stays.
  'other case': text =>
    Array.from(text, letter => {
      const other = letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase()
      return other.length === letter.length ? other : letter
    }).join(''),
  'HTML by number': text => Array.from(text, letter => `&#${letter.codePointAt(0)};`).join(''),
  'HTML by hexadecimal number': text =>
    Array.from(text, letter => `&#x${letter.codePointAt(0)?.toString(16)};`).join(''),
  'HTML by name': text =>
    text
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
      .replaceAll("'", '&apos;'),
  '\\u everywhere': text =>
    Array.from(
      { length: text.length },
      (_, at) => `\\u${text.charCodeAt(at).toString(16).padStart(4, '0')}`,
    ).join(''),
  '% everywhere': text =>
    Array.from(Buffer.from(text), byte => `%${byte.toString(16).padStart(2, '0')}`).join(''),
}

describe('secrets', () => {
  test.each(Object.entries(writings))('are struck out of any text written as %s', (_name, write) => {
    fc.assert(
      fc.property(secret, around, around, (hidden, before, after) => {
        const clean = cleanse(write(before + hidden + after), [hidden])
        expect(clean).toContain(secretMark)
        for (const form of [hidden, write(hidden)]) expect(clean).not.toContain(form)
      }),
    )
  })

  test('are struck out where several stand, overlap or contain one another', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: fc.constantFrom('a', 'b', '1') }), { maxLength: 4 }),
        fc.string({ unit: fc.constantFrom('a', 'b', '1') }),
        (secrets, text) => {
          for (const piece of cleanse(text, secrets).split(secretMark)) {
            for (const hidden of secrets) if (hidden !== '') expect(piece).not.toContain(hidden)
          }
        },
      ),
    )
    expect(cleanse('xabcdx', ['abc', 'bcd'])).toBe(`x${secretMark}x`)
    expect(cleanse('abcd', ['abcd', 'bc', ''])).toBe(secretMark)
  })

  test('leave everything else as it was', () => {
    expect(cleanse('key AK-1 of 套餐 ok', ['AK-1'])).toBe(`key ${secretMark} of 套餐 ok`)
    expect(cleanse('nothing here', ['AK-1'])).toBe('nothing here')
    expect(cleanse('nothing to hide', [])).toBe('nothing to hide')
  })
})

describe('phones', () => {
  test.each([
    ['13800138000', '138****8000'],
    ['to 13800138000, then 19912345678.', 'to 138****8000, then 199****5678.'],
    ['+8613800138000', '+86138****8000'],
    ['+86 138 0013 8000', '+86 138****8000'],
    ['8613800138000', '86138****8000'],
    ['008613800138000', '0086138****8000'],
    ['138-0013-8000', '138****8000'],
    ['１３８００１３８０００', '１３８****８０００'],
    ['{"phone":"13800138000"}', '{"phone":"138****8000"}'],
    ['%2B8613800138000', '%2B86138****8000'],
    ['%2013800138000', '%20138****8000'],
    ['\\u002013800138000', '\\u0020138****8000'],
    ['张三13800138000元', '张三138****8000元'],
    ['013800138000', '0138****8000'],
    ['86 013800138000', '86 0138****8000'],
    ['138.0013.8000', '138****8000'],
    ['138 001 380 00', '138****8000'],
    ['1 3 8 0 0 1 3 8 0 0 0', '138****8000'],
    ['+86.138.0013.8000', '+86.138****8000'],
  ])('%s becomes %s', (text, masked) => {
    expect(cleanse(text, [])).toBe(masked)
    expect(cleanse(masked, [])).toBe(masked)
  })

  /** What is written between the digits of a phone, and what is left of it. */
  const set = (between: string): string => ['138', '0013', '8000'].join(between)
  test.each([
    ...[
      '(',
      '/',
      '~',
      '*',
      '+',
      ',',
      '–',
      '—',
      '－',
      '‑',
      '•',
      '\t',
      '  ',
      ' - ',
      '\u3000',
      '\u2009',
      '\u00a0',
    ],
    ...['\u200b', '\u200d', '\u200e', '\u00ad', '\ufeff', '\u2060'],
    ...[
      '%20',
      '%2D',
      '%2d',
      '%C2%A0',
      '%E2%80%8B',
      '%EF%BC%8D',
      '+',
      '&nbsp;',
      '&#8203;',
      '&#x2d;',
      '&ndash;',
    ],
    ...['\\u002d', '\\\\u200b', '\\x20', '\\t', '<b>', '</td><td class="x">'],
  ])('with %j between its digits is masked', between => {
    expect(cleanse(`致 ${set(between)}，`, [])).toBe('致 138****8000，')
    expect(cleanse(`86${between}${set(between)}`, [])).toContain('138****8000')
  })

  const digits = [...'13800138000']
  test.each<[string, (digit: string) => string]>([
    ['URLs', digit => `%3${digit}`],
    ['URLs, full width', digit => `%EF%BC%9${digit}`],
    ['HTML', digit => `&#${48 + Number(digit)};`],
    ['HTML, hexadecimal', digit => `&#x003${digit};`],
    ['HTML without an end', digit => `&#x3${digit}`],
    ['JSON', digit => `\\u003${digit}`],
    ['JSON in JSON', digit => `\\\\u003${digit}`],
    ['JSON, full width', digit => `\\uFF1${digit}`],
    ['JavaScript', digit => `\\x3${digit}`],
    ['Arabic', digit => String.fromCodePoint(0x660 + Number(digit))],
    ['mathematics', digit => String.fromCodePoint(0x1d7ce + Number(digit))],
  ])('whose digits are written as in %s is masked', (_name, write) => {
    const written = digits.map(write)
    const masked = `${written.slice(0, 3).join('')}****${written.slice(-4).join('')}`
    expect(cleanse(`致 ${written.join('')}。`, [])).toBe(`致 ${masked}。`)
  })

  test.each(['1795113800138000', '17951 13800138000', '12593013800138000'])('%s is masked', text => {
    expect(cleanse(text, [])).toMatch(/138\*\*\*\*8000$/)
  })

  test.each(['1.2.0 (45.0.1) 20.19.4', '[138,2013,80001]', '12:30:45.678', '10.0.0.138:49152'])(
    '%s has none',
    text => expect(cleanse(text, [])).toBe(text),
  )

  test.each([
    '1',
    '1 ',
    '1 3 ',
    '138   ',
    '138<a',
    '1<a>3<a>',
    '&#49;',
    '\\',
    '\\\\u0031',
    '<a',
    '0086',
    '&#000',
  ])('a long row of %j is looked through at once', piece => {
    const startedMs = performance.now()
    cleanse(piece.repeat(8_192 / piece.length), [])
    expect(performance.now() - startedMs).toBeLessThan(1_000)
  })

  test.each(['1627540760769', '1380013800', '23800138000', '2025-11-22T07:23:00.000Z', '30018'])(
    '%s is none',
    text => expect(cleanse(text, [])).toBe(text),
  )

  test('none stays whole, whatever stands around it', () => {
    const phone = fc.integer({ min: 0, max: 9_999_999_999 }).map(n => `1${String(n).padStart(10, '0')}`)
    const noDigits = around.filter(text => !/[0-9０-９]/.test(text))
    fc.assert(
      fc.property(
        phone,
        noDigits,
        noDigits,
        fc.constantFrom('', '+86', '86', '0086'),
        (number, before, after, country) => {
          const text = `${before}${country}${number}${after}`
          expect(cleanse(text, [])).toBe(
            `${before}${country}${number.slice(0, 3)}****${number.slice(-4)}${after}`,
          )
        },
      ),
    )
  })

  test('are found the same in a text with an escape and in one without', () => {
    const piece = fc.constantFrom(
      ...['1', '3', '8', '０', '１', '138', '1234', '13800138000', '0086', '17951', '١٢٣', 'a', '。'],
      ...[' ', '-', '·', '（', '\u00a0', '\u200b', '\n'],
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 24 }), pieces => {
        const text = pieces.join('')
        expect(cleanse(`${text}|%`, [])).toBe(`${cleanse(text, [])}|%`)
      }),
      { numRuns: 2_000 },
    )
  })
})

describe('cutting', () => {
  test('comes after cleansing, so that no half of a secret is left', () => {
    const clean = createCleanse(['topsecret'])
    expect(cleanseAndCut('0123topsecret', clean, 8)).toBe('0123‹se…')
    expect(cleanseAndCut('0123topsecret', clean, 12)).toBe(`0123${secretMark}`)
  })

  test('never splits a character and never exceeds the length', () => {
    expect(cut('ab👍👍', 4)).toBe('ab…')
    expect(cut('ab👍👍', 6)).toBe('ab👍👍')
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 20 }), (text, max) => {
        const short = cut(text, max)
        expect(short.length).toBeLessThanOrEqual(max)
        expect(short.isWellFormed()).toBe(true)
      }),
    )
  })
})
