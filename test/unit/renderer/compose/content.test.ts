import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  emptyContent,
  missingOf,
  sourcesOf,
  type VariableSource,
  valuesFor,
} from '../../../../renderer/features/compose/content.ts'
import type { UsableContact } from '../../../../renderer/features/import/usable-contacts.ts'
import { fillTemplate, parseTemplate } from '../../../../shared/sms/template.ts'

const columns = ['手机号码', '客户姓名', '消费金额', '门店'].map((name, index) => ({ index, name }))
const contact = (values: readonly string[]): UsableContact => ({ row: 2, phone: '13800138000', values })

describe('values', () => {
  test('a blank cell is replaced only where the owner said so, and 0 is a value', () => {
    const sources = new Map<string, VariableSource>([
      ['姓名', { kind: 'column', index: 1 }],
      ['金额', { kind: 'column', index: 2 }],
      ['店', { kind: 'fixed', text: '南门店' }],
    ])
    const row = contact(['13800138000', ' \u200b', '0'])
    expect([...valuesFor(sources, new Map(), row).values()]).toEqual([' \u200b', '0', '南门店'])
    const policies = new Map([
      ['姓名', { kind: 'replace', text: '顾客' } as const],
      ['金额', { kind: 'replace', text: '若干' } as const],
    ])
    expect([...valuesFor(sources, policies, row).values()]).toEqual(['顾客', '0', '南门店'])
  })

  test('there is one value per variable, in the order of the template, whatever they are called and hold', () => {
    const name = fc.oneof(
      fc.constantFrom('__proto__', 'constructor', '姓名', 'a', 'toString'),
      fc.string({ minLength: 1, maxLength: 6 }).filter(text => /^[^\s{}<>$]+$/.test(text)),
    )
    fc.assert(
      fc.property(fc.uniqueArray(name, { maxLength: 6 }), fc.array(fc.string()), (names, cells) => {
        const parsed = parseTemplate(names.map(each => `\${${each}}`).join('，'))
        const chosen = new Map(
          parsed.variables.map((each, index): [string, VariableSource] => [each, { kind: 'column', index }]),
        )
        const sources = sourcesOf(parsed, chosen, columns, 0)
        const values = valuesFor(sources, new Map(), contact(cells))
        expect([...values.keys()]).toEqual(parsed.variables)
        expect([...values.values()]).toEqual(parsed.variables.map((_, index) => cells[index] ?? ''))
        const filled = fillTemplate(parsed, each => values.get(each))
        expect(filled.text).toBe([...values.values()].join('，'))
      }),
    )
  })
})

test('what is missing is said in the order of the screen', () => {
  const parsed = parseTemplate('${姓名}您好，${折扣}')
  const sources = sourcesOf(parsed, new Map(), columns, 0)
  const blanks = new Map([['姓名', 3]])
  expect(missingOf(emptyContent, sources, blanks).map(missing => missing.kind)).toEqual([
    'signature-name',
    'signature-code',
    'template-code',
    'template-text',
    'variable',
  ])
  const content = {
    signature: { name: '王记茶铺', code: 'S' },
    template: { code: 'T', text: '${姓名}您好，${折扣}' },
    chosen: new Map<string, VariableSource>([['折扣', { kind: 'fixed', text: ' ' }]]),
    policies: new Map([['姓名', { kind: 'replace', text: '' } as const]]),
  }
  const chosen = sourcesOf(parsed, content.chosen, columns, 0)
  expect(missingOf(content, chosen, blanks)).toEqual([
    { kind: 'replacement', name: '姓名' },
    { kind: 'fixed-text', name: '折扣' },
  ])
  expect(missingOf(content, chosen, new Map())).toEqual([{ kind: 'fixed-text', name: '折扣' }])
})
