import { closeSync, openSync, writeFileSync, writeSync } from 'node:fs'
import { utils, write as writeWorkbook } from '@e965/xlsx'
import { encodeGb18030 } from '../fakes/gb18030.ts'
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

/** A CSV as Excel on Chinese Windows writes it: GB18030, CRLF. */
export function writeContactsCsv(path: string, rows: number): void {
  const file = openSync(path, 'w')
  let lines: string[] = []
  for (const cells of contactRows(rows)) {
    lines.push(`${cells.join(',')}\r\n`)
    if (lines.length < 10_000) continue
    writeSync(file, encodeGb18030(lines.join('')))
    lines = []
  }
  writeSync(file, encodeGb18030(lines.join('')))
  closeSync(file)
}

const quotedPrintable = (text: string): string =>
  [...Buffer.from(text)].map(byte => `=${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('')

/** Lines of 75 characters, as a phone folds a photo. */
const photo = Array.from({ length: 24 }, () => ` ${'/9j/4AAQSkZJRgABAQAA'.repeat(4).slice(0, 74)}`).join(
  '\r\n',
)

/** A phone book as phones write it: versions 2.1 and 3.0, one person in ten with a photo of 2 KB, one in five with a land line. */
export function writePhoneBook(path: string, people: number): void {
  const cards: string[] = []
  let at = 0
  for (const [phone = '', name = '', amount = '', shop = ''] of contactRows(people)) {
    if (at++ === 0) continue
    const isOld = at % 2 === 0
    cards.push(
      'BEGIN:VCARD',
      `VERSION:${isOld ? '2.1' : '3.0'}`,
      ...(isOld
        ? [
            `N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:;${quotedPrintable(name)};;;`,
            `FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:${quotedPrintable(name)}`,
          ]
        : [`N:${name.slice(0, 1)};${name.slice(1)};;;`, `FN:${name}`]),
      `TEL;${isOld ? 'CELL' : 'type=CELL'}:${phone}`,
      ...(at % 5 === 0 ? ['TEL;WORK:0755-26001230'] : []),
      `ORG:${shop}`,
      `NOTE:${amount}`,
      ...(at % 10 === 0 ? [`PHOTO;ENCODING=b;TYPE=JPEG:\r\n${photo}`] : []),
      'END:VCARD',
    )
  }
  writeFileSync(path, `${cards.join('\r\n')}\r\n`)
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
