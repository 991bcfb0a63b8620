import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { reportPage } from '../../../../../electron/services/reports/report-page.ts'
import { reportPageTexts } from '../../../../../electron/services/reports/report-page-texts.ts'
import type { CampaignView } from '../../../../../shared/domain/campaign.ts'
import { headlineOf } from '../../../../../shared/domain/headline.ts'
import { noCounts } from '../../../../../shared/domain/states.ts'

const campaign: CampaignView = {
  id: 7,
  parentId: null,
  kind: 'bulk',
  name: '周年庆 <b>老客</b> 13800138000',
  mode: 'real',
  status: 'finished',
  pause: null,
  hold: null,
  signature: { name: '掌柜小店', code: 'SIGN-1' },
  template: { code: 'TPL-1', text: '${姓名}您好，满100减20。"惊喜"等您' },
  valueNames: ['姓名'],
  source: { fileName: '会员.xlsx', rows: 400, usable: 400, duplicate: 0, bad: 0, empty: 0, leftOut: 0 },
  counts: { ...noCounts, accepted: 1203, rejected: 165, unknown: 32, skipped: 4 },
  partsByState: { ...noCounts, accepted: 2406, unknown: 64 },
  skipped: [{ reason: 'opted-out', count: 4 }],
  scheduledAt: null,
  createdAt: Date.UTC(2026, 10, 22, 7, 0),
  startedAt: Date.UTC(2026, 10, 22, 16, 30),
  finishedAt: Date.UTC(2026, 10, 22, 17, 5),
}
const begun = Date.UTC(2026, 10, 22, 16, 30)
const page = (more: Partial<Parameters<typeof reportPage>[0]> = {}) =>
  reportPage({
    campaign,
    reasons: [
      { state: 'rejected', code: 30018, cause: null, count: 165 },
      { state: 'unknown', code: null, cause: 'headers-timeout', count: 32 },
    ],
    overTime: {
      stepMs: 60_000,
      points: [600, 0, 3, 600].map((accepted, n) => ({ at: begun + n * 60_000, accepted })),
    },
    language: 'zh-CN',
    pricePerPart: 0.05,
    madeAtMs: Date.UTC(2026, 10, 23, 1, 2),
    ...more,
  })

describe('the page that is printed', () => {
  test('holds headline, reasons, figures and text, and no phone', () => {
    const html = page()
    for (const words of [
      '1,203 人已提交，165 人被拒，32 人说不清，4 人已跳过',
      '代码 30018：云极不支持这个号段',
      '请求已发出，等不到答复。',
      '1,404 人',
      '2026-11-23 00:30',
      '2026-11-23 01:05',
      '会员.xlsx',
      'SIGN-1',
      'TPL-1',
      '2,406 条',
      '另有 64 条结果未知',
      '¥120.30',
      '【掌柜小店】${姓名}您好，满100减20。',
      '2026-11-23 09:02（北京时间）',
      '138****8000',
    ])
      expect(html, words).toContain(words)
    expect(html).not.toContain('13800138000')
  })

  test('holds the same in English, and says that it was practice', () => {
    const html = page({ language: 'en', campaign: { ...campaign, mode: 'practice' }, pricePerPart: null })
    for (const words of [
      '1,203 people accepted, 165 rejected, 32 unclear, 4 skipped',
      'Code 30018: ',
      '2,406 parts',
      'Practice: no message really went out',
    ])
      expect(html, words).toContain(words)
    expect(html).not.toContain('Estimated cost')
  })

  test('shows who became what as a bar whose pieces fill it, each with a pattern and words', () => {
    const html = page()
    const [bar = ''] = html.match(/<svg width="100%" height="22".*?<\/svg>/s) ?? []
    const lengths = [...bar.matchAll(/<rect x="[\d.]+%" width="([\d.]+)%" height="22" fill="#/g)].map(
      ([, length]) => Number(length),
    )
    expect(lengths).toHaveLength(4)
    expect(lengths.reduce((sum, length) => sum + length, 0)).toBeCloseTo(100, 1)
    // 4 of 1,404 are seen too.
    expect(Math.min(...lengths)).toBeGreaterThanOrEqual(0.8)
    for (const state of ['rejected', 'unknown', 'skipped']) expect(bar).toContain(`fill="url(#${state})"`)
    for (const share of ['86%', '12%', '2%', '&#60;1%']) expect(html).toContain(`<small>${share}</small>`)
  })

  test('shows when they were accepted, the least too, and no picture where it was all at once', () => {
    const html = page()
    expect(html).toContain('每分钟已提交的人数，北京时间。 最多时 600 人')
    expect(html).toContain('<span>2026-11-23 00:30</span><span>2026-11-23 00:34</span>')
    const [plot = ''] = html.match(/<svg width="100%" height="65".*?<\/svg>/s) ?? []
    const bars = [...plot.matchAll(/width="200.00" height="([\d.]+)"/g)].map(([, high]) => Number(high))
    expect(bars).toEqual([64, 1.5, 64])
    expect(page({ language: 'en' })).toContain(
      'People accepted each minute, Beijing time. 600 people at the peak',
    )
    expect(page({ overTime: { stepMs: 1000, points: [{ at: begun, accepted: 9 }] } })).not.toContain(
      reportPageTexts['zh-CN'].overTime,
    )
  })

  test('what an owner or a file has written is text and nothing else; nothing is loaded', () => {
    const html = page()
    expect(html).not.toContain('<b>老客')
    expect(html).toContain(`default-src 'none'`)
    expect(html).not.toMatch(/https?:|src=|href=|<script|@import|url\((?!#)/)
  })

  test('many reasons and a long text leave room for the rest', () => {
    const reasons = Array.from({ length: 20 }, (_, index) => ({
      state: 'rejected' as const,
      code: 30001 + index,
      cause: null,
      count: 20 - index,
    }))
    const html = page({
      reasons,
      campaign: { ...campaign, template: { code: 'T', text: '很'.repeat(2000) } },
    })
    expect(html.match(/class="count"/g)).toHaveLength(8)
    expect(html).toContain('其他 13 种原因，共 91 人')
    expect(html.match(/很/g)?.length).toBeLessThan(701)
  })
})

test.each(['zh-CN', 'en'] as const)('the headline is the one on screen: %s', language => {
  const path = new URL(`../../../../../renderer/locales/${language}/report.json`, import.meta.url)
  const { headline } = JSON.parse(readFileSync(path, 'utf8')) as { headline: Record<string, string> }
  const onScreen = (key: string, n: number): string =>
    (headline[key] ?? '')
      .replace(/\{\{n, plural\(one: (.*?); other: (.*?)\)\}\}/g, n === 1 ? '$1' : '$2')
      .replaceAll('{{n}}', new Intl.NumberFormat(language).format(n))
  const cancelled = [{ reason: 'cancelled', count: 2 }]
  const all = [1, 1234].flatMap(n => [
    ...headlineOf({ counts: { ...noCounts, accepted: n }, skipped: [] }),
    ...headlineOf({
      counts: { accepted: n, rejected: n, unknown: n, unsent: n, pending: n, sending: 0, skipped: 2 + n },
      skipped: cancelled,
    }),
    ...headlineOf({ counts: { ...noCounts, skipped: n, accepted: n }, skipped: [] }),
  ])
  expect(new Set(all.map(({ key }) => key)).size).toBe(9)
  for (const piece of all)
    expect(reportPageTexts[language].headline(piece)).toBe(onScreen(piece.key, piece.n))
})

test.each(['zh-CN', 'en'] as const)('the steps of time are named as on screen: %s', language => {
  const path = new URL(`../../../../../renderer/locales/${language}/report.json`, import.meta.url)
  const { overTime } = JSON.parse(readFileSync(path, 'utf8')) as {
    overTime: { title: string; note: string; step: Record<string, string> }
  }
  expect(reportPageTexts[language].overTime).toBe(overTime.title)
  for (const [step, words] of Object.entries(overTime.step))
    expect(reportPageTexts[language].perStep(Number(step))).toBe(overTime.note.replace('{{step}}', words))
})
