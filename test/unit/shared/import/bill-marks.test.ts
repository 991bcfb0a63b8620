import { describe, expect, test } from 'vitest'
import {
  createBacktickFilter,
  hasBackticks,
  hasNoteLines,
  isNoteLine,
} from '../../../../shared/import/bill-marks.ts'

describe('the backtick in front of each value of a 微信支付 bill', () => {
  const bill =
    '交易时间,商户订单号,金额\n`2026-05-01 10:00:00,`1000001,`¥12.50\n`2026-05-02 11:30:00,`1000002,`¥8.00\n'

  test('is told by the beginning of the text', () => {
    expect(hasBackticks(bill)).toBe(true)
    expect(hasBackticks('手机,姓名\n13800138000,`小王`\n13900139000,李强\n13700137000,张敏\n')).toBe(false)
    expect(hasBackticks('手机,姓名\n13800138000,王芳\n')).toBe(false)
    expect(hasBackticks('`13800138000`\n')).toBe(false)
  })

  test('is taken away wherever the text is cut, and nowhere else', () => {
    const whole = bill.replaceAll('`', '')
    for (let cut = 0; cut <= bill.length; cut++) {
      const filter = createBacktickFilter()
      expect(filter(bill.slice(0, cut)) + filter(bill.slice(cut))).toBe(whole)
    }
    expect(createBacktickFilter()('`1,a`b,`c`\n')).toBe('1,a`b,c`\n')
  })
})

describe('lines of notes around a 支付宝 bill', () => {
  test('are told by the first line', () => {
    expect(hasNoteLines('#支付宝业务明细查询\n#账号：[2088]\n订单号,手机\n')).toBe(true)
    expect(hasNoteLines('手机,姓名\n#1,王芳\n')).toBe(false)
    expect(hasNoteLines('#,姓名,手机\n1,王芳,13800138000\n')).toBe(false)
  })

  test('begin with #, fill one cell and hold no phone', () => {
    expect(isNoteLine(['#-----业务明细列表结束-----', '', ' '])).toBe(true)
    expect(isNoteLine(['#1', '王芳'])).toBe(false)
    expect(isNoteLine(['业务明细'])).toBe(false)
    expect(isNoteLine(['#3 王芳 13800138000'])).toBe(false)
    expect(isNoteLine([])).toBe(false)
  })
})
