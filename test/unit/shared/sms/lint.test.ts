// biome-ignore-all lint/suspicious/noTemplateCurlyInString: this is how the provider writes a variable
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { lintMessage, lintValues } from '../../../../shared/sms/lint.ts'

const clean = {
  signatureName: '掌柜小店',
  templateText: '${姓名}您好，本店周年庆，全场八折。拒收请回复R',
  warnWords: ['优惠券', '加微信', 'VIP'],
}
const lint = (change: Partial<typeof clean> & { readonly optOutWording?: string }) =>
  lintMessage({ ...clean, ...change })

test('a message that follows the rules has no warning', () => {
  expect(lint({})).toEqual([])
})

describe('how to refuse', () => {
  test.each(['拒收请回复R', '拒收请回复 r', '拒收请回复Ｒ', '拒收回复R', '拒收请回R。'])(
    '%s is the required form',
    text => {
      expect(lint({ templateText: `八折。${text}` })).toEqual([])
    },
  )

  test.each(['回T退订', '回TD退订', '回复TD退订', '退订回T', '退订请回复TD'])('%s is an older form', text => {
    expect(lint({ templateText: `八折。${text}` })).toEqual([
      { kind: 'refusal-older-form', where: 'text', word: text },
    ])
  })

  test.each(['八折', '八折，拒收请回复', '拒收请回复RED', '退订'])('%s does not say how', templateText => {
    expect(lint({ templateText })).toEqual([{ kind: 'refusal-missing', where: 'text' }])
  })

  test('what the provider appends counts', () => {
    expect(lint({ templateText: '八折', optOutWording: '拒收请回复R' })).toEqual([])
  })
})

describe('signature', () => {
  test.each(['店', '一二三四五六七八九十一二三'])('%s has the wrong length', signatureName => {
    expect(lint({ signatureName })).toEqual([{ kind: 'signature-length', where: 'signature' }])
  })

  test.each(['小店', '一二三四五六七八九十一二', '𠮷𠮷'])('%s has a right length', signatureName => {
    expect(lint({ signatureName })).toEqual([])
  })

  test('brackets belong around it, neither in it nor in the text', () => {
    expect(lint({ signatureName: '【小店】' })).toEqual([{ kind: 'brackets', where: 'signature' }])
    expect(lint({ templateText: '【小店】八折，拒收请回复R' })).toEqual([{ kind: 'brackets', where: 'text' }])
  })
})

describe('words of the list', () => {
  test('are found however they are typed, in text and signature, as the list writes them', () => {
    expect(
      lint({ templateText: '加\u200B微信领ｖｉｐ优惠，拒收请回复R', signatureName: '优惠券店' }),
    ).toEqual([
      { kind: 'warn-word', where: 'signature', word: '优惠券' },
      { kind: 'warn-word', where: 'text', word: '加微信' },
      { kind: 'warn-word', where: 'text', word: 'VIP' },
    ])
  })

  test('are not looked for in the names of variables, nor across one', () => {
    expect(lint({ templateText: '送您${优惠券}，加${x}微信，拒收请回复R' })).toEqual([])
  })

  test('a blank word of the list finds nothing', () => {
    expect(lint({ warnWords: ['', ' ', '\u200B'] })).toEqual([])
  })
})

describe('web addresses', () => {
  test.each([
    ['点https://t.cn/Ab1看', 'https://t.cn/Ab1'],
    ['点 www.example.com/x 看', 'www.example.com/x'],
    ['点t.cn/Ab1', '点t.cn/Ab1'],
    ['ｗｗｗ．ｔａｏｂａｏ．ｃｏｍ', 'www.taobao.com'],
    ['HTTP://A.CN', 'HTTP://A.CN'],
    ['https://t.cn/${短码}', 'https://t.cn/'],
  ])('%s', (text, word) => {
    expect(lint({ templateText: `${text} 拒收请回复R` })).toEqual([{ kind: 'url', where: 'text', word }])
  })

  test.each(['满3.5元', '10.1到10.7', '营业8:00-21:00', '会员No.1', 'a.command', '你好。cn'])(
    '%s is none',
    text => {
      expect(lint({ templateText: `${text}，拒收请回复R` })).toEqual([])
    },
  )

  test('in a value are named with their variable', () => {
    expect(lintValues({ 姓名: '张三', 链接: '见 t.cn/x', 店: '【A】' })).toEqual([
      { kind: 'url', where: 'value', word: 't.cn/x', variable: '链接' },
      { kind: 'brackets', where: 'value', variable: '店' },
    ])
  })
})

test('any input is looked over without failing', () => {
  const text = fc.string({ unit: 'binary', maxLength: 100 })
  fc.assert(
    fc.property(text, text, fc.array(text, { maxLength: 5 }), (signatureName, templateText, warnWords) => {
      expect(Array.isArray(lintMessage({ signatureName, templateText, warnWords }))).toBe(true)
      expect(Array.isArray(lintValues(Object.fromEntries([['__proto__', templateText]])))).toBe(true)
    }),
  )
})
