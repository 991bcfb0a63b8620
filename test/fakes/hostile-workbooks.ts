import { readFileSync } from 'node:fs'
import { type BookType, CFB, utils, type WorkSheet, write as writeWorkbook } from '@e965/xlsx'
import { writeXlsx } from 'hucre/xlsx'
import { makeXlsx, makeZip } from '../integration/zip-maker.ts'
import { type Dice, mutateBytes } from './hostile-text.ts'
import { unpackZip } from './zip-parts.ts'

export type HostileWorkbook = {
  readonly bytes: Uint8Array
  /** Whether nothing but a refusal will do. */
  readonly mustBe: 'any' | 'refused'
  /** What it was before it was cut off or damaged from outside: its table comes out whole, or not at all. */
  readonly original?: Uint8Array
}
type WorkbookKind = {
  readonly name: string
  readonly make: (dice: Dice) => HostileWorkbook | Promise<HostileWorkbook>
}

const rows = Array.from({ length: 60 }, (_, row) =>
  row === 0
    ? ['手机', '姓名', '金额', '日期']
    : [
        row % 3 ? 13_000_000_000 + row * 7919 : `139${String(row).padStart(8, '0')}`,
        `顾客${row}`,
        row / 4,
        45_292 + row,
      ],
)

function book(bookType: BookType, bookSST = true): Uint8Array {
  const sheet: WorkSheet = utils.aoa_to_sheet(rows)
  for (let row = 2; row <= 60; row++) sheet[`D${row}`].z = 'm/d/yy'
  sheet['!merges'] = [{ s: { r: 2, c: 1 }, e: { r: 3, c: 1 } }]
  const made = utils.book_new()
  utils.book_append_sheet(made, sheet, '会员')
  utils.book_append_sheet(made, utils.aoa_to_sheet([['旧'], ['13700137000']]), '旧名单')
  const written: unknown = writeWorkbook(made, { type: 'buffer', bookType, bookSST, compression: true })
  return new Uint8Array(Buffer.isBuffer(written) ? written : Buffer.from(String(written)))
}

const fixture = (name: string): Uint8Array =>
  new Uint8Array(readFileSync(new URL(`../fixtures/import/${name}`, import.meta.url)))

const zips = (): readonly Uint8Array[] => {
  zipBooks ??= [
    book('xlsx'),
    book('xlsx', false),
    book('xlsb'),
    book('ods'),
    fixture('contacts-text.xlsx'),
    fixture('contacts-numbers.xlsx'),
    fixture('contacts-numbers.ods'),
  ]
  return zipBooks
}
let zipBooks: readonly Uint8Array[] | undefined

const containers = (): readonly Uint8Array[] => {
  ole2Books ??= [
    book('biff8'),
    book('biff5', false),
    fixture('contacts-text.xls'),
    fixture('contacts-numbers.xls'),
  ]
  return ole2Books
}
let ole2Books: readonly Uint8Array[] | undefined

const others = (): readonly Uint8Array[] => {
  otherBooks ??= [book('html'), book('xlml'), book('fods'), book('biff2')]
  return otherBooks
}
let otherBooks: readonly Uint8Array[] | undefined

let locked: Promise<Uint8Array> | undefined
const lockedBook = (): Promise<Uint8Array> => {
  locked ??= writeXlsx({
    sheets: [{ name: '表', rows: [['13800138000']] }],
    encryption: { password: '1234', spinCount: 1 },
  })
  return locked
}

const xmlTokens = [
  '<row>',
  '</row>',
  '</sheetData>',
  '<c>',
  '<v>',
  '</v>',
  '<!--',
  '-->',
  '<![CDATA[',
  '&#0;',
  '&lol;',
  '<?xml?>',
  't="s"',
  's="99999999"',
  'r="XFD1048576"',
  'r="A0"',
  'r="-1"',
  'r="1048577"',
  'spans="1:99999999"',
  '99999999999999999999',
  'numFmtId="14"',
  ' table:number-rows-repeated="1048576"',
  ' table:number-columns-repeated="16384"',
  '\u0000',
  '\ud83d',
  "'",
  '"',
]

function mutateXml(content: Uint8Array, dice: Dice): Uint8Array {
  if (dice.chance(0.5)) return mutateBytes(content, dice, 1 + dice.below(4))
  const text = Buffer.from(content).toString('utf8')
  const at = dice.below(text.length)
  if (dice.chance(0.5))
    return Buffer.from(text.slice(0, at) + dice.pick(xmlTokens) + text.slice(at + dice.below(10)))
  // A number replaced by another, anywhere.
  const numbers = [...text.matchAll(/\d+/g)]
  if (numbers.length === 0) return content
  const number = dice.pick(numbers)
  const other = dice.pick([
    '0',
    '-1',
    '1',
    '65536',
    '1048577',
    '4294967295',
    '99999999999999999999',
    '1e308',
    'NaN',
  ])
  return Buffer.from(text.slice(0, number.index) + other + text.slice(number.index + number[0].length))
}

const cutOff = (original: Uint8Array, dice: Dice): HostileWorkbook => ({
  // The first bytes stay: without them it is text.
  bytes: original.subarray(0, 600 + dice.below(original.length - 600)),
  mustBe: 'any',
  original,
})

const row = (number: number, cells: string): string => `<row r="${number}">${cells}</row>`
const text = (place: string, value: string): string =>
  `<c r="${place}" t="inlineStr"><is><t>${value}</t></is></c>`
const any = (bytes: Uint8Array): HostileWorkbook => ({ bytes, mustBe: 'any' })

/** Kinds of hostile workbook. */
export const workbookKinds: readonly WorkbookKind[] = [
  ...(['1', '2', '3', '4'] as const).map(
    (name): WorkbookKind => ({
      name: `damage inside a zip entry, checksums right (${name})`,
      make(dice) {
        const parts = unpackZip(dice.pick(zips()))
        const worth = parts.filter(part => /sheet|content|shared|workbook|styles|rels/i.test(part.name))
        const chosen = dice.pick(worth)
        return any(
          makeZip(
            parts.map(part => (part === chosen ? { ...part, content: mutateXml(part.content, dice) } : part)),
          ),
        )
      },
    }),
  ),
  ...(['1', '2', '3'] as const).map(
    (name): WorkbookKind => ({
      name: `damage inside the records of an OLE2 stream (${name})`,
      make(dice) {
        const container = CFB.read(Buffer.from(dice.pick(containers())), { type: 'buffer' })
        const stream = CFB.find(container, '/Workbook') ?? CFB.find(container, '/Book')
        if (!stream) throw new Error('no workbook in the container')
        stream.content = Buffer.from(
          mutateBytes(Uint8Array.from(stream.content as Uint8Array), dice, 1 + dice.below(4)),
        )
        stream.size = stream.content.length
        return any(new Uint8Array(CFB.write(container, { type: 'buffer' })))
      },
    }),
  ),
  {
    name: 'an OLE2 container with damage',
    make: dice => any(mutateBytes(dice.pick(containers()), dice, 1 + dice.below(6))),
  },
  {
    name: 'a zip with damage',
    make(dice) {
      const original = dice.pick(zips())
      return { bytes: mutateBytes(original, dice, 1 + dice.below(3)), mustBe: 'any', original }
    },
  },
  { name: 'a zip cut off', make: dice => cutOff(dice.pick(zips()), dice) },
  { name: 'a page, XML or old sheet cut off', make: dice => cutOff(dice.pick(others()), dice) },
  { name: 'an .xls cut off', make: dice => cutOff(dice.pick(containers()), dice) },
  {
    name: 'a page, XML or old sheet with damage',
    make: dice => any(mutateBytes(dice.pick(others()), dice, 1 + dice.below(6))),
  },
  {
    name: 'a zip that unpacks to far more',
    make: dice =>
      any(
        makeXlsx(row(1, text('A1', '13800138000')), [
          { name: 'xl/media/a.bin', content: new Uint8Array(1_000_000 * (1 + dice.below(40))) },
        ]),
      ),
  },
  {
    name: 'a zip of many entries',
    make: dice =>
      any(
        makeXlsx(
          '',
          Array.from({ length: dice.below(12_000) }, (_, n) => ({ name: `xl/media/${n}`, content: 'x' })),
        ),
      ),
  },
  {
    name: 'empty styled rows',
    make: dice =>
      any(
        makeXlsx(
          row(1, text('A1', '13800138000')) +
            Array.from({ length: dice.below(100_000) }, (_, n) =>
              row(n + 2, `<c r="A${n + 2}" s="0"/>`),
            ).join(''),
        ),
      ),
  },
  {
    name: 'a cell in the far corner',
    make: dice =>
      any(
        makeXlsx(
          row(1, text('A1', '13800138000')) +
            row(1_048_576, text(`${dice.pick(['XFD', 'IV', 'A'])}1048576`, '1')),
        ),
      ),
  },
  {
    name: 'one long text for many cells',
    make: dice =>
      any(
        makeXlsx(
          Array.from({ length: 200 + dice.below(3000) }, (_, n) =>
            row(n + 1, text(`A${n + 1}`, '长'.repeat(1000))),
          ).join(''),
        ),
      ),
  },
  {
    name: 'elements nested deeply',
    make: dice => {
      const depth = 1000 + dice.below(100_000)
      return any(makeXlsx(row(1, `<c r="A1">${'<v>'.repeat(depth)}${'</v>'.repeat(depth)}</c>`)))
    },
  },
  {
    name: 'a document type with entities',
    make: () => ({
      bytes: makeZip([
        {
          name: 'content.xml',
          content: `<!DOCTYPE x [<!ENTITY a "${'ha'.repeat(1000)}">${'<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'}]><x>&b;</x>`,
        },
      ]),
      mustBe: 'refused',
    }),
  },
  {
    name: 'a page with spans without end',
    make: dice =>
      any(
        Buffer.from(
          `<html><body><table>${`<tr><td colspan="${dice.pick(['1e9', '99999999', '-1'])}" rowspan="${dice.pick(['99999999', '0', '65535'])}">13800138000</td><td>王</td></tr>`.repeat(1 + dice.below(50))}</table></body></html>`,
        ),
      ),
  },
  {
    name: 'tags without end',
    make: dice =>
      any(
        Buffer.from(
          `<html><table>${dice.pick(['<tr>', '<td>', '<table>', '<!--', '<tr><td', '<a "', '<td>&'] as const).repeat(dice.below(20_000))}`,
        ),
      ),
  },
  {
    name: 'repeated without end (ODS)',
    make: dice =>
      any(
        makeZip(
          unpackZip(book('ods')).map(part =>
            part.name === 'content.xml'
              ? {
                  ...part,
                  content: Buffer.from(part.content)
                    .toString('utf8')
                    .replace(
                      '<table:table-row>',
                      `<table:table-row table:number-rows-repeated="${dice.pick(['1048576', '99999999', '-1'])}">`,
                    )
                    .replace(
                      '<table:table-cell ',
                      `<table:table-cell table:number-columns-repeated="${dice.pick(['16384', '99999999', '2'])}" `,
                    ),
                }
              : part,
          ),
        ),
      ),
  },
  { name: 'an encrypted .xlsx', make: async () => ({ bytes: await lockedBook(), mustBe: 'refused' }) },
  {
    name: 'the beginning of a zip and nothing else',
    make: dice => ({
      bytes: Buffer.concat([
        Buffer.from('PK\u0003\u0004'),
        Uint8Array.from({ length: dice.below(3000) }, () => dice.below(256)),
      ]),
      mustBe: 'refused',
    }),
  },
  {
    name: 'the beginning of an OLE2 file and nothing else',
    make: dice => ({
      bytes: Buffer.concat([
        Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
        Uint8Array.from({ length: dice.below(3000) }, () => dice.below(256)),
      ]),
      mustBe: 'refused',
    }),
  },
]
