import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { read } from '@e965/xlsx'
import Papa from 'papaparse'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  reportFileName,
  writeCampaignReport,
} from '../../../../../electron/services/reports/campaign-report.ts'
import { createReportService } from '../../../../../electron/services/reports/report-service.ts'
import { reportTexts } from '../../../../../electron/services/reports/report-texts.ts'
import type { CampaignView, RecipientView } from '../../../../../shared/domain/campaign.ts'
import {
  noCounts,
  recipientStates,
  skipReasons,
  unknownCauses,
  unsentCauses,
} from '../../../../../shared/domain/states.ts'
import { unguardCell } from '../../../../../shared/export/excel-guards.ts'
import { AppError } from '../../../../../shared/ipc/result.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'zhanggui-report-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const path = () => join(folder, '报告.csv')

const recipient = (more: Partial<RecipientView> = {}): RecipientView => ({
  seq: 1,
  row: 2,
  phone: '13800138000',
  name: null,
  message: '【掌柜小店】张三您好，拒收请回复R',
  signatureCode: 'S1',
  templateCode: 'T1',
  parts: 1,
  state: 'accepted',
  code: null,
  cause: null,
  attempts: 1,
  resolution: null,
  resolvedAt: null,
  updatedAt: Date.UTC(2025, 10, 22, 16, 30, 5),
  ...more,
})

const campaign: CampaignView = {
  id: 7,
  parentId: null,
  kind: 'bulk',
  name: '双十一/回馈: 老客?',
  mode: 'real',
  status: 'finished',
  pause: null,
  hold: null,
  signature: { name: '掌柜小店', code: 'S1' },
  template: { code: 'T1', text: '您好' },
  valueNames: [],
  source: { fileName: 'a.csv', rows: 1, usable: 1, duplicate: 0, bad: 0, empty: 0, leftOut: 0 },
  counts: { ...noCounts, accepted: 1 },
  partsByState: { ...noCounts, accepted: 1 },
  skipped: [],
  scheduledAt: null,
  createdAt: Date.UTC(2025, 10, 22, 7, 0),
  startedAt: Date.UTC(2025, 10, 22, 7, 23),
  finishedAt: null,
}

const write = (
  recipients: Iterable<RecipientView>,
  language: 'zh-CN' | 'en' = 'zh-CN',
  pricePerPart: number | null = null,
  masked = false,
) =>
  writeCampaignReport({
    path: path(),
    format: 'csv-excel',
    campaign,
    recipients,
    language,
    pricePerPart,
    masked,
  })

const readTable = () => {
  const text = readFileSync(path(), 'utf8')
  expect(text.startsWith('\ufeff')).toBe(true)
  return Papa.parse<string[]>(text.slice(1), { delimiter: ',', newline: '\r\n', skipEmptyLines: true }).data
}

describe('the table', () => {
  test('one row for each recipient, for Excel on Chinese Windows', async () => {
    expect(await write([recipient()])).toEqual({ rows: 1, counts: { ...noCounts, accepted: 1 } })
    expect(readFileSync(path(), 'utf8')).toBe(
      '\ufeff行号,手机号码,短信内容,已提交条数,状态,代码,说明,尝试次数,处理,时间（北京时间）,模式,签名 CODE,模板 CODE\r\n' +
        '2,"=""13800138000""",【掌柜小店】张三您好，拒收请回复R,1,已提交,,,1,,2025-11-23 00:30:05,正式,S1,T1\r\n',
    )
  })

  test('codes and causes are told in words, decisions stand beside the outcome', async () => {
    await write([
      recipient({ state: 'rejected', code: 30019 }),
      recipient({ state: 'unknown', cause: 'headers-timeout', resolution: 'treat-as-sent' }),
      recipient({ state: 'skipped', cause: 'opted-out', attempts: 0, updatedAt: null, row: 0 }),
      recipient({ state: 'unsent', cause: 'from-a-newer-version' }),
    ])
    const [, rejected, unknown, skipped, unsent] = readTable()
    expect(rejected?.slice(4, 7)).toEqual(['被拒', '30019', expect.stringContaining('余额')])
    expect(unknown?.slice(4)).toEqual([
      '结果未知',
      '',
      '请求已发出，等不到答复。',
      '1',
      '视为已发',
      '2025-11-23 00:30:05',
      '正式',
      'S1',
      'T1',
    ])
    expect(skipped?.[0]).toBe('')
    expect(skipped?.slice(4)).toEqual(['已跳过', '', '在退订名单中。', '0', '', '', '正式', 'S1', 'T1'])
    expect(unsent?.slice(4, 7)).toEqual(['未发出', '', 'from-a-newer-version'])
  })

  test('English, in practice', async () => {
    await writeCampaignReport({
      path: path(),
      format: 'csv-excel',
      campaign: { mode: 'practice' },
      recipients: [recipient({ state: 'rejected', code: 30028, resolution: null })],
      language: 'en',
      pricePerPart: null,
      masked: false,
    })
    const [header, row] = readTable()
    expect(header?.slice(0, 3)).toEqual(['Row', 'Phone', 'Message'])
    expect(row?.slice(4)).toEqual([
      'rejected',
      '30028',
      expect.stringMatching(/limit for today\. /),
      '1',
      '',
      '2025-11-23 00:30:05',
      'practice',
      'S1',
      'T1',
    ])
  })

  test('its parts and costs add up to what the provider took, and what nobody knows is left open', async () => {
    const states = [
      recipient({ parts: 3 }),
      recipient({ parts: 2 }),
      recipient({ state: 'rejected', code: 30011, parts: 3 }),
      recipient({ state: 'unsent', cause: 'not-begun', parts: 3 }),
      recipient({ state: 'skipped', cause: 'cancelled', parts: 3 }),
      recipient({ state: 'unknown', cause: 'crash', parts: 3 }),
    ]
    await write(states, 'zh-CN', 0.1)
    const [header, ...rows] = readTable()
    expect(header?.slice(3, 5)).toEqual(['已提交条数', '估算费用（元）'])
    expect(rows.map(row => row[3])).toEqual(['3', '2', '0', '0', '0', ''])
    expect(rows.map(row => row[4])).toEqual(['0.3', '0.2', '0', '0', '0', ''])
  })

  test('a message that would run as a formula does not', async () => {
    const message = '=HYPERLINK("http://example.com","点我")'
    await write([recipient({ message })])
    const cell = readTable()[1]?.[2]
    expect(cell).toBe(`'${message}`)
    expect(unguardCell(cell ?? '')).toBe(message)
  })

  test('masked, no phone calls anybody, in its column and in a message', async () => {
    await write(
      [recipient({ message: '【掌柜小店】尾号13800138000的会员您好，联系13900139000' })],
      'zh-CN',
      null,
      true,
    )
    const [, row] = readTable()
    expect(row?.slice(1, 3)).toEqual([
      '138****8000',
      '【掌柜小店】尾号138****8000的会员您好，联系13900139000',
    ])
  })

  test('as a workbook its phones are text and its numbers are numbers', async () => {
    const workbook = join(folder, '报告.xlsx')
    const report = {
      path: workbook,
      format: 'xlsx',
      campaign,
      recipients: [recipient()],
      language: 'zh-CN',
      pricePerPart: null,
      masked: false,
    } as const
    expect(await writeCampaignReport(report)).toMatchObject({ rows: 1 })
    const book = read(readFileSync(workbook), { dense: true })
    const sheet = book.Sheets[book.SheetNames[0] ?? '']
    const cells = (sheet?.['!data'] ?? [])[1] ?? []
    expect(cells.slice(0, 4).map(cell => [cell?.t, cell?.v])).toEqual([
      ['n', 2],
      ['s', '13800138000'],
      ['s', '【掌柜小店】张三您好，拒收请回复R'],
      ['n', 1],
    ])
  })

  test('no recipients: the header alone', async () => {
    expect(await write([])).toEqual({ rows: 0, counts: noCounts })
    expect(readTable()).toHaveLength(1)
  })

  test('a hundred thousand rows come out in order, with the counts of what was written', async () => {
    const states = recipientStates
    function* many() {
      for (let seq = 0; seq < 100_000; seq += 1) {
        yield recipient({ row: seq + 2, state: states[seq % states.length] ?? 'pending' })
      }
    }
    const { rows, counts } = await write(many())
    expect(rows).toBe(100_000)
    expect(Object.values(counts).reduce((sum, n) => sum + n, 0)).toBe(100_000)
    const table = readTable()
    expect(table).toHaveLength(100_001)
    expect(table.slice(1).every((row, i) => row[0] === String(i + 2))).toBe(true)
    expect(table.filter(row => row[4] === '已提交')).toHaveLength(counts.accepted)
  })

  test('every cause has words in both languages', () => {
    for (const { causes } of Object.values(reportTexts)) {
      expect(Object.keys(causes).toSorted()).toEqual(
        [...unsentCauses, ...unknownCauses, ...skipReasons].toSorted(),
      )
    }
  })
})

describe('a file that cannot be written', () => {
  const refusal = (detail: string) =>
    expect.objectContaining({ code: 'file-not-writable', where: '报告.csv', detail })

  test('because its folder is gone', async () => {
    rmSync(folder, { recursive: true })
    await expect(write([recipient()])).rejects.toEqual(refusal('ENOENT'))
  })

  test('because a folder has its name', async () => {
    mkdirSync(path())
    await expect(write([recipient()])).rejects.toEqual(refusal('EISDIR'))
    expect(readdirSync(folder)).toEqual(['报告.csv'])
  })

  // Only Windows refuses these calls for a file that is open elsewhere.
  test.each(['EBUSY', 'EPERM', 'EACCES'])('because another program holds it: %s on renaming', async code => {
    writeFileSync(path(), 'the older report')
    const files = { open, rename: () => Promise.reject(Object.assign(new Error('held'), { code })) }
    const report = {
      path: path(),
      format: 'csv-excel',
      campaign,
      recipients: [recipient()],
      language: 'zh-CN',
      pricePerPart: null,
      masked: false,
    } as const
    await expect(writeCampaignReport(report, files)).rejects.toEqual(refusal(code))
    expect(readFileSync(path(), 'utf8')).toBe('the older report')
    expect(readdirSync(folder)).toEqual(['报告.csv'])
  })

  test('because another program holds it: told before a row is read', async () => {
    writeFileSync(path(), 'the older report')
    const held = Object.assign(new Error('held'), { code: 'EBUSY' })
    let read = 0
    function* rows() {
      read += 1
      yield recipient()
    }
    const files = { open: () => Promise.reject(held), rename: () => Promise.reject(held) }
    const report = {
      path: path(),
      format: 'csv-excel',
      campaign,
      recipients: rows(),
      language: 'zh-CN',
      pricePerPart: null,
      masked: false,
    } as const
    await expect(writeCampaignReport(report, files)).rejects.toEqual(refusal('EBUSY'))
    expect(read).toBe(0)
  })

  test('rows that fail in the middle leave the older report and no temporary file', async () => {
    writeFileSync(path(), 'the older report')
    function* broken() {
      yield recipient()
      throw new AppError('log-failed')
    }
    await expect(write(broken())).rejects.toEqual(expect.objectContaining({ code: 'log-failed' }))
    expect(readFileSync(path(), 'utf8')).toBe('the older report')
    expect(readdirSync(folder)).toEqual(['报告.csv'])
  })
})

describe('the service', () => {
  const serviceThatGets = (answer: string | null, asked: string[] = []) =>
    createReportService({
      campaigns: { view: () => campaign, outcomes: () => ({ reasons: [] }) },
      reader: {
        overTime: async () => ({ stepMs: 1000, points: [] }),
        writeReport: (_campaignId, file) =>
          writeCampaignReport({
            ...file,
            campaign,
            recipients: [recipient(), recipient({ state: 'unsent' })],
          }),
      },
      settings: () => ({ language: 'zh-CN', pricePerPart: null }),
      askPath: async name => {
        asked.push(name)
        return answer
      },
      print: async html => new TextEncoder().encode(`printed ${html}`),
      now: () => Date.UTC(2025, 10, 22, 8, 0),
    })

  test('one page is printed to where the owner said, and counts no rows', async () => {
    const asked: string[] = []
    const pdf = join(folder, '报告.pdf')
    expect(await serviceThatGets(pdf, asked).exportReport(7, 'pdf', false)).toEqual({ path: pdf, rows: 0 })
    expect(asked).toEqual(['群发报告-双十一 回馈 老客-20251122-1523.pdf'])
    expect(readFileSync(pdf, 'utf8')).toMatch(/^printed <!doctype html>/)
  })

  test('a masked report has no whole phone in it, nor in the name that it is offered under', async () => {
    const asked: string[] = []
    await serviceThatGets(path(), asked).exportReport(7, 'csv', true)
    expect(readFileSync(path(), 'utf8')).not.toContain('13800138000')
    expect(reportFileName({ ...campaign, name: '单条 13800138000' }, 'en', 'csv', true)).toBe(
      'Campaign report-单条 138 8000-20251122-1523.csv',
    )
  })

  test('writes where the owner said and offers a name that every system takes', async () => {
    const asked: string[] = []
    expect(await serviceThatGets(path(), asked).exportReport(7, 'csv-excel', false)).toEqual({
      path: path(),
      rows: 2,
    })
    expect(asked).toEqual(['群发报告-双十一 回馈 老客-20251122-1523.csv'])
    expect(readTable()).toHaveLength(3)
  })

  test('writes nothing when the owner closes the dialog', async () => {
    expect(await serviceThatGets(null).exportReport(7, 'csv-excel', false)).toEqual({ path: null, rows: 0 })
    expect(readdirSync(folder)).toEqual([])
  })

  test('a report of a practice campaign says so in its name', () => {
    const practice = { ...campaign, mode: 'practice', name: '👍'.repeat(80), startedAt: null } as const
    expect(reportFileName(practice, 'en', 'xlsx', false)).toBe(
      `Campaign report-practice-${'👍'.repeat(40)}-20251122-1500.xlsx`,
    )
  })
})
