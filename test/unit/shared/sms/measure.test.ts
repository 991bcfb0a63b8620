import fc from 'fast-check'
import { expect, test } from 'vitest'
import { messageMeasure, unknownVariables } from '../../../../shared/sms/measure.ts'
import { fillTemplate, parseTemplate } from '../../../../shared/sms/template.ts'

const wording = '拒收请回复R'
const valueNames = ['姓名', '金额', '日期']
const measureOf = (templateText: string) =>
  messageMeasure({ signatureName: '小店', templateText, valueNames, optOutWording: wording })

test('variables of another text find their values by name, in whatever order and spelling', () => {
  const measured = measureOf('$<日期>前到店，${ 姓名 }可减${金额}元')(['王芳', '20', '周日'])
  expect(measured).toEqual({ text: '周日前到店，王芳可减20元', parts: 1, nearLimit: false, skip: null })
})

test('a text may use fewer variables, and none that the list has not', () => {
  expect(measureOf('全场八折')(['王芳', '20', '周日']).text).toBe('全场八折')
  expect(unknownVariables('${姓名}您好，${门店}开张，${门店}见', valueNames)).toEqual(['门店'])
  expect(unknownVariables('$<金额>元', valueNames)).toEqual([])
})

test('a blank value or a text that is too long keeps the message from being sent', () => {
  expect(measureOf('${姓名}您好')([' ', '20', '周日']).skip).toBe('empty-variable')
  expect(measureOf('${金额}元')(['', '20', '周日']).skip).toBeNull()
  expect(measureOf(`${'好'.repeat(300)}$\{姓名}`)(['王芳', '', '']).skip).toBe('too-long')
  expect(measureOf('好'.repeat(300))(['王芳', '', ''])).toMatchObject({ nearLimit: true, skip: null })
})

test('by name is by name, however the values are ordered', () => {
  const name = fc.constantFrom('a', 'b', 'c', 'constructor', '__proto__')
  fc.assert(
    fc.property(
      fc.uniqueArray(name, { minLength: 1 }),
      fc.array(name, { maxLength: 8 }),
      fc.array(fc.string({ maxLength: 8 }), { minLength: 5, maxLength: 5 }),
      (names, used, values) => {
        const templateText = used.map(each => `$\{${each}}，`).join('')
        const { text } = messageMeasure({
          signatureName: 'x',
          templateText,
          valueNames: names,
          optOutWording: '',
        })(values)
        const byName = new Map<string, string>(names.map((each, place) => [each, values[place] ?? '']))
        expect(text).toBe(fillTemplate(parseTemplate(templateText), each => byName.get(each)).text)
      },
    ),
  )
})
