// biome-ignore-all lint/suspicious/noTemplateCurlyInString: this is how the provider writes a variable
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  canonicalTemplate,
  fillTemplate,
  isBlank,
  messageOf,
  ownValueOf,
  parseTemplate,
} from '../../../../shared/sms/template.ts'

const awkwardNames = ['$&', '$1', '$$', '$`', '__proto__', 'constructor', 'toString', '姓名', '0', 'a b', '$']
const awkwardValues = [...awkwardNames, '${name}', '$<name>', '${__proto__}', '\\$&', '}', '${', '']

const fill = (text: string, values: Readonly<Record<string, string>>) =>
  fillTemplate(parseTemplate(text), ownValueOf(values))

describe('reading a template', () => {
  test('both spellings are the same variable, names are trimmed and listed once in order', () => {
    const parsed = parseTemplate('您好${ 姓名 }，$<金额>元，$<姓名>再见${\u3000门店\u200B}')
    expect(parsed.variables).toEqual(['姓名', '金额', '门店'])
    expect(parsed.problems).toEqual([])
    expect(parsed.segments.slice(0, 3)).toEqual([
      { kind: 'text', text: '您好' },
      { kind: 'variable', name: '姓名' },
      { kind: 'text', text: '，' },
    ])
  })

  test.each([
    ['您好${name', [{ kind: 'unclosed', position: 2 }], []],
    ['${a>', [{ kind: 'unclosed', position: 0 }], []],
    ['$<a}', [{ kind: 'unclosed', position: 0 }], []],
    ['${a ${b}', [{ kind: 'unclosed', position: 0 }], ['b']],
    ['${a\nb}', [{ kind: 'unclosed', position: 0 }], []],
    ['x${}y', [{ kind: 'empty-name', position: 1 }], []],
    ['$<\u3000\u200B>${ok}', [{ kind: 'empty-name', position: 0 }], ['ok']],
    ['$', [], []],
    ['${', [{ kind: 'unclosed', position: 0 }], []],
    ['$5 {a} <b>', [], []],
  ])('%j: what is no variable stays text and is named with its place', (text, problems, variables) => {
    const parsed = parseTemplate(text)
    expect(parsed.problems).toEqual(problems)
    expect(parsed.variables).toEqual(variables)
  })

  test('a dollar sign right before a variable is text', () => {
    expect(fill('$${x}', { x: '5' }).text).toBe('$5')
  })
})

describe('filling a template', () => {
  test.each(awkwardValues)('a value is put in as it is and never read again: %j', value => {
    expect(fill('您好${name}，$<other>', { name: value, other: '店' }).text).toBe(`您好${value}，店`)
  })

  test.each(awkwardNames)('a name is only a name: %j', name => {
    const parsed = parseTemplate(`<\${${name}}>$<${name}>`)
    expect(parsed.variables).toEqual([name])
    const values = Object.fromEntries([[name, '值']])
    expect(fillTemplate(parsed, ownValueOf(values))).toEqual({ text: '<值>值', empty: [] })
    expect(fillTemplate(parsed, ownValueOf({}))).toEqual({ text: '<>', empty: [name] })
  })

  test('missing and blank values are listed once, in order; 0 is a value', () => {
    expect(fill('${a}${b}${a}${c}${d}', { a: ' \u3000', b: '0', d: '' })).toEqual({
      text: ' \u30000 \u3000',
      empty: ['a', 'c', 'd'],
    })
  })

  test('two values that together look like a variable are not read as one', () => {
    expect(fill('${a}${b}', { a: '${', b: 'a}' }).text).toBe('${a}')
  })

  test('any values come out between the texts around them, exactly once each', () => {
    const name = fc.constantFrom(...awkwardNames)
    const value = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(...awkwardValues))
    const piece = fc.oneof(
      fc.record({ name, angle: fc.boolean() }),
      fc.string().map(text => text.replaceAll('$', '￥')),
    )
    fc.assert(
      fc.property(fc.array(piece), fc.dictionary(name, value), (pieces, dictionary) => {
        const values: Readonly<Record<string, string>> = Object.fromEntries(Object.entries(dictionary))
        const valueFor = (wanted: string) => (Object.hasOwn(values, wanted) ? (values[wanted] ?? '') : '')
        const text = pieces
          .map(part =>
            typeof part === 'string' ? part : part.angle ? `$<${part.name}>` : `\${${part.name}}`,
          )
          .join('')
        const expected = pieces.map(part => (typeof part === 'string' ? part : valueFor(part.name))).join('')
        expect(fill(text, values).text).toBe(expected)
      }),
    )
  })
})

describe('any text', () => {
  const hostile = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc
      .array(fc.constantFrom('$', '{', '}', '<', '>', '${', '$<', 'a', ' ', '\n', '\u3000', '𠮷'))
      .map(parts => parts.join('')),
  )

  test('its canonical form has the same segments and is its own canonical form', () => {
    fc.assert(
      fc.property(hostile, text => {
        const canonical = canonicalTemplate(text)
        expect(parseTemplate(canonical).segments).toEqual(parseTemplate(text).segments)
        expect(canonicalTemplate(canonical)).toBe(canonical)
      }),
    )
  })

  test('no character is lost: variables filled with their own spelling give the canonical form', () => {
    fc.assert(
      fc.property(hostile, text => {
        const parsed = parseTemplate(text)
        expect(fillTemplate(parsed, name => `\${${name}}`).text).toBe(canonicalTemplate(text))
        for (const problem of parsed.problems) expect(text[problem.position]).toBe('$')
        const joined = parsed.segments.map(segment => segment.kind).join(' ')
        expect(joined).not.toContain('text text')
      }),
    )
  })
})

test('canonical form uses the provider’s spelling', () => {
  expect(canonicalTemplate('$<name>，$< 金额 >元${店}$<')).toBe('${name}，${金额}元${店}$<')
})

test.each(['', ' ', '\t\r\n', '\u3000', '\u200B', '\uFEFF', '\u00A0\u2060', '\u0000', '\u2800', '\u3164'])(
  'blank: %j',
  value => {
    expect(isBlank(value)).toBe(true)
  },
)

test.each(['0', '-', '\u200B0\uFEFF', '否', '👍'])('not blank: %j', value => {
  expect(isBlank(value)).toBe(false)
})

test('a message begins with its signature', () => {
  expect(messageOf('掌柜', '您好$&')).toBe('【掌柜】您好$&')
})
