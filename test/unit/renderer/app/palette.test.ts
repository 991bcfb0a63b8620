import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { dark, light, type Palette, type PaletteName } from '../../../../renderer/app/palette.ts'

/** Relative luminance of a #rrggbb colour, as WCAG 2 defines it. */
const luminance = (hex: string): number => {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map(at => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

const contrast = (a: string, b: string): number => {
  const [high = 0, low = 0] = [luminance(a), luminance(b)].toSorted((x, y) => y - x)
  return (high + 0.05) / (low + 0.05)
}

const pairs: readonly (readonly [PaletteName, PaletteName])[] = [
  ...(['text', 'text-soft', 'text-faint', 'primary-text'] as const).flatMap(text =>
    (['ground', 'side', 'surface', 'sunken'] as const).map(ground => [text, ground] as const),
  ),
  ['primary-text', 'primary-tint'],
  ['good', 'good-tint'],
  ['warn', 'warn-tint'],
  ['text-soft', 'warn-tint'],
  ['bad', 'bad-tint'],
  ['text-soft', 'bad-tint'],
  ['bad', 'surface'],
  ['on-bad', 'bad'],
  ['practice', 'practice-tint'],
  ['text-soft', 'practice-tint'],
  ['unsure', 'surface'],
  ...(['mark-1', 'mark-2', 'mark-3', 'mark-4', 'mark-5'] as const).map(mark => ['text', mark] as const),
]

describe.each([
  ['light', light],
  ['dark', dark],
] satisfies [string, Palette][])('the %s palette', (_, palette) => {
  test.each(pairs)('%s is readable on %s', (text, ground) => {
    expect(contrast(palette[text], palette[ground])).toBeGreaterThanOrEqual(4.5)
  })

  test('white is readable on the main button', () => {
    expect(contrast('#ffffff', palette.primary)).toBeGreaterThanOrEqual(4.5)
  })
})

test('style sheets use the variables that there are', () => {
  const folder = join(import.meta.dirname, '..', '..', '..', '..', 'renderer')
  const sheets = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(name =>
    name.endsWith('.css'),
  )
  const texts = sheets.map(name => readFileSync(join(folder, name), 'utf8'))
  const found = (pattern: RegExp) =>
    new Set(texts.flatMap(text => [...text.matchAll(pattern)].map(([, name]) => name ?? '')))
  const used = found(/var\(--zg-([\w-]+)/g)
  const declared = new Set([...Object.keys(light), ...found(/--zg-([\w-]+):/g)])
  expect([...used].filter(name => !declared.has(name))).toEqual([])
})
