import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  emptyContent,
  flawsFor,
  isSentAsItIs,
  missingOf,
  sourcesOf,
  valuesFor,
} from '../../../../renderer/features/compose/content.ts'
import type { UsableContact } from '../../../../renderer/features/import/usable-contacts.ts'
import { flawKey } from '../../../../renderer/lib/filling.ts'
import type { FlawPolicy, VariableSource } from '../../../../shared/domain/filling.ts'
import { fillTemplate, parseTemplate } from '../../../../shared/sms/template.ts'

const columns = ['手机号码', '客户姓名', '消费金额', '门店'].map((name, index) => ({ index, name }))
const contact = (values: readonly string[]): UsableContact => ({ row: 2, phone: '13800138000', values })

const noFlaws: ReadonlySet<string> = new Set()

describe('values', () => {
  test('a blank cell is replaced only where the owner said so, and 0 is a value', () => {
    const sources = new Map<string, VariableSource>([
      ['姓名', { kind: 'column', index: 1 }],
      ['金额', { kind: 'column', index: 2 }],
      ['店', { kind: 'fixed', text: '南门店' }],
    ])
    const row = contact(['13800138000', ' \u200b', '0'])
    expect([...valuesFor(sources, emptyContent, row).values()]).toEqual([' \u200b', '0', '南门店'])
    const policies = new Map([
      ['姓名', { kind: 'replace', text: '顾客' } as const],
      ['金额', { kind: 'replace', text: '若干' } as const],
    ])
    expect([...valuesFor(sources, { ...emptyContent, policies }, row).values()]).toEqual([
      '顾客',
      '0',
      '南门店',
    ])
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
        const sources = sourcesOf(parsed.variables, chosen, columns, 0)
        const values = valuesFor(sources, emptyContent, contact(cells))
        expect([...values.keys()]).toEqual(parsed.variables)
        expect([...values.values()]).toEqual(parsed.variables.map((_, index) => cells[index] ?? ''))
        const filled = fillTemplate(parsed, each => values.get(each))
        expect(filled.text).toBe([...values.values()].join('，'))
      }),
    )
  })
})

describe('values that are none or can’t be read', () => {
  const sources = new Map<string, VariableSource>([
    ['姓名', { kind: 'column', index: 1 }],
    ['金额', { kind: 'column', index: 2 }],
    ['店', { kind: 'fixed', text: '无' }],
  ])
  const row = contact(['13800138000', '#N/A', '锟斤拷'])
  const sent = (...decisions: readonly (readonly [string, FlawPolicy])[]) => [
    ...valuesFor(sources, { ...emptyContent, flawPolicies: new Map(decisions) }, row).values(),
  ]
  const name = flawKey('姓名', 'no-value')

  test('they are sent as they are until the owner decides, each flaw of each variable by itself', () => {
    expect(sent()).toEqual(['#N/A', '锟斤拷', '无'])
    expect(sent([name, { kind: 'keep' }])).toEqual(['#N/A', '锟斤拷', '无'])
    expect(sent([name, { kind: 'leave-out' }])).toEqual(['', '锟斤拷', '无'])
    expect(sent([name, { kind: 'replace', text: ' 顾客 ' }])).toEqual(['顾客', '锟斤拷', '无'])
    expect(sent([flawKey('金额', 'unreadable'), { kind: 'leave-out' }])).toEqual(['#N/A', '', '无'])
    expect(sent([flawKey('金额', 'no-value'), { kind: 'leave-out' }])).toEqual(['#N/A', '锟斤拷', '无'])
  })

  test('a value that was decided by itself goes before all others, and back again', () => {
    const people = ['无', '#N/A', '王芳'].map(value => contact(['13800138000', value, '1']))
    const names = (...decisions: readonly (readonly [string, FlawPolicy])[]) => {
      const content = { ...emptyContent, flawPolicies: new Map(decisions) }
      return people.map(person => valuesFor(sources, content, person).get('姓名'))
    }
    const surname = flawKey('姓名', 'no-value', '无')
    const replaced: readonly [string, FlawPolicy] = [name, { kind: 'replace', text: '顾客' }]
    expect(names(replaced)).toEqual(['顾客', '顾客', '王芳'])
    expect(names(replaced, [surname, { kind: 'keep' }])).toEqual(['无', '顾客', '王芳'])
    expect(names([name, { kind: 'keep' }], [surname, { kind: 'leave-out' }])).toEqual(['', '#N/A', '王芳'])
    expect(names([surname, { kind: 'replace', text: '贵宾' }])).toEqual(['贵宾', '#N/A', '王芳'])
    const content = {
      ...emptyContent,
      flawPolicies: new Map<string, FlawPolicy>([replaced, [surname, { kind: 'keep' }]]),
    }
    expect(people.flatMap(person => flawsFor(sources, content, person)).map(isSentAsItIs)).toEqual([
      true,
      false,
    ])
  })

  test('what the owner types for everybody is meant', () => {
    const flaws = flawsFor(sources, emptyContent, row)
    expect(flaws.map(({ variable, flaw, value }) => [variable, flaw, value])).toEqual([
      ['姓名', 'no-value', '#N/A'],
      ['金额', 'unreadable', '锟斤拷'],
    ])
    expect(flaws.every(isSentAsItIs)).toBe(true)
  })

  test('a blank replacement is asked for only where there is such a value', () => {
    const decided = {
      ...emptyContent,
      flawPolicies: new Map([[name, { kind: 'replace', text: ' ' } as const]]),
    }
    const asked = (keys: readonly string[]) =>
      missingOf(decided, sources, new Map(), new Set(keys)).filter(({ kind }) => kind === 'replacement')
    expect(asked([name])).toEqual([{ kind: 'replacement', name: '姓名' }])
    expect(asked([flawKey('姓名', 'unreadable')])).toEqual([])
    const surname = flawKey('姓名', 'no-value', '无')
    const one = {
      ...emptyContent,
      flawPolicies: new Map([[surname, { kind: 'replace', text: '' } as const]]),
    }
    expect(missingOf(one, sources, new Map(), new Set([name, surname]))).toContainEqual({
      kind: 'replacement',
      name: '姓名',
    })
    expect(missingOf(one, sources, new Map(), new Set([name]))).not.toContainEqual({
      kind: 'replacement',
      name: '姓名',
    })
  })
})

test('what is missing is said in the order of the screen', () => {
  const parsed = parseTemplate('${姓名}您好，${折扣}')
  const sources = sourcesOf(parsed.variables, new Map(), columns, 0)
  const blanks = new Map([['姓名', 3]])
  expect(missingOf(emptyContent, sources, blanks, noFlaws).map(missing => missing.kind)).toEqual([
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
    flawPolicies: new Map(),
    forms: new Map(),
  }
  const chosen = sourcesOf(parsed.variables, content.chosen, columns, 0)
  expect(missingOf(content, chosen, blanks, noFlaws)).toEqual([
    { kind: 'replacement', name: '姓名' },
    { kind: 'fixed-text', name: '折扣' },
  ])
  expect(missingOf(content, chosen, new Map(), noFlaws)).toEqual([{ kind: 'fixed-text', name: '折扣' }])
})
