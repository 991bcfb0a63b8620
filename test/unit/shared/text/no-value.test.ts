import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isNoValue, mayBeNoValue } from '../../../../shared/text/no-value.ts'

const none = [
  ...[
    'NULL',
    'null',
    'None',
    'nil',
    'NaN',
    'NaT',
    'undefined',
    '\\N',
    '(null)',
    '<null>',
    '[NULL]',
    '"NULL"',
  ],
  ...['NULL NULL', 'undefinedundefined', 'null-null', 'ＮＵＬＬ', 'DBNull', '<NA>', 'nan%'],
  ...['N/A', 'n/a', 'NA', 'N.A.', 'N / A', 'Ｎ／Ａ', '#N/A', '#N/A!', '# N/A', '#NV'],
  ...[
    '#REF!',
    '#VALUE!',
    '#DIV/0!',
    '#NAME?',
    '#NUM!',
    '#NULL!',
    '#SPILL!',
    '#CALC!',
    '#FIELD!',
    '#GETTING_DATA',
  ],
  ...['＃ＲＥＦ！', '#WERT!', '#BEZUG!', '#Error!', 'Err:502', '#####', 'error', 'Invalid Date', '1.#QNAN'],
  ...[
    '-',
    '--',
    '---',
    '—',
    '——',
    '－',
    '–',
    '/',
    '//',
    '\\',
    '／',
    '.',
    '...',
    '…',
    '……',
    '*',
    '***',
    '_',
    '~',
    '、',
    '?',
    '???',
    '？',
  ],
  ...['()', '[]', '{}', '""', '¥', '¥ -', '￥-', '□□', '+', '=', '×', '〃', '年月日', '年-月-日', '--:--'],
  ...[
    '无',
    '無',
    '暂无',
    '暫無',
    '没有',
    '空',
    '空白',
    '未知',
    '未填写',
    '未登记',
    '未登记姓名',
    '匿名用户',
    '游客',
    '测试',
    '[object Object]',
    '未设置',
    '不详',
    '不明',
    '待定',
    '待补充',
    '缺',
    '同上',
    '略',
    '保密',
  ],
  ...[
    '（无）',
    '【无】',
    '-无-',
    '无。',
    '*无',
    '暂无数据',
    '无数据',
    '无信息',
    '没填',
    '请选择',
    '--请选择--',
    '请输入姓名',
    '某某',
    'XXX',
    'XX',
  ],
  ...[
    'unknown',
    'Unknown',
    'not available',
    'Not Set',
    'no data',
    'no name',
    'TBD',
    'empty',
    'blank',
    'missing',
  ],
  ...[
    '0000-00-00',
    '0000-00-00 00:00:00',
    '0000/0/0',
    '0000年00月00日',
    '00/00/0000',
    '00000000',
    '2025-00-00',
    '0000-00-00T00:00:00Z',
  ],
  ...[
    '1900-01-00',
    '1900/1/0',
    '1900年1月0日',
    '1900-01-00 00:00:00',
    '1/0/00',
    '1/0/1900',
    '1900-01-01',
    '1899-12-30',
    '1899-12-31',
    '1899-12-30 00:00:00',
    '12/30/1899',
    '30-Dec-1899',
    '1904-01-01',
    '1970-01-01 08:00:00',
    '1970-01-01',
    '0001-01-01',
    '0001-01-01T00:00:00',
    '1753-01-01',
  ],
]

const some = [
  ...[
    '王芳',
    '无锡',
    '无忌',
    '空军',
    '空调',
    '未央',
    '未来',
    '不二',
    '待客',
    '缺月',
    '同上海',
    '请小明',
    '某小姐',
    '李某某',
    '无印良品',
    '无限',
    '没心没肺',
    '保密局',
    '暂停',
  ],
  ...[
    'Nancy',
    'Nana',
    'Nil Nguyen',
    'Null Wang',
    'Nathan',
    'Empty Hall',
    'Nadia',
    'N/A公司',
    'Err',
    'Tony',
    'Xu',
    'X',
    'L',
    'XL',
    'Erin',
    'Unni',
  ],
  ...[
    '0',
    '0.00',
    '00',
    '0%',
    '¥0.00',
    '-1',
    '-5元',
    '1',
    '12.50',
    '13800138000',
    '00088',
    '0012',
    '88/100',
    '1/2',
    '3-5',
    '10-20',
    '1.0.5',
    '+86',
  ],
  ...[
    '2026-01-01',
    '2025-11-26',
    '1900-02-01',
    '1970-01-02',
    '1985-12-30',
    '11月26日',
    '2025年10月10日',
    '10/10/2025',
    '08:00',
    '00:00',
    '2000-10-20 00:00:00',
    '20251010',
    '12-30-1985',
    '1/10/05',
  ],
  ...['★★★', '✓', '√', '♥', '😀', 'A-', '#1', '#1234', 'C#', '3#', '（新）', '5折', '*'].filter(
    text => text !== '*',
  ),
]

describe('what is no value', () => {
  test.each(none)('%s', text => {
    expect(isNoValue(text)).toBe(true)
  })
})

describe('what is a value', () => {
  test.each(some)('%s', text => {
    expect(isNoValue(text)).toBe(false)
  })
})

const case_ = fc.array(fc.boolean(), { minLength: 40, maxLength: 40 })
/** The text in other letters and widths that an owner would call the same. */
const otherwise = (text: string, upper: readonly boolean[], wide: boolean): string =>
  Array.from(text, (character, place) => {
    const cased = upper[place] ? character.toUpperCase() : character.toLowerCase()
    const code = cased.charCodeAt(0)
    return wide && cased.length === 1 && code > 0x20 && code < 0x7f
      ? String.fromCharCode(code + 0xfee0)
      : cased
  }).join('')

test('case and width don’t matter', () => {
  fc.assert(
    fc.property(fc.constantFrom(...none), case_, fc.boolean(), (text, upper, wide) => {
      expect(isNoValue(otherwise(text, upper, wide))).toBe(true)
    }),
    { numRuns: 2000 },
  )
})

test('a word inside a longer name is a value', () => {
  const name = fc.constantFrom('锡', '忌', '小明', '有限公司', 'ny', '8号', '元')
  fc.assert(
    fc.property(fc.constantFrom(...none.filter(text => /^[\p{L}]+$/u.test(text))), name, (text, more) => {
      expect(isNoValue(`${more}${text}${more}`)).toBe(false)
    }),
  )
})

test('the quick look never passes over what the close one finds', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.constantFrom(...none, ...some), fc.string({ unit: 'binary', maxLength: 12 })),
      text => {
        if (isNoValue(text)) expect(mayBeNoValue(text)).toBe(true)
      },
    ),
    { numRuns: 5000 },
  )
})

test('two characters of a person’s name are a value', () => {
  const han = fc.integer({ min: 0x4e00, max: 0x9fa5 }).map(code => String.fromCharCode(code))
  const surname = fc.constantFrom(...'王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗')
  fc.assert(
    fc.property(surname, han, fc.option(han), (one, two, three) => {
      expect(isNoValue(one + two + (three ?? ''))).toBe(false)
    }),
  )
})
