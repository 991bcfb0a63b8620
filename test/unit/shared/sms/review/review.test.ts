import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mendOf } from '../../../../../shared/sms/review/mend.ts'
import { reviewMessage } from '../../../../../shared/sms/review/review.ts'
import { findingsIn } from '../../../../fakes/review-texts.ts'

const plainInput = {
  signatureName: '小美服饰',
  templateText: '会员您好，苹果5元一斤，拒收请回复R',
  optOutWording: '',
  warnWords: [] as readonly string[],
  rulesOff: [] as readonly string[],
}
const review = (change: Partial<typeof plainInput>) => reviewMessage({ ...plainInput, ...change })

describe('signature', () => {
  test.each([
    ['signature-length', '店'],
    ['signature-length', '一二三四五六七八九十一二三'],
    ['signature-neutral', '温馨提示'],
    ['signature-neutral', '会员中心'],
    ['signature-neutral', '优惠活动通知'],
    ['signature-neutral', '尊敬的客户'],
    ['signature-signs', '小美 服饰'],
    ['signature-signs', '小美(服饰)'],
    ['signature-signs', '【小美服饰】'],
    ['signature-signs', '小美服饰😀'],
    ['signature-digits', '8888'],
    ['signature-digits', 'ABC'],
    ['signature-test', '小店测试'],
    ['signature-test', 'Test小店'],
    ['signature-traditional', '小美服飾'],
    ['signature-word', '中国移动营业厅'],
    ['signature-word', '城东区政务通'],
    ['signature-word', '幸福银行'],
    ['signature-word', '好运彩票'],
  ])('%s: %s', (rule, signatureName) => {
    expect(review({ signatureName }).findings.map(finding => finding.rule)).toContain(rule)
  })

  test.each([
    '小美服饰',
    '小美服饰会员中心',
    '清风水果',
    '海洋酒店',
    '现代理发',
    '王记茶铺',
    '酒酿圆子',
    '老友记面馆',
  ])('%s is a name', signatureName => {
    const loud = review({ signatureName }).findings.filter(({ severity }) => severity !== 'mind')
    expect(loud).toEqual([])
  })
})

describe('values', () => {
  const found = (value: string, name = '商品') =>
    findingsIn({
      signature: '小美服饰',
      text: `会员您好，您预留的\${${name}}已到店，拒收请回复R`,
      values: [{ [name]: value }],
    })
  test.each([
    ['value-empty', ' \u200B'],
    ['value-too-long', '羊'.repeat(21)],
    ['value-link', '见 t.cn/x'],
    ['value-link', 'ｓｈｏｐ．ｃｎ'],
    ['value-contact', '13800138000'],
    ['value-contact', '0571-88001122'],
    ['value-contact', '400-800-1234'],
    ['value-contact', 'VX:abc123'],
    ['value-contact', '加 微 信'],
    ['value-word', '飞天茅台'],
    ['value-word', '返 现'],
    ['value-signs', '羊毛【大衣】'],
    ['value-signs', '¥199'],
    ['brackets', '【大衣】'],
    ['special-signs', '大衣😀'],
  ])('%s: %s', (rule, value) => {
    expect(found(value).map(finding => finding.rule)).toContain(rule)
  })

  test.each(['羊毛大衣', '19.9', '11月30日', '八折', '尾号1234', '2026-11-30', '金卡', '赵薇薇'])(
    '%s is none',
    value => {
      expect(found(value)).toEqual([])
    },
  )

  test('a person may be called like a trade', () => {
    expect(found('王美容', '姓名')).toEqual([])
    expect(found('優子', '姓名')).toEqual([])
    expect(found('加微信abc123', '姓名').map(({ rule }) => rule)).toContain('value-contact')
  })

  test('a word’s own weight is kept, and its topic named', () => {
    const [finding] = found('5元优惠券')
    expect(finding).toMatchObject({
      rule: 'value-word',
      topic: 'topic-coupon',
      severity: 'mind',
      variable: '商品',
    })
  })

  test('are each looked at for themselves', () => {
    const { valueFindings } = reviewMessage({ ...plainInput, templateText: '${a}会员您好，您的${b}到货' })
    const values = fc.array(fc.constantFrom('张三', '返 现', 't.cn/x', '羊毛大衣', '138 0013 8000', ''), {
      minLength: 2,
      maxLength: 2,
    })
    fc.assert(
      fc.property(values, values, (one, other) => {
        const alone = valueFindings(one)
        valueFindings(other)
        expect(valueFindings(one)).toEqual(alone)
      }),
    )
  })
})

describe('places', () => {
  test.each([
    ['贷\u200B款', 'topic-finance'],
    ['ＶＸ', 'contact-wechat'],
    ['优 * 惠 券', 'topic-coupon'],
    ['㎡', 'special-signs'],
    ['138 0013 8000', 'mobile-number'],
    ['👍🏽', 'special-signs'],
  ])('%s is marked as it was written', (written, rule) => {
    const templateText = `\${姓名}会员您好，这里有${written}，苹果5元，拒收请回复R`
    const finding = review({ templateText }).findings.find(each => each.rule === rule)
    expect(templateText.slice(finding?.start, finding?.end)).toBe(written)
  })

  test('lie inside of the text, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' }), (templateText, value) => {
        const { findings, valueFindings } = review({ templateText: `\${a}${templateText}` })
        for (const { where, start, end } of findings)
          expect(start >= 0 && start <= end && end <= (where === 'text' ? templateText.length + 4 : 4)).toBe(
            true,
          )
        for (const { start, end } of valueFindings([value]))
          expect(start >= 0 && start <= end && end <= value.length).toBe(true)
      }),
    )
  })

  test('of what the name of a variable says nothing is found, nor across one', () => {
    const templateText = '会员您好，送您${抽奖}贷${款}款，苹果5元一斤，拒收请回复R'
    expect(review({ templateText }).findings).toEqual([])
  })
})

describe('mends', () => {
  const mended = (text: string, rule: string, signature = false): string => {
    const input = signature ? { signatureName: text } : { templateText: text }
    const finding = review(input).findings.find(each => each.rule === rule)
    const mend = finding === undefined ? null : mendOf(finding)
    if (mend === null) throw new Error(`${rule} has no mend`)
    const better = mend(text)
    const left = review(signature ? { signatureName: better } : { templateText: better })
    expect(left.findings.filter(each => each.rule === rule)).toEqual([])
    return better
  }
  test.each([
    ['opt-out-missing', '会员您好，苹果5元', '会员您好，苹果5元，拒收请回复R'],
    ['opt-out-missing', '会员您好，苹果5元。', '会员您好，苹果5元。拒收请回复R'],
    ['opt-out-older-form', '会员您好，苹果5元，回T退订', '会员您好，苹果5元，拒收请回复R'],
    ['opt-out-older-form', '会员您好，苹果5元（退订请回复TD）', '会员您好，苹果5元，拒收请回复R'],
    [
      'opt-out-not-at-end',
      '会员您好，苹果5元，拒收请回复R，地址人民路1号',
      '会员您好，苹果5元，地址人民路1号，拒收请回复R',
    ],
    ['opt-out-twice', '会员您好，苹果5元，拒收请回复R，拒收请回复R', '会员您好，苹果5元，拒收请回复R'],
    ['special-signs', '会员您好，苹果¥5，拒收请回复R', '会员您好，苹果5元，拒收请回复R'],
    ['special-signs', '会员您好，★苹果5元，拒收请回复R', '会员您好，苹果5元，拒收请回复R'],
    ['special-signs', '会员您好，①苹果5元，拒收请回复R', '会员您好，1苹果5元，拒收请回复R'],
    ['square-brackets', '会员您好，[苹果5元，拒收请回复R', '会员您好，(苹果5元，拒收请回复R'],
    ['traditional', '會員您好，蘋果5元，拒收请回复R', '会员您好，苹果5元，拒收请回复R'],
    ['no-member-address', '苹果5元，拒收请回复R', '尊敬的会员，苹果5元，拒收请回复R'],
    [
      'variable-adjacent',
      '会员${a}${b}已到店，苹果5元，拒收请回复R',
      '会员${a}会员，您的${b}已到店，苹果5元，拒收请回复R',
    ],
  ])('%s: %s', (rule, text, better) => {
    expect(mended(text, rule)).toBe(better)
  })

  test.each([
    ['signature-signs', '【小美 服饰】', '小美服饰'],
    ['signature-traditional', '小美服飾', '小美服饰'],
  ])('%s: %s', (rule, text, better) => {
    expect(mended(text, rule, true)).toBe(better)
  })
})

describe('what the owner sets', () => {
  test('a rule that is switched off finds nothing, neither alone nor in a value', () => {
    const templateText = '会员您好，抽奖，您的${商品}到了，拒收请回复R'
    const off = review({ templateText, rulesOff: ['topic-prize'] })
    expect(off.findings).toEqual([])
    expect(off.valueFindings(['抽奖'])).toEqual([])
  })

  test('own words are found in signature, text and values, however they are typed', () => {
    const own = review({
      signatureName: '苹果店',
      templateText: '会员您好，苹\u200B果5元，ｖｉｐ价，您的${商品}到了，拒收请回复R',
      warnWords: ['苹果', 'VIP', ' ', '\u200B'],
    })
    expect(own.findings.map(({ rule, where }) => [rule, where])).toEqual([
      ['warn-word', 'signature'],
      ['warn-word', 'text'],
      ['warn-word', 'text'],
    ])
    expect(own.valueFindings(['红苹果']).map(({ rule }) => rule)).toEqual(['warn-word'])
  })

  test('what the provider appends says how to refuse', () => {
    const templateText = '会员您好，苹果5元一斤'
    expect(review({ templateText, optOutWording: '拒收请回复R' }).findings).toEqual([])
  })
})
