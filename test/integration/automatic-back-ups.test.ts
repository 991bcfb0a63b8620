import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Database } from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  type AutomaticBackUps,
  createAutomaticBackUps,
} from '../../electron/services/back-up/automatic-back-ups.ts'
import { type BackUpChoice, createBackUpChoice } from '../../electron/services/back-up/back-up-choice.ts'
import {
  backUpName,
  keptIn,
  mostKept,
  mostKeptBytes,
  prune,
} from '../../electron/services/back-up/back-up-folder.ts'
import { unpackBackUp } from '../../electron/services/back-up/back-up-reader.ts'
import { createBackUpService } from '../../electron/services/back-up/back-up-service.ts'
import { type BackUpThread, createBackUpThread } from '../../electron/services/back-up/back-up-thread.ts'
import type { BackUpMethods } from '../../electron/services/back-up/back-up-worker.ts'
import { makeBackUp } from '../../electron/services/back-up/back-up-writer.ts'
import { readPlan } from '../../electron/services/back-up/restore-plan.ts'
import { startKeeper } from '../../electron/services/campaigns/keeper.ts'
import { createConsent } from '../../electron/services/consent/consent.ts'
import { createJsonStore } from '../../electron/services/files/json-store.ts'
import { forgottenAtKey, readForgottenAt } from '../../electron/services/send-log/erasures.ts'
import { openDatabase } from '../../electron/services/storage/database.ts'
import { createMeta } from '../../electron/services/storage/meta.ts'
import { createRightOfWay } from '../../electron/services/storage/right-of-way.ts'
import type { Remote } from '../../electron/services/threads/calls.ts'
import { systemClock } from '../../electron/services/time/clock.ts'
import type { BackUpTrouble } from '../../shared/domain/back-up.ts'
import { shanghaiStamp } from '../../shared/time/shanghai.ts'
import { searchProfile } from '../fakes/profile-search.ts'
import { addOptOut, fillShop, phoneOf } from '../fakes/shop-profile.ts'

/** One a day where something has changed, the newest kept, and none that holds somebody who was forgotten. */

const dayMs = 86_400_000
let root: string
let database: Database
let choice: BackUpChoice
let automatic: AutomaticBackUps
let nowMs: number
const troubles: BackUpTrouble[] = []
const userData = () => join(root, 'profile')
const own = () => join(userData(), 'backups')
const scriptUrl = new URL('../../electron/services/back-up/back-up-worker.ts', import.meta.url)
const thread = createBackUpThread(scriptUrl)
/** Back-ups made at once, without a thread of their own for each. */
const atOnce: BackUpThread = {
  run: work => work({ make: makeBackUp } as Remote<BackUpMethods>),
  end: async () => undefined,
}
const clock = { ...systemClock, now: () => nowMs }

const meta = () => createMeta(database)
const start = (): void => {
  choice = createBackUpChoice(createJsonStore({ cwd: userData(), name: 'back-up', clock }), userData())
  automatic = createAutomaticBackUps({
    userData: userData(),
    appVersion: '0.1.0',
    choice,
    thread: atOnce,
    clock,
    forgottenAt: () => readForgottenAt(meta()),
    onTrouble: trouble => troubles.push(trouble),
    onLeftOver: error => expect.unreachable(String(error)),
    onMade: () => undefined,
  })
}
const names = (folder = own()): readonly string[] => (existsSync(folder) ? readdirSync(folder).sort() : [])

beforeEach(() => {
  nowMs = Date.UTC(2026, 10, 27, 4)
  troubles.length = 0
  root = mkdtempSync(join(tmpdir(), 'zhanggui-automatic-'))
  mkdirSync(userData())
  database = fillShop(userData())
  start()
})
afterEach(() => {
  database.close()
  rmSync(root, { recursive: true, force: true })
})

test('one a day, and none where nothing has changed', async () => {
  await automatic.look()
  expect(names()).toEqual(['zhanggui-auto-20261127-120000.zgbak'])
  addOptOut(database, phoneOf(901))
  nowMs += 3_600_000
  await automatic.look()
  expect(names()).toHaveLength(1)
  nowMs += dayMs
  await automatic.look()
  expect(names()).toHaveLength(2)
  nowMs += dayMs
  await automatic.look()
  // Opened anew on the same day it is not looked at again.
  start()
  await automatic.look()
  expect(names()).toHaveLength(2)
  expect(troubles).toEqual([])
})

test('an app that was never used makes none, and one that is switched off neither', async () => {
  choice.update({ isOn: false })
  await automatic.look()
  expect(names()).toEqual([])
  choice.update({ isOn: true })
  database.close()
  rmSync(userData(), { recursive: true })
  mkdirSync(userData())
  database = openDatabase(join(userData(), 'zhanggui.db'))
  start()
  await automatic.look()
  expect(names()).toEqual([])
})

test('the newest seven are kept, and no more than fits', async () => {
  await automatic.look()
  const [first] = names()
  for (let day = 1; day <= 7; day += 1) {
    nowMs += dayMs
    addOptOut(database, phoneOf(1000 + day))
    await automatic.look()
  }
  expect(names()).toHaveLength(mostKept)
  expect(names()).not.toContain(first)

  const large = (await keptIn(own())).map(file => ({ ...file, bytes: mostKeptBytes / 2 }))
  prune(large)
  expect(names()).toEqual(
    large
      .slice(0, 2)
      .map(({ path }) => path.slice(own().length + 1))
      .sort(),
  )
  prune((await keptIn(own())).map(file => ({ ...file, bytes: 3 * mostKeptBytes })))
  expect(names()).toHaveLength(1)
})

test('nothing else in the folder is ever touched', async () => {
  const folder = join(root, 'my disk')
  mkdirSync(folder)
  writeFileSync(join(folder, 'zhanggui-auto-holiday.zgbak'), 'no back-up')
  writeFileSync(join(folder, '照片.jpg'), 'a photograph')
  choice.update({ folder })
  await automatic.look()
  meta().write(forgottenAtKey, String(nowMs + 1))
  nowMs += 2
  await automatic.look()
  expect(names(folder)).toEqual(expect.arrayContaining(['zhanggui-auto-holiday.zgbak', '照片.jpg']))
  expect(names(folder)).toHaveLength(3)
})

test('a folder that is gone is told once, and used again when it is back', async () => {
  const folder = join(root, 'stick')
  mkdirSync(folder)
  choice.update({ folder })
  renameSync(folder, `${folder} out`)
  await automatic.look()
  await automatic.look()
  expect(troubles).toEqual(['folder-gone'])
  expect(automatic.trouble()).toBe('folder-gone')
  expect(existsSync(folder)).toBe(false)
  renameSync(`${folder} out`, folder)
  await automatic.look()
  expect(names(folder)).toHaveLength(1)
  expect(automatic.trouble()).toBeNull()
})

test('whoever is forgotten stands in no automatic back-up any more, and a new one is made', async () => {
  const forgotten = phoneOf(2)
  await automatic.look()
  const look = async (): Promise<readonly string[]> => {
    const into = join(root, 'look')
    const found: string[] = []
    for (const name of names()) {
      await unpackBackUp(join(own(), name), null, into)
      if ((await searchProfile(into, forgotten)).length > 0) found.push(name)
    }
    rmSync(into, { recursive: true, force: true })
    return found
  }
  expect(await look()).toEqual(names())
  const keeper = startKeeper({
    scriptUrl: new URL('../../electron/services/campaigns/keeper-worker.ts', import.meta.url),
    databasePath: join(userData(), 'zhanggui.db'),
    rightOfWay: createRightOfWay().memory,
    onFailure: error => {
      throw error
    },
  })
  try {
    await keeper.forget(forgotten)
    rmSync(join(userData(), 'work'), { recursive: true })
    nowMs = Date.now() + 1000
    await automatic.look()
    expect(names()).toEqual([backUpName('automatic', shanghaiStamp(nowMs))])
    expect(await look()).toEqual([])
    // And in no byte of the profile, whatever the file.
    expect(await searchProfile(userData(), forgotten)).toEqual([])
  } finally {
    await keeper.close()
  }
})

test('a folder that is shared with another computer, and one that is spelled otherwise', async () => {
  const folder = join(root, 'shared')
  mkdirSync(folder)
  choice.update({ folder })
  const other = { madeAt: nowMs - 5000, kind: 'automatic', password: null, appVersion: '0.1.0' } as const
  for (let index = 0; index < mostKept; index += 1) {
    const madeAt = nowMs - index * dayMs - 5000
    const path = join(folder, backUpName('automatic', shanghaiStamp(madeAt)))
    const profile = 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'
    await makeBackUp({ ...other, userData: userData(), path, madeAt, unlessContent: null, profile })
  }
  const theirs = names(folder)
  await automatic.look()
  expect(names(folder)).toEqual([...theirs, backUpName('automatic', shanghaiStamp(nowMs))].sort())
  meta().write(forgottenAtKey, String(nowMs))
  await automatic.look()
  expect(names(folder)).toEqual(expect.arrayContaining([...theirs]))
  // The folder in the profile by another path: each file counts once.
  mkdirSync(own())
  symlinkSync(userData(), join(root, 'link'))
  choice.update({ folder: join(root, 'link', 'backups') })
  for (let day = 0; day < mostKept; day += 1) {
    nowMs += dayMs
    addOptOut(database, phoneOf(2000 + day))
    await automatic.look()
  }
  expect(names()).toHaveLength(mostKept)
})

test('a clock that was wrong and is set right leaves the newest, and nobody who was forgotten meanwhile', async () => {
  const changed = (): void => addOptOut(database, phoneOf(1000 + Math.floor(nowMs / dayMs)))
  const right = nowMs
  // Two weeks with a clock that is a year ahead.
  nowMs += 365 * dayMs
  for (let day = 0; day < 8; day += 1) {
    nowMs += dayMs
    changed()
    await automatic.look()
  }
  expect(names()).toHaveLength(mostKept)
  nowMs = right
  for (let day = 0; day < 2; day += 1) {
    nowMs += dayMs
    changed()
    await automatic.look()
    expect(names()).toContain(backUpName('automatic', shanghaiStamp(nowMs)))
    // Nothing changed: none is made in its place.
    const before = names()
    nowMs += 3_600_000
    await automatic.look()
    expect(names()).toEqual(before)
  }
  meta().write(forgottenAtKey, String(nowMs))
  await automatic.look()
  expect(names()).toEqual([backUpName('automatic', shanghaiStamp(nowMs))])
  // Set back a month: what was made since somebody was forgotten is kept, and made once.
  nowMs -= 30 * dayMs
  await automatic.look()
  nowMs += 900_000
  await automatic.look()
  expect(names().length).toBeLessThanOrEqual(2)
  expect(names()).toContain(backUpName('automatic', shanghaiStamp(right + 2 * dayMs + 7_200_000)))
})

describe('what the owner does', () => {
  const service = (
    more: { readonly file?: string; readonly isSending?: () => boolean; readonly says?: boolean } = {},
  ) => {
    let restarts = 0
    const backUps = createBackUpService({
      userData: userData(),
      appVersion: '0.1.0',
      choice,
      automatic,
      thread,
      clock,
      ask: {
        savePath: async () => join(root, 'by-hand.zgbak'),
        folder: async () => join(root, 'chosen'),
        file: async () => more.file ?? join(root, 'by-hand.zgbak'),
      },
      confirm: createConsent(async () => more.says ?? true),
      isSending: more.isSending ?? (() => false),
      restart: () => {
        restarts += 1
      },
    })
    return { backUps, restarts: () => restarts }
  }

  test('a restore begins only with what was read to its end, and not while a campaign is being sent', async () => {
    let isSending = true
    const { backUps, restarts } = service({ isSending: () => isSending })
    await backUps.make('12345678')
    const head = await backUps.choose()
    expect(head).toMatchObject({ fileName: 'by-hand.zgbak', kind: 'manual', isSealed: true })
    const { backUpId } = head ?? { backUpId: 0 }
    await expect(backUps.look(backUpId, 'another one')).rejects.toThrow('backup-password')
    await expect(backUps.begin(backUpId)).rejects.toThrow('wrong-state')
    const { figures, present } = await backUps.look(backUpId, '12345678')
    expect(figures).toEqual(present)
    await expect(backUps.begin(backUpId)).rejects.toThrow('another-campaign-is-sending')
    expect(readPlan(userData())).toBeNull()
    isSending = false
    await backUps.begin(backUpId)
    expect(restarts()).toBe(1)
    expect(readPlan(userData())).toMatchObject({ stage: 'asked' })
    await backUps.leave()
    expect(readdirSync(userData())).not.toContain('restore')
    await expect(backUps.begin(backUpId)).rejects.toThrow('wrong-state')
  })

  test('the owner says no to the main process itself: nothing is planned, whatever the window says', async () => {
    const { backUps, restarts } = service({ says: false })
    await backUps.makeNow()
    const [head] = (await backUps.status()).kept
    const backUpId = head?.backUpId ?? 0
    const looks = [backUps.look(backUpId, null), backUps.look(backUpId, null)]
    await expect(looks[1]).rejects.toThrow('wrong-state')
    await looks[0]
    await expect(backUps.begin(backUpId)).rejects.toThrow('owner-declined')
    expect(restarts()).toBe(0)
    expect(readPlan(userData())).toBeNull()
  })

  test('a number that nobody was given leads nowhere, and a file that is none is said to be none', async () => {
    const { backUps } = service({ file: join(root, 'profile', 'settings.json') })
    await expect(backUps.look(1, null)).rejects.toThrow('not-found')
    await expect(backUps.choose()).rejects.toThrow('backup-foreign')
  })

  test('what was made by itself is listed, but not what is damaged', async () => {
    const { backUps } = service()
    await backUps.makeNow()
    const [name = ''] = names()
    copyFileSync(join(own(), name), join(own(), name.replace('120000', '110000')))
    truncateSync(join(own(), name.replace('120000', '110000')), 40)
    expect((await backUps.status()).kept.map(({ fileName }) => fileName)).toEqual([name])
  })
})
