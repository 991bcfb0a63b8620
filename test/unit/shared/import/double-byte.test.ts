import { expect, test } from 'vitest'
import { createDoubleByteJudge } from '../../../../shared/import/double-byte.ts'
import { detectEncoding } from '../../../../shared/import/encoding.ts'
import { encodeGb18030 } from '../../../fakes/gb18030.ts'

/** The characters of the table that a decoder knows, and their bytes. */
function encoderOf(encoding: 'big5'): (text: string) => Uint8Array {
  const decoder = new TextDecoder(encoding)
  const table = new Map<string, readonly [number, number]>()
  for (let first = 0xa1; first <= 0xf9; first++)
    for (let second = 0x40; second <= 0xfe; second++) {
      const character = decoder.decode(new Uint8Array([first, second]))
      if ([...character].length === 1 && character !== '\ufffd' && !table.has(character))
        table.set(character, [first, second])
    }
  return text =>
    Uint8Array.from(
      [...text].flatMap(character => {
        const bytes = table.get(character)
        if (bytes === undefined && character > '\u007f') throw new Error(`no ${character}`)
        return bytes ?? [character.charCodeAt(0)]
      }),
    )
}
const encodeBig5 = encoderOf('big5')

test.each([
  '手機號碼,姓名\n0912345678,王小明\n',
  '姓名,電話,備註\n陳怡君,13800138000,老客戶\n林志豪,13900139000,會員\n',
  '客戶\n張\n',
  '收貨人,聯絡電話,地址\n黃美玲,13800138001,臺北市大安區忠孝東路四段\n',
])('a list in Big5 is one: %j', text => {
  const bytes = encodeBig5(text)
  expect(detectEncoding(bytes)).toBe('big5')
  expect(new TextDecoder('big5').decode(bytes)).toBe(text)
})

test.each([
  '手机号码,姓名\n13800138000,王芳\n',
  '姓名\n李\n',
  '王芳',
  '赵钱孙李,周吴郑王,冯陈褚卫,蒋沈韩杨',
  '收货人,联系电话,地址\n欧阳娜娜,13800138001,上海市浦东新区世纪大道100号\n',
  // Rare characters, and some that only GB18030 has, in four bytes.
  '喆,玥,昇,堃,犇,𠮷,㛃',
  '會員姓名,電話\n張三豐,13800138000\n',
])('a list in GB18030 stays one: %j', text => {
  expect(detectEncoding(encodeGb18030(text))).toBe('gb18030')
})

test('a pair of bytes may stand on a border', () => {
  const bytes = encodeBig5('客戶姓名,電話號碼\n王小明,13800138000\n')
  for (let cut = 0; cut <= bytes.length; cut++) {
    const judge = createDoubleByteJudge()
    judge.push(bytes.subarray(0, cut))
    judge.push(bytes.subarray(cut))
    expect(judge.isBig5()).toBe(true)
  }
  expect(createDoubleByteJudge().isBig5()).toBe(false)
})
