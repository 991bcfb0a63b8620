import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { writeList } from '../../electron/services/contact-lists/list-export.ts'
import { writeOptOuts } from '../../electron/services/opt-outs/opt-out-export.ts'
import { writeCampaignReport } from '../../electron/services/reports/campaign-report.ts'
import { readWorkbook } from '../../electron/services/workbooks/sheet-reader.ts'
import type { RecipientView } from '../../shared/domain/campaign.ts'
import { type ExportFormat, exportFormats } from '../../shared/domain/export.ts'
import { maskPhone } from '../../shared/sms/phone-mask.ts'
import { cleanText, cleanValue } from '../../shared/text/clean-text.ts'
import { importInProcess } from '../unit/renderer/import/sample-files.ts'

/** Whatever a value holds, the files that the app writes come back row by row and cell by cell. */

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'zhanggui-again-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const pathOf = (format: ExportFormat): string => join(folder, format === 'xlsx' ? '表.xlsx' : '表.csv')

/** The cells of the written file, header first, as the import has them. */
async function readAgain(path: string, columns: number): Promise<readonly (readonly string[])[]> {
  const client = importInProcess(async (bytes, sheet) => readWorkbook(bytes, sheet))
  const summary = await client.importFile(new File([readFileSync(path)], path))
  expect(summary.headerRow).toBe(0)
  const { rows } = await client.page({}, 0, 1000)
  return [[...summary.headers], ...rows.map(row => row.cells)].map(cells =>
    Array.from({ length: columns }, (_, column) => cells[column] ?? ''),
  )
}

const runs = process.env['ZHANGGUI_TEST_LONG'] === '1' ? 500 : 40

/** Texts that look like what a reader of tables looks for: records, ends of cells, separators, guards. */
const texts = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...[
          '李四,13900139000',
          '13900139001',
          '"李四","13900139002","x"',
          '李四,13900139003,王芳,老客,2,3,4,5',
        ],
        ...[
          '\n',
          '\n',
          '\r\n',
          '"',
          '""',
          '",',
          ',"',
          ',',
          ';',
          '\t',
          '|',
          '，',
          ' ',
          '——',
          '王芳',
          '手机号',
        ],
        ...['=1', "'", '="1"', '#', '`', 'sep=;', '5', '{', '<table>', 'BEGIN:VCARD', '%PDF'],
      ),
      fc.string({ unit: 'grapheme', maxLength: 3 }),
    ),
    { maxLength: 9 },
  )
  .map(parts => cleanText(parts.join('').replace(/\r\n?/g, '\n')))
/** A masked file has no column of phones: which row is its header nobody can tell where another cell holds one. */
const withoutPhones = texts.filter(text => !/\d{11}/.test(text))
const phones = fc.integer({ min: 13_000_000_000, max: 19_999_999_999 }).map(String)

describe.each(exportFormats)('a report as %s', format => {
  test.each([false, true])('masked: %s', async masked => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(masked ? fc.tuple(phones, withoutPhones, withoutPhones) : fc.tuple(phones, texts, texts), {
          minLength: 1,
          maxLength: 12,
        }),
        async people => {
          const recipients = people.map(
            ([phone, message, code], index): RecipientView => ({
              seq: index + 1,
              row: index + 2,
              phone,
              name: '',
              message: `【小店】${message}`,
              signatureCode: code,
              templateCode: 'T1',
              parts: 1,
              state: 'accepted',
              code: null,
              cause: null,
              attempts: 1,
              resolution: null,
              resolvedAt: null,
              updatedAt: 0,
            }),
          )
          const path = pathOf(format)
          await writeCampaignReport({
            path,
            format,
            campaign: { mode: 'real' },
            recipients,
            language: 'zh-CN',
            pricePerPart: null,
            masked,
          })
          const [, ...rows] = await readAgain(path, 13)
          expect(rows.map(cells => [cells[1], cells[2], cells[11]])).toEqual(
            recipients.map(({ phone, message, signatureCode }) => [
              masked ? maskPhone(phone) : phone,
              masked ? message.replaceAll(phone, maskPhone(phone)) : message,
              signatureCode,
            ]),
          )
        },
      ),
      { numRuns: runs },
    )
  })
})

test('a kept list: its columns, values and tags', async () => {
  // A row with a phone alone in a cell is nobody's header.
  const name = texts.filter(text => text !== '' && !/1\d{10}/.test(text))
  await fc.assert(
    fc.asyncProperty(
      fc.tuple(name, name),
      fc.array(fc.tuple(phones, texts, texts), { minLength: 1, maxLength: 12 }),
      async (columns, people) => {
        const list = { id: 1, name: '名单', columns, count: people.length, createdAt: 0, updatedAt: 0 }
        const contacts = people.map(([phone, ...values]) => ({ phone, values, tags: [], addedAt: 0 }))
        const path = pathOf('csv-excel')
        await writeList(path, list as never, contacts as never, 'zh-CN')
        const [header, ...rows] = await readAgain(path, 5)
        expect(header?.slice(1, 3)).toEqual(columns.map(cleanValue))
        expect(rows.map(cells => cells.slice(0, 3))).toEqual(people)
      },
    ),
    { numRuns: runs },
  )
})

test('opt-outs: their reasons', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(phones, texts), { minLength: 1, maxLength: 12 }), async people => {
      const path = pathOf('csv-excel')
      const optOuts = people.map(([phone, reason]) => ({
        phone,
        addedAt: 0,
        reason,
        source: 'typed' as const,
      }))
      await writeOptOuts(path, optOuts, 'zh-CN')
      const [, ...rows] = await readAgain(path, 4)
      expect(rows.map(cells => [cells[0], cells[2]])).toEqual(people)
    }),
    { numRuns: runs },
  )
})
