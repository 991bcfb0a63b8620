import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { plainNumber } from '../../../../../electron/services/workbooks/cell-text.ts'
import { createNumberFormats, shownNumber } from '../../../../../electron/services/workbooks/number-format.ts'

const formats = createNumberFormats(false)
const shown = (value: number, code: string): string =>
  shownNumber(value, plainNumber(value), formats.byCode(code)).shown
const shownById = (value: number, id: number): string =>
  shownNumber(value, plainNumber(value), formats.byId(id, undefined)).shown
/** 2025-11-26, a Wednesday, 14:05:09. */
const moment = 45_987 + (14 * 3600 + 5 * 60 + 9) / 86_400

describe('numbers', () => {
  test.each([
    [0.300_000_000_000_000_04, '0.00', '0.30'],
    [0.85, '0%', '85%'],
    [0.1234, '0.00%', '12.34%'],
    [1234.5, '¥#,##0.00', '¥1,234.50'],
    [1234.5, '"¥"#,##0.00_);[Red]("¥"#,##0.00)', '¥1,234.50'],
    [-1234.5, '"¥"#,##0.00_);[Red]\\("¥"#,##0.00\\)', '(¥1,234.50)'],
    [1234.5, '_ [$¥-804]* #,##0.00_ ;_ [$¥-804]* \\-#,##0.00_ ;_ [$¥-804]* "-"??_ ;_ @_ ', '¥1,234.50'],
    [0, '_ [$¥-804]* #,##0.00_ ;_ [$¥-804]* \\-#,##0.00_ ;_ [$¥-804]* "-"??_ ;_ @_ ', '¥-'],
    [88, '00000', '00088'],
    [8.8, '0.0"折"', '8.8折'],
    [12.5, '0.00元', '12.50元'],
    [59.699_999_999_999_996, '0.0', '59.7'],
    [1.005, '0.00', '1.01'],
    [-1.005, '0.00', '-1.01'],
    [2.5, '0', '3'],
    [0.5, '#', '1'],
    [0, '#', ''],
    [0.25, '#.##', '.25'],
    [5, '0.##', '5.'],
    [1_234_567, '#,##0,"千"', '1,235千'],
    [12_345_678, '0!.0,"万"', '1234.6万'],
    [6_222_020_200_112_233_000, '0', '6222020200112233000'],
    [1234, '0000-00', '0012-34'],
    [0.5, '# ?/?', '1/2'],
    [123_456, '0.00E+00', '123456'],
    [0.000_123, '0.00E+00', '1.23E-04'],
    [-5, '[Red]-0;[蓝色]0', '5'],
    [13_800, '0!.0,"万"', '1.4万'],
    [3, '# ?/?', '3'],
    [3, '+0;-0;0', '+3'],
    [-3, '+0;-0;0', '-3'],
    [0, '0;-0;"没有"', '没有'],
    [5, ';;;', ''],
    [95, '[>=90]"优";[>=60]"良";"差"', '优'],
    [70, '[>=90]"优";[>=60]"良";"差"', '良'],
    [10, '[>=90]"优";[>=60]"良";"差"', '差'],
    [1500, '[>=1000]0.0,"千";0', '1.5千'],
    [20, '[>=1000]0.0,"千";0', '20'],
    [125, '[DBNum1][$-804]General', '一百二十五'],
    [10_005, '[DBNum2][$-804]General"元整"', '壹万零伍元整'],
    [2025, '[DBNum1]0', '二〇二五'],
    [12.5, '[DBNum2]0.00', '壹贰.伍零'],
    [12, 'G/通用格式"人"', '12人'],
    [7, '"第"0"位"', '第7位'],
  ])('%d as %s is %s', (value, code, text) => {
    expect(shown(value, code)).toBe(text)
  })

  test('a General cell shows no calculation noise', () => {
    expect(shownNumber(0.1 + 0.2, plainNumber(0.1 + 0.2), null).shown).toBe('0.3')
    expect(shownNumber(1 / 3, plainNumber(1 / 3), null).shown).toBe('0.333333333')
    expect(shownNumber(1234.56, '1234.56', null).shown).toBe('1234.56')
    expect(shownNumber(123_456_789_012, '123456789012', null).shown).toBe('123456789012')
  })

  test.each([
    [45_987, 14, '2025-11-26'],
    [45_987, 31, '2025年11月26日'],
    [45_987, 57, '2025年11月'],
    [45_987, 58, '11月26日'],
    [1234.5, 44, '¥1,234.50'],
    [0.5, 20, '12:00'],
  ])('%d in the built-in format %d is %s', (value, id, text) => {
    expect(shownById(value, id)).toBe(text)
  })
})

describe('days and times', () => {
  test.each([
    ['m"月"d"日"', '11月26日'],
    ['yyyy/m/d;@', '2025/11/26'],
    ['yyyy/mm/dd hh:mm', '2025/11/26 14:05'],
    ['[$-804]yyyy"年"m"月"d"日"dddd', '2025年11月26日星期三'],
    ['yyyy年m月d日', '2025年11月26日'],
    ['[DBNum1][$-804]yyyy"年"m"月"d"日";@', '二〇二五年十一月二十六日'],
    ['[$-804]aaaa;@', '星期三'],
    ['aaa', '周三'],
    ['[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy', '2025年11月26日'],
    ['[$-F400]h:mm:ss\\ AM/PM', '14:05:09'],
    ['上午/下午h"时"mm"分"', '下午2时05分'],
    ['[$-804]AM/PM h:mm', '下午 2:05'],
    ['h:mm AM/PM', '2:05 PM'],
    ['[h]:mm', '1103702:05'],
    ['mm:ss', '05:09'],
    ['d-mmm-yy', '26-Nov-25'],
    ['[$-804]mmmm', '十一月'],
    ['yy.m.d', '25.11.26'],
  ])('%s is %s', (code, text) => {
    expect(shown(moment, code)).toBe(text)
  })

  test('what a day stores is its day, whatever it looks like', () => {
    const cell = shownNumber(45_987, '45987', formats.byCode('m"月"d"日"'))
    expect(cell).toEqual({ shown: '11月26日', plain: '2025-11-26', isDate: true })
  })
  test('a workbook of the other calendar counts from 1904', () => {
    const other = createNumberFormats(true)
    expect(shownNumber(44_525, '44525', other.byCode('yyyy/m/d')).shown).toBe('2025/11/26')
    expect(shownNumber(44_525, '44525', other.byId(14, undefined)).shown).toBe('2025-11-26')
  })
  test('a number that is no day stays a number', () => {
    expect(shown(-1, 'yyyy/m/d')).toBe('-1')
    expect(shown(99_999_999, 'yyyy/m/d')).toBe('99999999')
  })
})

describe('phones', () => {
  test.each(['0.00E+00', '#,##0', '000-0000-0000', 'yyyy/m/d', '¥0.00', ';;;', '[DBNum1]General', '0,'])(
    'a phone formatted as %s is its digits',
    code => {
      expect(shown(13_800_138_000, code)).toBe('13800138000')
      expect(shown(8_613_800_138_000, code)).toBe('8613800138000')
    },
  )
  test('rounding makes nobody’s number', () => {
    expect(shown(13_800_138_001.5, '0')).toBe('13800138001.5')
    expect(shownNumber(13_800_138_001.5, '13800138001.5', null).shown).toBe('13800138001.5')
  })
})

test('texts are shown as their format says', () => {
  expect(formats.byCode('@"先生"')?.showText?.('张三')).toBe('张三先生')
  expect(formats.byCode('0;-0;0;"客户"@')?.showText?.('张三')).toBe('客户张三')
  expect(formats.byCode(';;;')?.showText?.('张三')).toBe('')
  expect(formats.byCode('@')).toBeNull()
  expect(formats.byCode('0.00')?.showText).toBeNull()
})

test('no format makes it throw, and every number comes out as some text', () => {
  const piece = fc.constantFrom(
    ...['0', '#', '?', '.', ',', '%', ';', '"', '\\', '_', '*', '@', 'y', 'm', 'd', 'h', 's', 'a', 'E+', '/'],
    ...['[', ']', '[h]', '[>=1]', '[$¥-804]', '[DBNum1]', 'General', 'AM/PM', '年', '-', ' ', '(', 'g', 'b'],
  )
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 14 }),
      fc.oneof(
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.integer(),
        fc.double({ min: 0, max: 60_000, noNaN: true }),
      ),
      (pieces, value) => {
        const text = shown(value, pieces.join(''))
        expect(typeof text).toBe('string')
        expect(text).not.toMatch(/NaN|undefined|Infinity/)
      },
    ),
    { numRuns: 5000 },
  )
})
