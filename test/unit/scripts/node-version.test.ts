import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseSync } from 'vite'
import { describe, expect, test } from 'vitest'
import { adviceForNode, holdsNode, recommendedNode } from '../../../scripts/setup/node-version.mjs'

const read = (path: string) =>
  readFileSync(fileURLToPath(new URL(`../../../${path}`, import.meta.url)), 'utf8')
const manifest = JSON.parse(read('package.json'))
const range: string = manifest.engines.node

describe('the Node.js that works', () => {
  test.each([
    ['16.20.2', false],
    ['18.20.8', false],
    ['20.18.3', false],
    ['20.19.0', true],
    ['20.20.2', true],
    ['21.7.3', false],
    ['22.11.0', false],
    ['22.12.0', true],
    ['23.0.0', true],
    ['24.1.0', true],
    ['26.0.0', true],
    ['100.0.0', true],
  ])('%s: %s', (version, works) => {
    expect(holdsNode(range, version)).toBe(works)
    expect(adviceForNode(version, range) === null).toBe(works)
  })

  test('a range in a form that is not understood is refused', () => {
    expect(() => holdsNode('20.x', '20.19.0')).toThrow('20.x')
  })

  test('whoever has an old one is told in Chinese, then in English, what to install', () => {
    const advice = adviceForNode('16.20.2', range)
    expect(advice).toMatch(/^您的 Node\.js 是 16\.20\.2.*请安装 Node\.js 24/)
    expect(advice).toContain('Install Node.js 24')
    expect(advice).toContain('https://nodejs.org/zh-cn/download')
  })
})

describe('one truth about Node.js', () => {
  test('the recommended version is in the range, and the lockfile has the same range', () => {
    expect(holdsNode(range, `${recommendedNode}.0.0`)).toBe(true)
    expect(JSON.parse(read('package-lock.json')).packages[''].engines.node).toBe(range)
  })

  test('README recommends it and names the range, in both languages', () => {
    const readme = read('README.md')
    const versions = range.split('||').map(part => part.trim().replace(/^(\^|>=)/, ''))
    expect(versions).toEqual(['20.19', '22.12'])
    const chinese = `推荐 ${recommendedNode}；${versions.join(' 以上的 20，或 ')} 以上也可以`
    const english = `${recommendedNode} recommended; ${versions.join(' or a later 20, or ')} or later works`
    expect(readme).toContain(chinese)
    expect(readme).toContain(english)
  })
})

describe('the check comes first', () => {
  test.each(Object.entries<string>(manifest.scripts))('npm script %s passes through it', (_name, script) => {
    const [, command] = /^node scripts\/main\.mjs ([a-z-]+)( --long)?$/.exec(script) ?? []
    expect(
      existsSync(fileURLToPath(new URL(`../../../scripts/commands/${command}.mjs`, import.meta.url))),
    ).toBe(true)
  })

  const checked = ['scripts/main.mjs', 'scripts/setup/node-version.mjs']

  test.each(checked)('%s imports nothing else beforehand, and nothing that Node.js 16 lacks', path => {
    const { module } = parse(path)
    const imports = module.staticImports.map(entry => entry.moduleRequest.value)
    expect(imports).toEqual(path === checked[0] ? ['node:fs', './setup/node-version.mjs'] : [])
  })

  test.each(checked)('%s has only syntax and functions that Node.js 16 knows', path => {
    const { program } = parse(path)
    const found = namesIn(program)
    expect(found.types.filter(type => newerSyntax.has(type))).toEqual([])
    expect(found.properties.filter(name => newerMembers.has(name))).toEqual([])
  })
})

function parse(path: string) {
  const parsed = parseSync(path, read(path))
  expect(parsed.errors).toEqual([])
  return parsed
}

/** Syntax after ECMAScript 2021, and what came to the built-in objects after Node.js 16.0. */
const newerSyntax = new Set(['StaticBlock', 'PropertyDefinition', 'PrivateIdentifier', 'AwaitExpression'])
const newerMembers = new Set([
  'at',
  'hasOwn',
  'findLast',
  'toSorted',
  'with',
  'groupBy',
  'styleText',
  'dirname',
])

function namesIn(node: unknown): { types: string[]; properties: string[] } {
  const types: string[] = []
  const properties: string[] = []
  const visit = (value: unknown) => {
    if (Array.isArray(value)) value.forEach(visit)
    if (value === null || typeof value !== 'object' || Array.isArray(value)) return
    const { type, property } = value as { type?: unknown; property?: { name?: unknown } }
    if (typeof type === 'string') types.push(type)
    if (typeof property?.name === 'string') properties.push(property.name)
    Object.values(value).forEach(visit)
  }
  visit(node)
  return { types, properties }
}
