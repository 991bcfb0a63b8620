import { describe, expect, test } from 'vitest'
import { createEncodingDetector, detectEncoding } from '../../../../shared/import/encoding.ts'

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)
const utf16 = (text: string, littleEndian: boolean): Uint8Array => {
  const bytes = new DataView(new ArrayBuffer(text.length * 2))
  for (let i = 0; i < text.length; i++) bytes.setUint16(i * 2, text.charCodeAt(i), littleEndian)
  return new Uint8Array(bytes.buffer)
}
const bytes = (...values: readonly number[]): Uint8Array => new Uint8Array(values)
const joined = (...parts: readonly Uint8Array[]): Uint8Array => bytes(...parts.flatMap(part => [...part]))

describe('found by what the bytes say, in this order', () => {
  const list = '手机,姓名\n13800138000,王芳\n'
  test('a byte order mark', () => {
    expect(detectEncoding(joined(bytes(0xef, 0xbb, 0xbf), utf8('ab')))).toBe('utf-8')
    expect(detectEncoding(joined(bytes(0xff, 0xfe), utf16(list, true)))).toBe('utf-16le')
    expect(detectEncoding(joined(bytes(0xfe, 0xff), utf16(list, false)))).toBe('utf-16be')
    expect(detectEncoding(bytes(0x84, 0x31, 0x95, 0x33, 0x31))).toBe('gb18030')
  })
  test('NUL bytes on one side', () => {
    expect(detectEncoding(utf16(list, true))).toBe('utf-16le')
    expect(detectEncoding(utf16(list, false))).toBe('utf-16be')
  })
  test('valid UTF-8', () => {
    expect(detectEncoding(utf8(list))).toBe('utf-8')
    expect(detectEncoding(utf8('13800138000'))).toBe('utf-8')
    expect(detectEncoding(utf8('𠮷野家'))).toBe('utf-8')
    expect(detectEncoding(bytes())).toBe('utf-8')
  })
  test('else GB18030', () => {
    expect(detectEncoding(bytes(0xcd, 0xf5, 0xb7, 0xbc))).toBe('gb18030') // 王芳
    expect(detectEncoding(bytes(0x31, 0x2c, 0xc4))).toBe('gb18030')
  })
})

test('GB18030 that is valid UTF-8 by accident is still GB18030', () => {
  // 联通 in GBK: C1 AA CD A8; 态 is CC AC: two-byte sequences of UTF-8 and nothing above them.
  const accident = bytes(0xcc, 0xac, 0xcd, 0xa8)
  expect(new TextDecoder('utf-8', { fatal: true }).decode(accident)).toHaveLength(2)
  expect(detectEncoding(accident)).toBe('gb18030')
  // A foreign name alone does not make a Chinese UTF-8 list GB18030.
  expect(detectEncoding(utf8('Müller,王芳'))).toBe('utf-8')
})

test('a few broken bytes do not turn a long UTF-8 list into GB18030', () => {
  expect(detectEncoding(joined(utf8('王芳李强张敏'.repeat(20)), bytes(0xff), utf8('刘洋')))).toBe('utf-8')
  expect(detectEncoding(utf8('王芳李强张敏'.repeat(20)).subarray(0, -1))).toBe('utf-8')
})

test('one line in GBK does not turn a short UTF-8 list into GB18030, nor the other way round', () => {
  const people = Array.from({ length: 8 }, (_, place) => `1380013800${place},王芳\n`).join('')
  const liu = bytes(0xc1, 0xf5, 0xd1, 0xf3, 0x0a)
  expect(detectEncoding(joined(utf8(`手机,姓名\n${people}13900139000,`), liu))).toBe('utf-8')
  expect(detectEncoding(joined(liu, liu, utf8('王芳')))).toBe('gb18030')
})

test('overlong forms and surrogates are not UTF-8', () => {
  expect(detectEncoding(bytes(0xe0, 0x80, 0xaf))).toBe('gb18030')
  expect(detectEncoding(bytes(0xed, 0xa0, 0x80))).toBe('gb18030')
  expect(detectEncoding(bytes(0xf4, 0x90, 0x80, 0x80))).toBe('gb18030')
})

test('the answer does not depend on how the bytes are cut', () => {
  const list = utf8('13800138000,王芳\n'.repeat(3))
  for (let cut = 1; cut < list.length; cut++) {
    const detector = createEncodingDetector()
    detector.push(list.subarray(0, cut))
    detector.push(list.subarray(cut))
    expect(detector.result()).toBe('utf-8')
  }
})

test('text beyond a long stretch of ASCII still decides', () => {
  const detector = createEncodingDetector()
  expect(detector.push(utf8('13800138000\n'.repeat(10_000)))).toBe(false)
  expect(detector.push(bytes(0xcd, 0xf5, 0xb7, 0xbc))).toBe(false)
  expect(detector.result()).toBe('gb18030')
  const sure = createEncodingDetector()
  expect(sure.push(utf8('王'.repeat(2000)))).toBe(true)
})
