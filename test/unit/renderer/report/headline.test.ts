import { beforeAll, describe, expect, test } from 'vitest'
import { canMend } from '../../../../renderer/features/report/reason.ts'
import { i18n, startI18n } from '../../../../renderer/lib/i18n.ts'
import { headlineOf } from '../../../../shared/domain/headline.ts'
import { noCounts, type StateCounts } from '../../../../shared/domain/states.ts'

beforeAll(() => startI18n('zh-CN'))

const said = (
  language: 'zh-CN' | 'en',
  counts: Partial<StateCounts>,
  skipped: { reason: string; count: number }[] = [],
): string => {
  const t = i18n.getFixedT(language, 'report')
  return headlineOf({ counts: { ...noCounts, ...counts }, skipped })
    .map(({ key, n }) => t(`headline.${key}`, { n: String(n) }))
    .join(t('totals.separator'))
}

describe('the headline of a report', () => {
  test('names every outcome that came about', () => {
    const counts = { accepted: 203, rejected: 165, unknown: 32 }
    expect(said('zh-CN', counts)).toBe('203 人已提交，165 人被拒，32 人说不清')
    expect(said('en', counts)).toBe('203 people accepted, 165 rejected, 32 unclear')
  })

  test('says it shortly where everybody was accepted', () => {
    expect(said('zh-CN', { accepted: 276 })).toBe('276 人全部已提交')
    expect(said('en', { accepted: 1 })).toBe('1 person, all accepted')
  })

  test('says that nobody was accepted', () => {
    expect(said('zh-CN', { rejected: 5 })).toBe('0 人已提交，5 人被拒')
    expect(said('en', { accepted: 1, unsent: 2 })).toBe('1 person accepted, 2 unsent')
  })

  test('tells whom a cancel came before from who was left out, and who is not settled yet', () => {
    const skipped = [
      { reason: 'cancelled', count: 37 },
      { reason: 'opted-out', count: 3 },
    ]
    expect(said('zh-CN', { accepted: 20, skipped: 40 }, skipped)).toBe(
      '20 人已提交，37 人因取消跳过，3 人因其他原因跳过',
    )
    expect(said('zh-CN', { accepted: 20, pending: 4, sending: 1 })).toBe('20 人已提交，5 人还没处理完')
  })
})

describe('what the owner does about a reason', () => {
  const reason = { cause: null, count: 3, open: 3 }

  test('what account, signature or template caused, and what certainly was not taken, is sent again', () => {
    expect(canMend({ ...reason, state: 'rejected', code: 30019 })).toBe(true)
    expect(canMend({ ...reason, state: 'rejected', code: 30006 })).toBe(true)
    expect(canMend({ ...reason, state: 'unsent', code: null, cause: 'unreachable' })).toBe(true)
  })

  test('what lies with the person, or may have gone out, or was sent again already, is looked at', () => {
    expect(canMend({ ...reason, state: 'rejected', code: 30018 })).toBe(false)
    expect(canMend({ ...reason, state: 'rejected', code: 10001 })).toBe(false)
    expect(canMend({ ...reason, state: 'unknown', code: null, cause: 'crash' })).toBe(false)
    expect(canMend({ ...reason, state: 'rejected', code: 30019, open: 0 })).toBe(false)
  })
})
