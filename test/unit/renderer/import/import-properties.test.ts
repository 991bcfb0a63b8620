import fc from 'fast-check'
import { expect, test } from 'vitest'
import { carriedText } from '../../../../electron/services/files/carried-cell.ts'
import { byteOrderMark } from '../../../../shared/export/csv-line.ts'
import { plainCsvLine } from '../../../../shared/export/plain-csv-line.ts'
import { defaultChoices } from '../../../../shared/import/import-choices.ts'
import { importInProcess } from './sample-files.ts'

const hangsAfterMs = 5000

const anyBytes = fc.oneof(
  fc.uint8Array({ maxLength: 4000 }),
  // Text in which delimiters, phones, line ends and broken characters are frequent.
  fc
    .array(
      fc.constantFrom(
        ...[
          '13800138000',
          '138 0013 8000',
          '手机',
          '王芳',
          ',',
          ';',
          '\t',
          '|',
          '，',
          '"',
          '\n',
          '\r\n',
          '\r',
        ],
        ...['\u0000', '\ufeff', '\ufffd', "'", '=', 'sep=;\n', ' ', '0755-88888888', '1.38E+10', '🀄'],
      ),
      { maxLength: 400 },
    )
    .map(parts => new TextEncoder().encode(parts.join(''))),
  fc.tuple(fc.string({ unit: 'binary', maxLength: 500 }), fc.nat(3)).map(([text, cut]) => {
    const units = Uint16Array.from({ length: text.length }, (_, at) => text.charCodeAt(at))
    return new Uint8Array(units.buffer).slice(cut)
  }),
)

test('no bytes make the import crash, hang, or lose a line', async () => {
  await fc.assert(
    fc.asyncProperty(anyBytes, async bytes => {
      const client = importInProcess()
      const begun = performance.now()
      // An ending says nothing: what looks like a workbook is the workbook reader's affair, and tested there.
      const summary = await client
        .importText('任何内容', new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes))
        .finally(() => expect(performance.now() - begun).toBeLessThan(hangsAfterMs))
      const { rows, total } = await client.page({}, 0, 5000)
      expect(total).toBe(summary.rows)
      expect(new Set(rows.map(row => row.index)).size).toBe(summary.rows)
      // Every record is there, the header and what is above it included.
      const aboveData = summary.headerRow + 1
      expect(rows.map(row => row.row)).toEqual(rows.map((_, at) => aboveData + at + 1))
      const decoded = new TextDecoder().decode(bytes)
      if (decoded.includes('"') || /^\ufeff|sep=/i.test(decoded)) return
      const lines = decoded
        .replaceAll('\0', '')
        .replace(/\r+\n|\r/g, '\n')
        .split('\n')
      if (lines.at(-1) === '') lines.pop()
      expect(aboveData + summary.rows).toBe(lines.length)
    }),
    { numRuns: 1000 },
  )
})

const writings = [
  (phone: string) => phone,
  (phone: string) => `${phone.slice(0, 3)} ${phone.slice(3, 7)} ${phone.slice(7)}`,
  (phone: string) => `+86 ${phone}`,
  (phone: string) => `0086-${phone}`,
  (phone: string) => `="${phone}"`,
  (phone: string) => `${phone}\t`,
  (phone: string) => `手机：${phone}`,
  (phone: string) => `${phone}.0`,
  (phone: string) => `${phone}/13912345678`,
]
const phoneCells = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .tuple(fc.integer({ min: 13_000_000_000, max: 13_000_000_020 }), fc.constantFrom(...writings))
      .map(([phone, write]) => write(String(phone))),
  },
  fc.constantFrom('', '1380013', '1.38E+10', '无', '0755-88888888'),
)

test('cleaning a cleaned list changes nothing, whatever was chosen', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(phoneCells, fc.string({ maxLength: 6 })), { minLength: 1, maxLength: 20 }),
      fc.constantFrom('first', 'each'),
      fc.constantFrom('first', 'last', 'fullest'),
      async (people, several, keep) => {
        const dirty = people.map(cells => plainCsvLine(cells)).join('')
        const once = await cleaned(`手机,姓名\r\n${dirty}`, { ...defaultChoices, several, keep })
        const twice = await cleaned(once.text, { ...defaultChoices, several, keep })
        expect(twice).toEqual({ text: once.text, left: 0 })
      },
    ),
    { numRuns: 300 },
  )
})

/** The list's cleaned rows as a file, and how many rows are not among them. */
async function cleaned(text: string, choices: typeof defaultChoices) {
  const client = importInProcess()
  await client.importText('名单', text)
  await client.setLayout({ headerRow: 0, phoneColumns: [0] })
  const { rows, statuses } = await client.setChoices(choices)
  const people = await client.exportPage({ status: 'usable' }, 0, 1000)
  const lines = people.map(row => plainCsvLine(row.cells.map(carriedText)))
  return { text: `${byteOrderMark}手机,姓名\r\n${lines.join('')}`, left: rows - statuses.usable }
}
