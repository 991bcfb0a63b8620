import { execFileSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type BareMachine, createBareMachine, registryAccess } from '../fakes/bare-machine.ts'

/** The set-up on a computer that has Node.js, npm and git, but neither Python nor a compiler. */

const ensureDependencies =
  "import('./scripts/setup/dependencies.mjs').then(setup => setup.ensureDependencies())"
const askSqlite =
  "console.log(new (require('better-sqlite3'))(':memory:').prepare('SELECT 6 * 7').pluck().get())"

let machine: BareMachine
let access: NodeJS.ProcessEnv
beforeAll(async () => {
  machine = createBareMachine()
  access = await registryAccess()
})
afterAll(() => machine.remove())

/** What better-sqlite3, as installed there, answers in the app's own runtime. */
const answer = () =>
  execFileSync(process.execPath, ['-e', askSqlite], {
    cwd: machine.project,
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    encoding: 'utf8',
  }).trim()

describe('a computer without Python and a compiler', { timeout: 600_000 }, () => {
  test('npm ci, typed by a contributor, leaves a database that the app can use', async () => {
    const ended = await machine.npm(['ci', '--omit=dev'], access)
    expect(ended, ended.stderr).toMatchObject({ code: 0 })
    expect(answer()).toBe('42')
    rmSync(join(machine.project, 'node_modules'), { recursive: true })
  })

  test('the set-up installs every dependency, and the database answers', async () => {
    const ended = await machine.node(['-e', ensureDependencies], access)
    expect(ended, ended.stderr).toMatchObject({ code: 0 })
    expect(answer()).toBe('42')
  })
})
