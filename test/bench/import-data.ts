import { writeFileSync } from 'node:fs'
import { utils, write as writeWorkbook } from '@e965/xlsx'
import { createSeededRandom } from '../fakes/seeded-random.ts'
import { mixedPhone } from './mixed-phones.ts'

/** Files that the import is measured with: the same bytes in every run. */

const families = [...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗']
const givenNames = [...'伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂']
const shops = ['人民路一号店', '解放大道二号店', '万达三号店', '老城店']

/** 手机号码, 客户姓名, 消费金额, 门店. One phone in fifty repeats an earlier one. */
function* contactRows(count: number): Generator<readonly string[]> {
  const random = createSeededRandom(20_260_101)
  const pick = (from: readonly string[]): string => from[Math.floor(random() * from.length)] ?? ''
  const kept: string[] = []
  yield ['手机号码', '客户姓名', '消费金额', '门店']
  for (let row = 0; row < count; row++) {
    const repeats = kept.length > 0 && random() < 0.02
    const phone = repeats ? pick(kept) : mixedPhone(random)
    if (kept.length < 1000) kept.push(phone)
    const name = pick(families) + pick(givenNames) + (random() < 0.5 ? pick(givenNames) : '')
    yield [phone, name, (Math.floor(random() * 10_000_000) / 100).toFixed(2), pick(shops)]
  }
}

/** Text → GB18030, for characters that take two bytes there. TextEncoder writes UTF-8 only. */
function createGbEncoder(): (text: string, to: Buffer, at: number) => number {
  const codes = new Map<string, number>()
  const decoder = new TextDecoder('gb18030')
  for (let lead = 0x81; lead <= 0xfe; lead++)
    for (let trail = 0x40; trail <= 0xfe; trail++)
      codes.set(decoder.decode(Uint8Array.of(lead, trail)), (lead << 8) | trail)
  return (text, to, from) => {
    let at = from
    for (const character of text) {
      const code = character.charCodeAt(0)
      if (code < 0x80) to[at++] = code
      else at = to.writeUInt16BE(codes.get(character) ?? 0x3f3f, at)
    }
    return at
  }
}

/** A CSV as Excel on Chinese Windows writes it: GB18030, CRLF. */
export function writeContactsCsv(path: string, rows: number): void {
  const encode = createGbEncoder()
  const content = Buffer.alloc(64 * (rows + 1))
  let at = 0
  for (const cells of contactRows(rows)) at = encode(`${cells.join(',')}\r\n`, content, at)
  writeFileSync(path, content.subarray(0, at))
}

/** An .xlsx as spreadsheet programs write it: shared strings, phones as text, amounts as numbers. */
export function writeContactsXlsx(path: string, rows: number): void {
  const cells = Array.from(contactRows(rows), ([phone, name, amount, shop], row) => [
    phone,
    name,
    row === 0 ? amount : Number(amount),
    shop,
  ])
  const book = utils.book_new()
  utils.book_append_sheet(book, utils.aoa_to_sheet(cells), '会员')
  writeFileSync(
    path,
    writeWorkbook(book, { type: 'buffer', bookType: 'xlsx', bookSST: true, compression: true }),
  )
}
