import { readdirSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { expect, test } from 'vitest'

/** Paths that documents and comments name lead somewhere. */

const root = join(import.meta.dirname, '..', '..', '..')
const folders = ['electron', 'renderer', 'shared', 'test', 'scripts', 'docs']

const filesIn = (folder: string): readonly string[] =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry =>
      join(entry.parentPath, entry.name)
        .slice(root.length + 1)
        .replaceAll('\\', '/'),
    )

const atRoot = readdirSync(root, { withFileTypes: true })
  .filter(entry => entry.isFile())
  .map(({ name }) => name)
const files = [...folders.flatMap(filesIn), ...atRoot]
const known = new Set(files.flatMap(file => [file, ...foldersOf(file)]))

function foldersOf(file: string): readonly string[] {
  const parent = posix.dirname(file)
  return parent === '.' ? [] : [`${parent}/`, ...foldersOf(parent)]
}

/** A path may be shortened to its end, as in "`sending-rate.ts`, `holds.ts`". */
const leads = (path: string): boolean => known.has(path) || [...known].some(each => each.endsWith(`/${path}`))

/** Names of sources and documents, and of folders that hold them. */
const sourceName = /^(?:[\w.-]+\/)*[\w.-]+\.(?:tsx?|mjs|css|md|yml)$/
const isFolder = (name: string): boolean =>
  name.endsWith('/') && folders.some(folder => name.startsWith(`${folder}/`)) && !/[<*]/.test(name)

const documents = files.filter(file => file.endsWith('.md') && file !== 'CHANGELOG.md')

test.each(documents)('%s names files and folders that are there', file => {
  const text = readFileSync(join(root, file), 'utf8')
  const quoted = [...text.matchAll(/`([^`\n]+)`/g)].map(([, name = '']) => name)
  const linked = [...text.matchAll(/\]\(([^)#:\s]+\.md)[^)]*\)/g)].map(([, name = '']) =>
    posix.join(posix.dirname(file), name),
  )
  const plain = [...text.matchAll(/(?<![\w/`-])docs\/[\w/.-]+\.md/g)].map(([name]) => name)
  const named = [...quoted.filter(name => sourceName.test(name) || isFolder(name)), ...linked, ...plain]
  expect(named.filter(name => !leads(name))).toEqual([])
})

test('comments name files that are there', () => {
  const named = files
    .filter(file => /^(?:electron|renderer|shared|scripts)\/.*\.(?:tsx?|mjs)$/.test(file))
    .flatMap(file =>
      readFileSync(join(root, file), 'utf8')
        .split('\n')
        .filter(line => /^\s*(?:\/\*\*|\*|\/\/)/.test(line))
        .flatMap(line => [...line.matchAll(/(?<![\w./-])(?:[\w-]+\/)*[\w-]+\.(?:tsx?|mjs|md)(?![\w-])/g)])
        .map(([name]) => `${file}: ${name}`),
    )
  expect(named.filter(each => !leads(each.slice(each.indexOf(': ') + 2)))).toEqual([])
})
