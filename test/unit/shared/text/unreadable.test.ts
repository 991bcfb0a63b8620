import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isUnreadable } from '../../../../shared/text/unreadable.ts'

const latin1 = (bytes: Uint8Array): string => new TextDecoder('windows-1252').decode(bytes)
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)

test.each([
  ['�', 'a byte that is no character'],
  ['王�', 'half of a name'],
  ['锟斤拷', 'read twice in the wrong way'],
  ['王锟斤拷锟斤拷', 'the same in a name'],
  ['ï¿½ï¿½', 'the mark itself as Western text'],
  [latin1(utf8('张三')), 'UTF-8 as Western text'],
  ['ÕÅÈý', 'GBK as Western text'],
  ['Itâ€™s', 'an apostrophe of UTF-8'],
  ['王\ud840', 'half a pair'],
])('%s: %s', text => expect(isUnreadable(text)).toBe(true))

test.each([
  '王芳',
  '郭锟',
  '斤拷',
  'José',
  'Noël',
  'Ærøskøbing',
  '25°C',
  '±±±±',
  '····',
  '😀',
  '𠮷野',
  '¥88',
  'naïve — “ok”',
  '½',
  '××',
])('%s is read', text => expect(isUnreadable(text)).toBe(false))

test('any Chinese text that was read as Western is found', () => {
  const han = fc.integer({ min: 0x4e00, max: 0x9fa5 }).map(code => String.fromCharCode(code))
  fc.assert(
    fc.property(fc.string({ unit: han, minLength: 1, maxLength: 5 }), text => {
      expect(isUnreadable(latin1(utf8(text)))).toBe(true)
    }),
  )
})

test('no Chinese text and no number is taken for broken', () => {
  const unit = fc.oneof(
    fc.integer({ min: 0x3400, max: 0x9fff }).map(code => String.fromCharCode(code)),
    fc.constantFrom(...'0123456789-./:abcXYZ（）《》！，。 ·'),
  )
  fc.assert(
    fc.property(fc.string({ unit, maxLength: 20 }), text => {
      expect(isUnreadable(text)).toBe(text.includes('锟斤'))
    }),
  )
})
