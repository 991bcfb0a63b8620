import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { areNamesAndPhones, createLineCut, lineCuts } from '../../../../shared/import/line-cuts.ts'
import { readNamePhone } from '../../../../shared/import/name-phone.ts'

describe('a line that says who somebody is', () => {
  test.each([
    ['1. 张三 13800138000', '张三', '13800138000', true],
    ['2、李四：13800138000', '李四', '13800138000', true],
    ['③ 王芳13800138000', '王芳', '13800138000', true],
    ['(5) 赵六，13800138000', '赵六', '13800138000', true],
    ['（12）赵六 13800138000', '赵六', '13800138000', true],
    ['No.6 孙七 13800138000', '孙七', '13800138000', true],
    ['№7 孙七 13800138000', '孙七', '13800138000', true],
    ['#8 孙七 13800138000', '孙七', '13800138000', true],
    ['第9位 周八 13800138000', '周八', '13800138000', true],
    ['1️⃣周八 13800138000', '周八', '13800138000', true],
    ['三、周八 13800138000', '周八', '13800138000', true],
    ['• 周八：13800138000', '周八', '13800138000', false],
    ['✔️ 周八 13800138000', '周八', '13800138000', false],
    ['一品香 13800138000', '一品香', '13800138000', false],
    ['10 吴九 13800138000', '吴九', '13800138000', true],
    ['张三 138 0013 8000', '张三', '138 0013 8000', false],
    ['张三 138-0013-8000', '张三', '138-0013-8000', false],
    ['张三 +86 13800138000', '张三', '+86 13800138000', false],
    ['13800138000 张三', '张三', '13800138000', false],
    ['13800138000（张三）', '张三', '13800138000', false],
    ['姓名：张三 电话：13800138000', '张三', '13800138000', false],
    ['张三（老客） 13800138000', '张三（老客）', '13800138000', false],
    ['张三　13800138000／', '张三', '13800138000', false],
    ['王女士13800138000微信同号', '王女士', '13800138000', false],
    ['13800138000微信同号', '', '13800138000', false],
    ['1. 13800138000', '', '13800138000', true],
    ['张三 138****8000', '张三', '138****8000', false],
    ['张三 0755-88888888', '张三', '0755-88888888', false],
    ['张三 13800138000 / 13900139000', '张三', '13800138000 / 13900139000', false],
    ['下午三点开会', '', '', false],
    ['', '', '', false],
  ])('%j', (line, name, phone, isNumbered) => {
    expect(readNamePhone(line)).toMatchObject({ name, phone, isNumbered })
  })

  test('what is neither name nor phone is kept', () => {
    expect(readNamePhone('1、张三 13800138000 周二来').rest).toBe('周二来')
    expect(readNamePhone('请张三、李四明天来，谢谢！13800138000').rest).toContain('明天来')
  })

  test('no line makes it throw, and digits of a phone are never made up', () => {
    const line = fc.string({
      unit: fc.constantFrom(...'1389０ -.、()（）*＊张三：,，/#No第位手机\t①', '13800138000'),
      maxLength: 40,
    })
    fc.assert(
      fc.property(line, text => {
        const { phone } = readNamePhone(text)
        expect(text.replaceAll('\t', ' ')).toContain(phone)
      }),
      { numRuns: 2000 },
    )
  })
})

describe('lines without a sign between cells', () => {
  const cut = (how: (typeof lineCuts)[number], lines: readonly string[]) => {
    const made = createLineCut(how, lines)
    return made && { columns: made.columns, cells: lines.map(made.cut) }
  }

  test('blanks, gaps and runs of signs', () => {
    expect(cut('blanks', ['张三 13800138000\u3000VIP'])?.cells).toEqual([['张三', '13800138000', 'VIP']])
    expect(cut('gaps', ['张 三  13800138000   A B'])?.cells).toEqual([['张 三', '13800138000', 'A B']])
    expect(cut('dashes', ['张三----13800138000----88', '李四——13900139000——9'])?.cells).toEqual([
      ['张三', '13800138000', '88'],
      ['李四', '13900139000', '9'],
    ])
  })

  test('columns of a fixed width, a Chinese character two places wide', () => {
    const lines = ['张三    13800138000 12.50', '欧阳娜  13900139000  8.00', '李四    13700137000100.00']
    expect(cut('fixed', lines.slice(0, 2))).toBeNull()
    const made = cut('fixed', [lines[0] ?? '', lines[1] ?? '', '李四    13700137000   .00'])
    expect(made?.cells).toEqual([
      ['张三', '13800138000', '12.50'],
      ['欧阳娜', '13900139000', '8.00'],
      ['李四', '13700137000', '.00'],
    ])
  })

  test('names and phones, with names of the columns', () => {
    expect(cut('name-phone', ['1. 张三 13800138000', '姓名 手机号', '2. 李四 13900139000 周二'])).toEqual({
      columns: ['姓名', '手机号'],
      cells: [
        ['张三', '13800138000'],
        ['姓名', '手机号'],
        ['李四', '13900139000', '周二'],
      ],
    })
    expect(cut('name-phone', ['1. 13800138000', '2. 13900139000'])).toEqual({
      columns: ['手机号'],
      cells: [['13800138000'], ['13900139000']],
    })
  })

  test('a line of thousands of blanks or signs is taken apart at once', () => {
    const begun = performance.now()
    for (const sign of [' ', '\u3000', '、', '-', '(', '1 ', '电话'])
      for (const line of [
        `张三 13800138000${sign.repeat(20_000)}x`,
        `张三${sign.repeat(20_000)}13800138000`,
      ]) {
        readNamePhone(line)
        for (const how of lineCuts) createLineCut(how, [line, line, line])?.cut(line)
      }
    expect(performance.now() - begun).toBeLessThan(10_000)
    expect(readNamePhone(`张三${' '.repeat(20_000)}13800138000`)).toMatchObject({ name: '张三' })
  })

  test('running text is none of these', () => {
    expect(areNamesAndPhones(['1. 张三 13800138000', '2. 李四 13900139000'])).toBe(true)
    expect(areNamesAndPhones(['13800138000', '13900139000'])).toBe(false)
    expect(areNamesAndPhones(['请打电话给 13800138000，周二以前，谢谢', '好的，收到'])).toBe(false)
    expect(areNamesAndPhones([])).toBe(false)
  })
})
