import { readdirSync, readFileSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { join } from 'node:path'
import { expect, test } from 'vitest'

/** What is taken from others: every package where it is declared, and of Electron nothing that is about to go. */

const root = join(import.meta.dirname, '..', '..')

const textsIn = (folder: string): readonly string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter(name => /\.(?:ts|tsx|mjs|cjs)$/.test(name))
    .map(name => readFileSync(join(root, folder, name), 'utf8'))

const importPattern =
  /(?:^(?:import|export)\b[^'"`;=]*?\bfrom |^import |\b(?:import|require|import\.meta\.resolve)\()['"]((?:@[\w-]+\/)?[\w-][\w./-]*)['"]/gm

/** Names of packages that files import, built-in modules left out. */
function packagesOf(texts: readonly string[]): ReadonlySet<string> {
  const found = texts.flatMap(text => [...text.matchAll(importPattern)].map(([, name = '']) => name))
  return new Set(
    found
      .filter(name => !isBuiltin(name) && !/^[a-z]+:/.test(name))
      .map(name => name.split('/', name.startsWith('@') ? 2 : 1).join('/')),
  )
}

type Manifest = {
  readonly dependencies: Readonly<Record<string, string>>
  readonly devDependencies: Readonly<Record<string, string>>
}
const manifest: Manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
const declared = [...Object.keys(manifest.dependencies), ...Object.keys(manifest.devDependencies)]

const app = ['electron', 'renderer', 'shared'].flatMap(textsIn)
const tools = [...['test', 'scripts'].flatMap(textsIn), readFileSync(join(root, 'vite.config.ts'), 'utf8')]

test('what the packaged app finds at run time is imported by it, and nothing else is declared so', () => {
  const imported = packagesOf(textsIn('electron'))
  expect(Object.keys(manifest.dependencies).filter(name => !imported.has(name))).toEqual([])
})

test('every package that is imported is declared', () => {
  const imported = packagesOf([...app, ...tools])
  expect([...imported].filter(name => !declared.includes(name))).toEqual([])
})

test('every package that is declared is imported, gives the types of one that is, or is a tool that a script runs', () => {
  const imported = packagesOf([...app, ...tools])
  const scripts = textsIn('scripts').join('\n')
  const isTyped = (name: string): boolean => {
    const typed = name.startsWith('@types/') ? name.slice('@types/'.length) : null
    return typed !== null && (typed === 'node' || declared.includes(typed))
  }
  // As a path in node_modules, whose parts may be joined by a call.
  const isRun = (name: string): boolean => scripts.includes(`'${name.split('/').join("', '")}'`)
  expect(declared.filter(name => !imported.has(name) && !isTyped(name) && !isRun(name))).toEqual([])
})

/** A member of Electron's types that is marked as deprecated. */
type Deprecated = { readonly owner: string; readonly member: string; readonly event: string | null }

const types = readFileSync(join(root, 'node_modules', 'electron', 'electron.d.ts'), 'utf8')

/**
 * Every member of Electron's classes and interfaces, those that are deprecated, and events whose further arguments are:
 * what they tell stands in the event itself.
 */
function readMembers() {
  const all: Deprecated[] = []
  const deprecated: Deprecated[] = []
  const ofOneArgument = new Set<string>()
  let owner = ''
  let isMarked = false
  let inComment = false
  for (const line of types.split('\n')) {
    owner = /^ {2}(?:class|interface) (\w+)/.exec(line)?.[1] ?? owner
    // Deeper ones stand at a parameter.
    if (/^ {4}\/\*\*/.test(line)) {
      inComment = true
      isMarked = false
    }
    if (inComment) {
      isMarked ||= line.includes('@deprecated')
      inComment = !line.includes('*/')
      continue
    }
    const last = all.at(-1)
    if (/^ {6,}\* @deprecated/.test(line) && typeof last?.event === 'string') ofOneArgument.add(last.event)
    const member = /^ {4}(?:static |readonly )*(\w+)\??[(:]/.exec(line)?.[1]
    if (member === undefined) continue
    const event = /^ {4}(?:on|once)\(event: '([\w-]+)'/.exec(line)?.[1] ?? null
    all.push({ owner, member, event })
    if (isMarked) deprecated.push({ owner, member, event })
    isMarked = false
  }
  return { all, deprecated, ofOneArgument }
}

test('nothing of Electron is called that its types call deprecated', () => {
  const { all, deprecated, ofOneArgument } = readMembers()
  // They are found at all.
  expect(deprecated).toContainEqual({ owner: 'SafeStorage', member: 'encryptString', event: null })
  expect(ofOneArgument).toContain('will-navigate')
  const code = textsIn('electron').join('\n')
  const isUsed = ({ owner, member, event }: Deprecated): boolean => {
    if (event !== null) return new RegExp(`\\.on(?:ce)?\\(\\s*'${event}'`).test(code)
    if (['on', 'once', 'off', 'addListener', 'removeListener'].includes(member)) return false
    // A name that stands elsewhere too is looked for at its own object alone.
    const isShared = all.some(other => other.member === member && other.owner !== owner)
    const object = owner.charAt(0).toLowerCase() + owner.slice(1)
    if (/Options$|^WebPreferences$/.test(owner)) return new RegExp(`\\b${member}\\s*:`).test(code)
    return new RegExp(`${isShared ? `\\b(?:${owner}|${object})` : ''}\\.${member}\\b`).test(code)
  }
  const takesMore = (event: string): boolean =>
    new RegExp(`\\.on(?:ce)?\\(\\s*'${event}',\\s*(?:async )?\\(\\s*\\w+[^)=]*,`).test(code)
  expect([...ofOneArgument].filter(takesMore)).toEqual([])
  expect(deprecated.filter(isUsed).map(({ owner, member, event }) => `${owner}.${event ?? member}`)).toEqual(
    [],
  )
})
