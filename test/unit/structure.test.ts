import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import { expect, test } from 'vitest'

/** How the files of the app lean on each other. */

const root = join(import.meta.dirname, '..', '..')

const filesOf = (folder: string): readonly string[] =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map(entry =>
      join(entry.parentPath, entry.name)
        .slice(root.length + 1)
        .replaceAll('\\', '/'),
    )

const files = ['electron', 'renderer', 'shared'].flatMap(filesOf)
const known = new Set(files)

/** Types count as well: whoever reads one file of a circle has to read them all. */
const importPattern = /(?:^|\n)\s*(?:import|export)\b[^'"`;]*?from\s*'([^']+)'|\bimport\(\s*'([^']+)'\s*\)/g

const importsOf = (file: string): readonly string[] =>
  [...readFileSync(join(root, file), 'utf8').matchAll(importPattern)]
    .map(found => found[1] ?? found[2] ?? '')
    .filter(name => name.startsWith('.'))
    .map(name => posix.join(dirname(file), name))
    .filter(target => known.has(target))

const imports = new Map(files.map(file => [file, importsOf(file)]))

/** Groups of files each of which leads to all the others (Tarjan's algorithm). */
function circlesOf(graph: ReadonlyMap<string, readonly string[]>): readonly (readonly string[])[] {
  const found: string[][] = []
  const order = new Map<string, number>()
  const lowest = new Map<string, number>()
  const open: string[] = []
  const visit = (node: string): void => {
    order.set(node, order.size)
    lowest.set(node, order.get(node) ?? 0)
    open.push(node)
    for (const next of graph.get(node) ?? []) {
      if (!order.has(next)) visit(next)
      const reached = open.includes(next) ? Math.min(lowest.get(next) ?? 0, order.get(next) ?? 0) : Infinity
      lowest.set(node, Math.min(lowest.get(node) ?? 0, reached))
    }
    if (lowest.get(node) !== order.get(node)) return
    const circle = open.splice(open.indexOf(node))
    if (circle.length > 1) found.push(circle.toSorted())
  }
  for (const node of graph.keys()) if (!order.has(node)) visit(node)
  return found
}

test('a circle is found, whoever leads into it', () => {
  const graph = new Map([
    ['a', ['b']],
    ['b', ['c', 'd']],
    ['c', ['b']],
    ['d', []],
  ])
  expect(circlesOf(graph)).toEqual([['b', 'c']])
})

test('no file leads back to itself', () => {
  const circles = circlesOf(imports).toSorted((a, b) => a.join().localeCompare(b.join()))
  expect(circles).toEqual([])
})

/**
 * The rooms of the services, from the roof to the ground: a room uses what stands on a lower floor, never its own floor
 * or a higher one. The table in docs/architecture.md says what each room holds.
 */
const floors: readonly (readonly string[])[] = [
  ['reading', 'back-up'],
  ['opt-outs', 'sending', 'contact-lists'],
  ['reports'],
  ['campaigns', 'library', 'vault', 'settings', 'works', 'updates'],
  ['send-log', 'provider', 'logging', 'files', 'workbooks'],
  ['storage', 'endpoint', 'threads', 'consent'],
  ['time'],
]

const services = 'electron/services/'
const roomOf = (file: string): string | null =>
  file.startsWith(services) ? (file.slice(services.length).split('/')[0] ?? null) : null
const floorOf = (room: string): number => floors.findIndex(rooms => rooms.includes(room))

test('every room of the services has its floor', () => {
  const rooms = new Set(files.map(roomOf).filter(room => room !== null))
  expect([...rooms].filter(room => floorOf(room) < 0)).toEqual([])
})

test('a room of the services uses lower floors only', () => {
  const climbs = [...imports].flatMap(([file, targets]) =>
    targets
      .filter(target => {
        const from = roomOf(file)
        const to = roomOf(target)
        return from !== null && to !== null && from !== to && floorOf(to) <= floorOf(from)
      })
      .map(target => `${file} → ${target}`),
  )
  expect(climbs).toEqual([])
})

test('services know what calls carry (shared/domain), and not the bridge that carries it', () => {
  const known = [...imports].flatMap(([file, targets]) =>
    file.startsWith(services) && targets.some(target => target.startsWith('shared/ipc/contract'))
      ? [file]
      : [],
  )
  expect(known).toEqual([])
})
