import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

/** What the guide for owners calls things is what stands on the screen. */

const root = join(import.meta.dirname, '..', '..', '..')
const pages = ['docs/guide.zh.md', 'README.md'].map(name => ({
  name,
  text: readFileSync(join(root, name), 'utf8'),
}))

/** Of the systems and of what people say, not of ours. */
const foreign: ReadonlySet<string> = new Set([
  'Windows 已保护你的电脑',
  '无法验证开发者',
  '应用程序',
  '别再发了',
  'R',
  '已送达',
])

const textsIn = (value: unknown): readonly string[] =>
  typeof value === 'string' ? [value] : Object.values(value as object).flatMap(textsIn)

test('every word in quotes stands on a screen, each step of a way there among them', () => {
  const locales = join(root, 'renderer', 'locales', 'zh-CN')
  const onScreen = new Set(
    readdirSync(locales).flatMap(name => textsIn(JSON.parse(readFileSync(join(locales, name), 'utf8')))),
  )
  const quoted = pages.flatMap(({ text }) =>
    [...text.matchAll(/「([^「」]+)」/g)].map(([, words = '']) => words),
  )
  expect(quoted.length).toBeGreaterThan(20)
  const steps = quoted.filter(words => !foreign.has(words)).flatMap(words => words.split(' → '))
  expect([...new Set(steps)].filter(step => !onScreen.has(step))).toEqual([])
})

test('every picture and page that is pointed at is there', () => {
  for (const { name, text } of pages) {
    const folder = join(root, name, '..')
    const targets = [...text.matchAll(/\]\(([^)#:]+)\)/g)].map(([, target = '']) => target)
    expect(targets.length).toBeGreaterThan(5)
    expect(targets.filter(target => !existsSync(join(folder, target)))).toEqual([])
  }
})
