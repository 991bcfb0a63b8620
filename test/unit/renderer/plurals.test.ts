import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { i18n, startI18n } from '../../../renderer/lib/i18n.ts'

beforeAll(() => startI18n('en'))

const folder = join(import.meta.dirname, '../../../renderer/locales/en')
type Texts = { readonly [key: string]: string | Texts }

const flat = (texts: Texts, prefix = ''): readonly (readonly [string, string])[] =>
  Object.entries(texts).flatMap(([key, value]) =>
    typeof value === 'string' ? [[prefix + key, value] as const] : flat(value, `${prefix}${key}.`),
  )

/** The text with one number in every hole. */
const filled = (text: string, value: string): string => {
  const holes = [...text.matchAll(/\{\{(\w+)/g)].map(match => match[1] ?? '')
  return i18n.services.interpolator.interpolate(
    text,
    Object.fromEntries(holes.map(hole => [hole, value])),
    'en',
    {},
  )
}

/** One of something, in words that speak of several: its noun or its verb. */
const wrongForOne =
  /\b1 (?:more |other |usable |hidden )?(?!(?:is|ms|has|was|goes|waits|begins|stands|deserves)\b)(?:people|[a-z]+s)\b|\b1 (?:[a-z]+ ){0,3}?(?:are|were|have|wait|stand|repeat|hold|deserve)\b|\bthese 1\b/u

describe.each(readdirSync(folder))('%s', file => {
  test('one of something is spoken of as one', () => {
    const texts = flat(JSON.parse(readFileSync(join(folder, file), 'utf8')) as Texts)
    const wrong = texts
      .map(([key, text]) => `${key}: ${filled(text, '1')}`)
      .filter(line => wrongForOne.test(line))
    expect(wrong).toEqual([])
  })

  test('every hole can be filled', () => {
    const texts = flat(JSON.parse(readFileSync(join(folder, file), 'utf8')) as Texts)
    for (const [key, text] of texts)
      expect(`${key}: ${filled(text, '7')}`).not.toMatch(/\{\{|\}\}|plural|; other:/u)
  })
})

test('a number has the noun that fits it, also in a sentence with several', () => {
  const text = '{{a}} {{a, plural(one: row; other: rows)}}, {{b}} {{b, plural(one: person; other: people)}}'
  const fill = (a: string, b: string) => i18n.services.interpolator.interpolate(text, { a, b }, 'en', {})
  expect(fill('1', '1,000')).toBe('1 row, 1,000 people')
  expect(fill('0', '1')).toBe('0 rows, 1 person')
})
