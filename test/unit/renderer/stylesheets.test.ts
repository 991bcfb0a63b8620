import { globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'

const folder = join(import.meta.dirname, '../../../renderer')

/** Nothing else notices a class that a component asks for and its stylesheet lacks: it is simply not drawn so. */
test('every class that a component names stands in its stylesheet', () => {
  const missing = globSync('**/*.tsx', { cwd: folder }).flatMap(name => {
    const component = readFileSync(join(folder, name), 'utf8')
    const [, styles, sheet] = /import (\w+) from '(\.[^']+\.module\.css)'/.exec(component) ?? []
    if (styles === undefined || sheet === undefined) return []
    const known = new Set(
      readFileSync(join(folder, dirname(name), sheet), 'utf8').match(/(?<=\.)[A-Za-z][\w-]*/g),
    )
    return [...component.matchAll(new RegExp(`\\b${styles}\\['([\\w-]+)'\\]`, 'g'))]
      .filter(([, asked = '']) => !known.has(asked))
      .map(([, asked = '']) => `${name}: ${asked}`)
  })
  expect(missing).toEqual([])
})
