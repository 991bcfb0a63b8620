import { globSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

/**
 * Has Node compile what the tests' threads and processes run, and keep it (NODE_COMPILE_CACHE). Most of them are killed
 * and keep nothing, and what each would compile anew costs more than what it does.
 */
const root = join(import.meta.dirname, '..')
// An entry finds nobody to talk to and throws; it has been compiled all the same.
for (const file of globSync(['electron/services/**/*.ts', 'test/fakes/*.ts'], { cwd: root }))
  await import(pathToFileURL(join(root, file)).href).catch(() => undefined)
process.exit()
