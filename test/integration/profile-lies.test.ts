import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { makeRoomInProfile } from '../../electron/composition/profile-places.ts'
import { removeLeftOver } from '../../electron/services/back-up/back-up-folder.ts'
import { finishRestore } from '../../electron/services/back-up/restore.ts'
import { isRestoreLeft } from '../../electron/services/back-up/restore-folder.ts'
import { createJsonStore } from '../../electron/services/files/json-store.ts'
import {
  clearUnfinished,
  notedFiles,
  unfinishedFolder,
} from '../../electron/services/files/unfinished-files.ts'
import { createLog } from '../../electron/services/logging/log.ts'
import { createSettings } from '../../electron/services/settings/settings.ts'
import { startTroubleText } from '../../electron/services/storage/storage-trouble.ts'
import { createWorkStore } from '../../electron/services/works/work-store.ts'

/** Whatever stands in the place of a file or folder of the profile (of the database's: storage-lies). */

const nowMs = Date.UTC(2026, 10, 22, 7, 23, 1)
const stamp = '20261122-152301'
const clock = { now: () => nowMs }
let profile: string

beforeEach(() => {
  profile = mkdtempSync(join(tmpdir(), 'zhanggui-profile-'))
})
afterEach(() => rmSync(profile, { recursive: true, force: true }))

const folderWithFile = (place: string): void => {
  mkdirSync(place)
  writeFileSync(join(place, 'x'), 'x')
}
const noFiles: readonly (readonly [string, (place: string) => void])[] = [
  ['a folder', folderWithFile],
  ['a link to nowhere', place => symlinkSync('gone', place)],
  ['a link to itself', place => symlinkSync(place, place)],
]
const noFolders: readonly (readonly [string, (place: string) => void])[] = [
  ['a file', place => writeFileSync(place, 'x')],
  ...noFiles.slice(1),
]
const times = <A, B>(all: readonly A[], each: readonly (readonly [string, B])[]) =>
  all.flatMap(one => each.map(([what, put]) => [what, one, put] as const))

describe('a file of settings, secrets or choices', () => {
  const names = ['settings', 'credentials', 'proxy-login', 'library', 'back-up', 'updates'] as const

  test.each(times(names, noFiles))(
    '%s as %s.json: kept under another name, and the app starts',
    (_what, name, put) => {
      const place = join(profile, `${name}.json`)
      put(place)
      const store = createJsonStore({ cwd: profile, name, clock })
      expect(store.get()).toBeUndefined()
      expect(store.putAside()).toEqual([`${name}.json.corrupt-${stamp}`])
      store.set({ a: 1 })
      expect(createJsonStore({ cwd: profile, name, clock }).get()).toEqual({ a: 1 })
      store.delete()
      expect(existsSync(place)).toBe(false)
    },
  )

  test('a folder put aside is never deleted with the secrets that the app wrote', () => {
    folderWithFile(join(profile, 'credentials.json'))
    const store = createJsonStore({ cwd: profile, name: 'credentials', clock })
    store.set({ a: 1 })
    store.delete()
    expect(readdirSync(profile)).toEqual([`credentials.json.corrupt-${stamp}`])
  })

  test('the owner is told of settings that were put aside', () => {
    folderWithFile(join(profile, 'settings.json'))
    const settings = createSettings({ file: createJsonStore({ cwd: profile, name: 'settings', clock }) })
    expect(settings.problems).toEqual([{ kind: 'damaged-file', keptAs: `settings.json.corrupt-${stamp}` }])
    expect(settings.update({ concurrency: 3 }).concurrency).toBe(3)
  })

  test.each(['EACCES', 'EPERM', 'EBUSY', 'EIO'])('%s: said in Chinese, with the name of the file', code => {
    const error = Object.assign(new Error(`${code}: refused, open '/p/settings.json'`), {
      code,
      path: '/p/settings.json',
    })
    expect(startTroubleText(error)).toMatch(/^数据文件夹里的 settings\.json 打不开.*没有改动.*\n.*\n\nE/)
  })
})

describe('a folder of the profile', () => {
  const folders = ['work', 'logs', 'unfinished-exports', 'backups', 'restore']

  test.each(times(folders, noFolders))('%s as %s: moved aside, nothing is lost', (_what, name, put) => {
    put(join(profile, name))
    const failures: unknown[] = []
    const keptAs = `${name}.misplaced-${stamp}`
    expect(makeRoomInProfile(profile, nowMs, error => failures.push(error))).toEqual([{ name, keptAs }])
    expect(failures).toEqual([])
    expect(readdirSync(profile)).toEqual([keptAs])
    expect(makeRoomInProfile(profile, nowMs, error => failures.push(error))).toEqual([])
  })

  test('a folder as each file of the log: the log goes on', () => {
    mkdirSync(join(profile, 'logs'))
    const files = ['zhanggui.log', ...[1, 2, 3, 4].map(age => `zhanggui.${age}.log`)]
    for (const name of files) folderWithFile(join(profile, 'logs', name))
    const moved = makeRoomInProfile(profile, nowMs, error => expect.unreachable(String(error)))
    expect(moved).toEqual(
      files.map(name => ({ name: join('logs', name), keptAs: `${name}.misplaced-${stamp}` })),
    )
    const log = createLog({ directory: join(profile, 'logs'), clock, secrets: () => [], maxBytes: 100 })
    for (let n = 0; n < 10; n += 1)
      log.info('a line that is rather long, so that each file holds two of them at most')
    expect(readFileSync(join(profile, 'logs', 'zhanggui.4.log'), 'utf8')).toContain('a line')
  })

  test('what is right stays', () => {
    for (const name of folders) mkdirSync(join(profile, name))
    writeFileSync(join(profile, 'logs', 'zhanggui.log'), 'x')
    expect(makeRoomInProfile(profile, nowMs, error => expect.unreachable(String(error)))).toEqual([])
  })
})

describe('inside a folder of the profile', () => {
  test('a work whose record can’t be read, or that is a file, hides no other', async () => {
    const unreadable: string[] = []
    const folder = join(profile, 'work')
    const works = createWorkStore({
      folder,
      now: () => nowMs,
      onUnreadable: workId => unreadable.push(workId),
    })
    const broken = await works.begin()
    const whole = await works.begin()
    await works.save(whole, {
      name: '九月',
      mode: 'real',
      step: 'compose',
      list: null,
      content: {
        signature: { name: '店', code: '' },
        template: { code: '', text: '您好' },
        chosen: [],
        policies: [],
        flawPolicies: [],
        forms: [],
      },
    })
    folderWithFile(join(folder, broken, 'work.json'))
    writeFileSync(join(folder, '00000000-0000-4000-8000-000000000000'), 'x')
    await works.tidy()
    expect((await works.list()).map(({ workId }) => workId)).toEqual([whole])
    expect(unreadable).toEqual([broken])
    // Anybody may be in it: who is to be forgotten is forgotten there too.
    await works.removeWithPeople()
    expect(readdirSync(folder)).not.toContain(broken)
  })

  test('a note of an unfinished export that can’t be read, or names a folder, keeps no other from being cleared', async () => {
    const notes = unfinishedFolder(profile)
    const name = (digit: string) => `.zhanggui-${digit.repeat(8)}-0000-4000-8000-000000000000.tmp`
    const [asFolder, ofFolder, ofFile] = ['0', '1', '2'].map(name) as [string, string, string]
    const files = notedFiles(notes)
    for (const each of [ofFolder, ofFile]) await files.begun?.(join(profile, each))
    folderWithFile(join(notes, asFolder))
    folderWithFile(join(profile, ofFolder))
    writeFileSync(join(profile, ofFile), 'people')
    await expect(clearUnfinished(notes)).rejects.toThrow('2 could not be removed')
    expect(readdirSync(profile).sort()).toEqual([ofFolder, 'unfinished-exports'])
    expect(readdirSync(notes).sort()).toEqual([asFolder, ofFolder])
  })

  test('an unfinished back-up that can’t be removed, or a file in place of the folder, keeps no app from starting', () => {
    const [backups, other] = [join(profile, 'backups'), join(profile, 'other')]
    mkdirSync(backups)
    const [first, second] = ['0', '1'].map(
      digit => `.zhanggui-${digit.repeat(8)}-0000-4000-8000-000000000000.tmp`,
    ) as [string, string]
    folderWithFile(join(backups, first))
    writeFileSync(join(backups, second), 'people')
    writeFileSync(other, 'x')
    const failures: unknown[] = []
    removeLeftOver([other, backups], error => failures.push(error))
    expect(failures).toHaveLength(2)
    expect(readdirSync(backups)).toEqual([first])
  })

  test('a restore whose plan is a folder was never asked for', async () => {
    mkdirSync(join(profile, 'restore'))
    folderWithFile(join(profile, 'restore', 'plan.json'))
    writeFileSync(join(profile, 'settings.json'), '{}')
    expect(isRestoreLeft(profile)).toBe(true)
    expect(await finishRestore({ userData: profile, appVersion: '0.1.0', now: () => nowMs })).toBeNull()
    expect(readdirSync(profile)).toEqual(['settings.json'])
  })

  test('a file in place of the restore’s folder is no restore', () => {
    writeFileSync(join(profile, 'restore'), 'x')
    expect(isRestoreLeft(profile)).toBe(false)
  })
})
