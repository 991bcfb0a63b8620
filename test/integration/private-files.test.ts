import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createLog } from '../../electron/services/logging/log.ts'
import { copyBeforeStep } from '../../electron/services/storage/copy-before-step.ts'
import { openDatabase } from '../../electron/services/storage/database.ts'
import { makePrivate } from '../../electron/services/storage/private-files.ts'
import { createProfileMark } from '../../electron/services/storage/profile-mark.ts'
import { systemClock } from '../../electron/services/time/clock.ts'
import { createCredentialFile } from '../../electron/services/vault/credential-file.ts'

/** Who else of this computer may read the profile. Windows keeps that by the folder that the profile stands in. */

let folder: string
let umask: number
beforeEach(() => {
  // As careless as a system can be.
  umask = process.umask(0)
  folder = mkdtempSync(join(tmpdir(), 'zhanggui-private-'))
})
afterEach(() => {
  process.umask(umask)
  rmSync(folder, { recursive: true, force: true })
})

const modeOf = (path: string): string => (statSync(path).mode & 0o777).toString(8)

/** Names of what others may read, write or enter, and their rights. */
const openToOthers = (path: string): readonly string[] =>
  readdirSync(path, { recursive: true, encoding: 'utf8' })
    .filter(name => !name.startsWith('Chromium') && (statSync(join(path, name)).mode & 0o077) !== 0)
    .map(name => `${name} ${modeOf(join(path, name))}`)

if (process.platform !== 'win32') {
  test('what the app writes is readable for its owner alone', () => {
    const path = join(folder, 'zhanggui.db')
    const database = openDatabase(path)
    createProfileMark(path).write('made')
    copyBeforeStep(database, path, 99)
    createLog({ directory: join(folder, 'logs'), clock: systemClock, secrets: () => [] }).info('hello')
    createCredentialFile({ cwd: folder, clock: systemClock }).set({ version: 1 })
    expect(readdirSync(folder).length).toBeGreaterThanOrEqual(6)
    expect(openToOthers(folder)).toEqual([])
    database.close()
  })

  test('a profile that was open to others is closed at the next start, a named folder’s own rights stay', () => {
    for (const name of ['logs', 'work', 'Chromium things']) mkdirSync(join(folder, name), { mode: 0o755 })
    for (const name of [
      'zhanggui.db',
      'zhanggui.db-wal',
      'settings.json',
      'credentials.json.corrupt-1',
      'logs/zhanggui.log',
    ])
      writeFileSync(join(folder, name), '', { mode: 0o644 })
    const elsewhere = join(folder, 'Chromium elsewhere')
    writeFileSync(elsewhere, '', { mode: 0o644 })
    symlinkSync(elsewhere, join(folder, 'library.json'))
    chmodSync(folder, 0o755)

    expect(makePrivate(folder, false)).toBe(7)
    expect(openToOthers(folder).filter(line => !line.startsWith('library.json'))).toEqual([])
    expect([modeOf(elsewhere), modeOf(folder)]).toEqual(['644', '755'])
    expect(makePrivate(folder, true)).toBe(1)
    expect(modeOf(folder)).toBe('700')
    expect(makePrivate(folder, true)).toBe(0)
  })
}
