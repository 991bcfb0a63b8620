import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isMixedEncoding } from '../../../../renderer/lib/mixed-encoding.ts'
import { isUnreadable } from '../../../../shared/text/unreadable.ts'

const asGbk = (text: string): string => new TextDecoder('gb18030').decode(new TextEncoder().encode(text))

test.each(['周杰', '张三', '欧阳娜娜', '北京市朝阳', '王芳12号楼', 'VIP金卡'])('%s of UTF-8 as GBK', text =>
  expect(isMixedEncoding(asGbk(text)) || isUnreadable(asGbk(text))).toBe(true),
)

test.each([
  '周杰',
  '张三丰',
  '欧阳娜',
  '寮犱',
  '濮阳寿',
  '北京市朝阳区',
  '鍛',
  '王芳',
  '13800138000',
  '金卡会员',
  '',
])('%s as it is', text => expect(isMixedEncoding(text)).toBe(false))

/** What GBK reads as the sign of the euro, alone. */
const isEuro = (text: string): boolean => new TextEncoder().encode(text).includes(0x80)

test('every even text of common characters is found', () => {
  const han = fc
    .integer({ min: 0x4e00, max: 0x9fa5 })
    .map(code => String.fromCharCode(code))
    .filter(character => !isEuro(character))
  const even = fc
    .array(fc.tuple(han, han), { minLength: 1, maxLength: 4 })
    .map(pairs => pairs.flat().join(''))
  fc.assert(
    fc.property(even, text => {
      expect(isMixedEncoding(asGbk(text))).toBe(true)
    }),
  )
})

test('no name that begins with a usual character is taken for one', () => {
  const trail = fc.integer({ min: 0xa1, max: 0xfe })
  const usual = fc.tuple(fc.integer({ min: 0xb0, max: 0xd7 }), trail)
  const any = fc.tuple(fc.integer({ min: 0xb0, max: 0xf7 }), trail)
  fc.assert(
    fc.property(usual, fc.array(any, { maxLength: 5 }), (first, others) => {
      const text = new TextDecoder('gb18030').decode(new Uint8Array([...first, ...others.flat()]))
      expect(isMixedEncoding(text)).toBe(false)
    }),
    { numRuns: 3000 },
  )
})
