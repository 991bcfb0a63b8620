import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createExportService } from '../../electron/services/contact-lists/window-export.ts'
import { clearUnfinished, notedFiles } from '../../electron/services/files/unfinished-files.ts'
import { systemClock } from '../../electron/services/time/clock.ts'
import { readWorkbook } from '../../electron/services/workbooks/sheet-reader.ts'
import { createWorkbookReader } from '../../electron/services/workbooks/workbook-reader.ts'
import { takeAway } from '../../renderer/features/import/take-away.ts'
import type { ImportClient } from '../../renderer/workers/import/import-client.ts'
import { type ExportFormat, exportFormats } from '../../shared/domain/export.ts'
import { defaultChoices } from '../../shared/import/import-choices.ts'
import { importInProcess, sampleFile } from '../unit/renderer/import/sample-files.ts'
import { createChildren } from './workbook-children.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'zhanggui-exports-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))
beforeEach(() => {
  for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true })
})

const pathOf = (format: ExportFormat): string => join(folder, format === 'xlsx' ? '名单.xlsx' : '名单.csv')

/** Takes the list away through the real service, as the window does; returns the file. */
async function exported(
  client: ImportClient,
  format: ExportFormat,
  selection: 'cleaned' | 'rejects' = 'cleaned',
): Promise<File> {
  const path = pathOf(format)
  const service = createExportService({ askPath: async () => path, clock: systemClock })
  const summary = await client.setChoices(defaultChoices)
  const done = await takeAway({
    client,
    summary,
    selection,
    format,
    columns: summary.headers.map((header, column) => header || `第 ${column + 1} 列`),
    texts: {
      name: '名单',
      row: '行号',
      status: '结果',
      why: '说明',
      phone: '手机号码',
      statusOf: row => row.status,
      whyOf: row => row.reason ?? '',
    },
    files: {
      begin: async plan => service.begin(plan),
      rows: (id, rows) => service.rows(id, rows),
      finish: async id => ({ ...(await service.finish(id)), fileId: 1 }),
      abandon: id => service.abandon(id),
    },
    onProgress: () => undefined,
    isCancelled: () => false,
  })
  expect(done?.path).toBe(path)
  return new File([readFileSync(path)], path)
}

/** Reads workbooks with the app's own reader; in this process, because a process for each of hundreds takes minutes. */
const reimport = () => importInProcess(async (bytes, sheet) => readWorkbook(bytes, sheet))

const everybody = async (client: ImportClient): Promise<readonly (readonly [string, readonly string[]])[]> =>
  (await client.usablePage(0, 5000)).map(row => [row.phone, row.values])

describe.each(exportFormats)('%s', format => {
  test('the cleaned sample list is the same people with the same values, and clean', async () => {
    const client = importInProcess()
    await client.importFile(sampleFile('contacts-gb18030.csv'))
    const again = reimport()
    const summary = await again.importFile(await exported(client, format))
    expect(summary).toMatchObject({
      rows: 29,
      statuses: { usable: 29 },
      headers: ['手机号码', '客户姓名', '消费金额', '门店'],
      phoneColumns: [0],
    })
    const before = await everybody(client)
    expect(await everybody(again)).toEqual(
      before.map(([phone, values]) => [phone, [phone, ...values.slice(1)]]),
    )
  })

  test('rejects name their rows and why', async () => {
    const client = importInProcess()
    await client.importFile(sampleFile('contacts-utf8.csv'))
    const again = reimport()
    const summary = await again.importFile(await exported(client, format, 'rejects'))
    expect(summary).toMatchObject({
      rows: 11,
      headers: ['行号', '结果', '说明', '手机号码', '客户姓名', '消费金额', '门店'],
    })
    const { rows } = await again.page({}, 0, 20)
    expect(rows.slice(0, 2).map(row => row.cells.slice(0, 4))).toEqual([
      ['16', 'bad', 'lossy', '1.38E+10'],
      ['17', 'bad', 'lossy', '1.3800138E+10'],
    ])
  })

  const texts = fc.oneof(
    { weight: 3, arbitrary: fc.string({ unit: 'grapheme', maxLength: 12 }) },
    fc.string({
      unit: fc.constantFrom(
        '=',
        '+',
        '-',
        '@',
        '"',
        "'",
        ',',
        ';',
        '\n',
        '\r',
        ' ',
        '\t',
        '1',
        '_',
        'x',
        '0',
        '\u0001',
        '甲',
      ),
      maxLength: 10,
    }),
    fc.constantFrom(
      '=1+1',
      '-12.5',
      '="00123"',
      "'=1",
      '_x000D_',
      '1.38E+10',
      '007',
      '+8613800138000',
      '13812345678901',
      '&amp;',
    ),
  )
  const lists = fc.array(fc.tuple(fc.integer({ min: 0, max: 99_999_999 }), texts, texts), {
    minLength: 1,
    maxLength: 8,
  })

  test('whatever the cells hold, importing what was exported gives the same list', async () => {
    await fc.assert(
      fc.asyncProperty(lists, async people => {
        const client = importInProcess()
        await client.importText(
          '名单',
          `手机,姓名,备注\n${people.map(([n]) => `139${String(n).padStart(8, '0')},,`).join('\n')}\n`,
        )
        // Typed in, so that any text can stand in a cell.
        for (const [index, [, name, note]] of people.entries()) {
          await client.setCell(index + 1, 1, name)
          await client.setCell(index + 1, 2, note)
        }
        const before = (await everybody(client)).map(([phone, values]) => [phone, values.map(carried)])
        const again = reimport()
        await again.importFile(await exported(client, format))
        await again.setLayout({ headerRow: 0, phoneColumns: [0] })
        expect((await everybody(again)).map(([phone, values]) => [phone, values.map(carried)])).toEqual(
          before,
        )
      }),
      { numRuns: 60 },
    )
  })
})

/** A line ends the same way everywhere in a file, and no tab stands around a value. */
const carried = (text: string): string => text.replace(/\r\n?/g, '\n').replace(/^\t+|[\t\n]+$/g, '')

test('phones can be neither rounded nor shown as 1.38E+10, and nothing runs as a formula', async () => {
  const client = importInProcess()
  await client.importText('名单', '手机,姓名,卡号,余额\n13800138000,=1+1,0012345678901234567,-12.5\n')
  const csv = await (await exported(client, 'csv-excel')).text()
  expect(csv).toBe('手机,姓名,卡号,余额\r\n"=""13800138000""",\'=1+1,"=""0012345678901234567""",-12.5\r\n')
  expect(await (await exported(client, 'csv')).text()).toBe(
    '手机,姓名,卡号,余额\r\n13800138000,=1+1,0012345678901234567,-12.5\r\n',
  )
})

test('a list goes through the guarded reader and back', async () => {
  const children = createChildren()
  const reader = createWorkbookReader({ spawnProcess: children.spawnProcess })
  const client = importInProcess()
  await client.importFile(sampleFile('contacts-utf8.csv'))
  const again = importInProcess((bytes, sheet) => reader.read(bytes, sheet))
  expect(await again.importFile(await exported(client, 'xlsx'))).toMatchObject({ statuses: { usable: 29 } })
  await children.allGone()
})

describe('a file that cannot be written', () => {
  const plan = { name: '名单', format: 'xlsx', header: ['手机'], rows: 1 } as const

  test('is told before a row is read, and the older file stands', async () => {
    const path = pathOf('xlsx')
    mkdirSync(path)
    const service = createExportService({ askPath: async () => path, clock: systemClock })
    await expect(service.begin(plan)).rejects.toMatchObject({ code: 'file-not-writable', where: '名单.xlsx' })
    expect(readdirSync(folder)).toEqual(['名单.xlsx'])
  })

  test('an export that is given up, or overtaken by another, leaves nothing behind', async () => {
    const path = pathOf('xlsx')
    writeFileSync(path, 'the older file')
    const service = createExportService({ askPath: async () => path, clock: systemClock })
    const first = await service.begin(plan)
    const second = await service.begin(plan)
    await expect(service.rows(first ?? 0, [['13800138000']])).rejects.toMatchObject({ code: 'not-found' })
    await service.abandon(second ?? 0)
    await service.close()
    expect(readdirSync(folder)).toEqual(['名单.xlsx'])
    expect(readFileSync(path, 'utf8')).toBe('the older file')
  })

  test('many begun at once ask the owner once, and the others are told so', async () => {
    let dialogs = 0
    const chosen = Promise.withResolvers<string>()
    const askPath = () => {
      dialogs += 1
      return chosen.promise
    }
    const service = createExportService({ askPath, clock: systemClock })
    const begun = Array.from({ length: 50 }, () => service.begin(plan))
    const told = Promise.allSettled(begun)
    chosen.resolve(pathOf('xlsx'))
    const outcomes = await told
    expect(dialogs).toBe(1)
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', ...Array(49).fill('rejected')])
    expect(outcomes[1]).toMatchObject({ reason: { code: 'save-dialog-open' } })
    expect(readdirSync(folder)).toHaveLength(1)
    await service.close()
    expect(readdirSync(folder)).toEqual([])
  })

  test('nothing is left of what a window was writing, or was about to, when it goes away', async () => {
    const chosen = Promise.withResolvers<string>()
    const writing = createExportService({ askPath: async () => pathOf('xlsx'), clock: systemClock })
    const asking = createExportService({ askPath: () => chosen.promise, clock: systemClock })
    const id = (await writing.begin(plan)) ?? 0
    const begun = asking.begin(plan)
    await Promise.all([writing.windowGone(), asking.windowGone()])
    chosen.resolve(pathOf('xlsx'))
    expect(await begun).toBeNull()
    await expect(writing.rows(id, [['13800138000']])).rejects.toMatchObject({ code: 'not-found' })
    expect(readdirSync(folder)).toEqual([])
  })

  test('what a crash leaves of an export is removed at the next start, and nothing else', async () => {
    const notes = join(folder, 'profile', 'unfinished-exports')
    const shop = join(folder, '店里')
    mkdirSync(shop)
    const files = notedFiles(notes)
    const askPath = async () => join(shop, '名单.csv')
    const cut = createExportService({ askPath, clock: systemClock, files })
    await cut.begin({ ...plan, format: 'csv' })
    const whole = createExportService({
      askPath: async () => join(shop, '另一份.csv'),
      clock: systemClock,
      files,
    })
    await whole.finish((await whole.begin({ ...plan, format: 'csv' })) ?? 0)
    expect([readdirSync(shop).length, readdirSync(notes).length]).toEqual([2, 1])
    // A note that names something else removes nothing.
    const forged = '.zhanggui-00000000-0000-0000-0000-000000000000.tmp'
    writeFileSync(join(notes, forged), join(shop, '另一份.csv'))

    expect(await clearUnfinished(notes)).toBe(1)
    expect(readdirSync(shop)).toEqual(['另一份.csv'])
    expect(readdirSync(notes)).toEqual([])
    expect(await clearUnfinished(join(folder, 'nowhere'))).toBe(0)
  })

  test('a list that no workbook holds is refused, and closing the dialog writes nothing', async () => {
    const service = createExportService({ askPath: async () => null, clock: systemClock })
    expect(await service.begin(plan)).toBeNull()
    await expect(service.begin({ ...plan, rows: 1_048_576 })).rejects.toMatchObject({ code: 'bad-input' })
  })

  test('a text too long for a cell of a workbook is cut, and counted', async () => {
    const service = createExportService({ askPath: async () => pathOf('xlsx'), clock: systemClock })
    const id = (await service.begin(plan)) ?? 0
    await service.rows(id, [['长'.repeat(40_000)]])
    expect(await service.finish(id)).toMatchObject({ rows: 1, cut: 1 })
    const table = await readWorkbook(readFileSync(pathOf('xlsx')), 0)
    expect(table.ends.at(-1)).toBe(2 + 32_767)
  })
})
