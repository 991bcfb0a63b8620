import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Database } from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { unpackBackUp } from '../../electron/services/back-up/back-up-reader.ts'
import { createBackUpThread } from '../../electron/services/back-up/back-up-thread.ts'
import { type BackUpOrder, makeBackUp } from '../../electron/services/back-up/back-up-writer.ts'
import { readHeader } from '../../electron/services/back-up/header-reader.ts'
import { createSendLog } from '../../electron/services/send-log/send-log.ts'
import type { Claim } from '../../electron/services/send-log/send-store.ts'
import { openConnection } from '../../electron/services/storage/database.ts'
import { integrityOf } from '../../electron/services/storage/integrity.ts'
import { AppError } from '../../shared/ipc/result.ts'
import { expectTrueTallies } from '../fakes/desk.ts'
import { addCampaign, addOptOut, fillShop, phoneOf, workId } from '../fakes/shop-profile.ts'

/** A back-up holds everything but the secrets, as it stands at one moment; what is not whole is never taken for one. */

let root: string
let database: Database
const userData = () => join(root, 'profile')
const path = () => join(root, 'out.zgbak')
const into = () => join(root, 'into')
const nowMs = Date.UTC(2026, 10, 27, 4)

const make = (more: Partial<BackUpOrder> = {}) =>
  makeBackUp({
    userData: userData(),
    path: path(),
    kind: 'manual',
    password: null,
    appVersion: '0.1.0',
    madeAt: nowMs,
    unlessContent: null,
    ...more,
  })

const codeOf = (failing: Promise<unknown>): Promise<string> =>
  failing.then(
    () => 'none',
    (error: unknown) => (error instanceof AppError ? error.code : String(error)),
  )

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'zhanggui-back-up-'))
  mkdirSync(userData())
  database = fillShop(userData())
})
afterEach(() => {
  database.close()
  rmSync(root, { recursive: true, force: true })
})

test('holds everything that the owner has, and comes out byte for byte', async () => {
  writeFileSync(join(userData(), 'credentials.json'), '{"sealed":"secret-of-the-shop"}')
  const made = await make()
  expect(made?.figures).toEqual({
    campaigns: 4,
    unfinished: 2,
    lists: 1,
    contacts: 3,
    optOuts: 1,
    works: 1,
    library: 1,
  })
  const manifest = await unpackBackUp(path(), null, into())
  expect(manifest).toMatchObject({ format: 1, schema: 7, madeAt: nowMs, figures: made?.figures })
  expect(manifest.files.map(({ name }) => name)).toEqual([
    'library.json',
    'settings.json',
    `work/${workId}/0`,
    `work/${workId}/work.json`,
    'zhanggui.db',
  ])
  for (const name of ['settings.json', 'library.json', `work/${workId}/0`])
    expect(readFileSync(join(into(), name))).toEqual(readFileSync(join(userData(), name)))
  expect(readdirSync(userData())).not.toContain('back-up.tmp')
  if (process.platform !== 'win32') {
    expect(statSync(path()).mode & 0o777).toBe(0o600)
    expect(statSync(join(into(), 'zhanggui.db')).mode & 0o777).toBe(0o600)
  }
})

test('is not made anew where nothing has changed', async () => {
  await make()
  const { header } = await readHeader(path())
  expect(await make({ unlessContent: header.content, path: join(root, 'second.zgbak') })).toBeNull()
  expect(readdirSync(root)).not.toContain('second.zgbak')
  addOptOut(database, phoneOf(901))
  expect(await make({ unlessContent: header.content })).not.toBeNull()
})

test('leaves neither a part of itself nor the plain copies where it can’t be written', async () => {
  expect(await codeOf(make({ path: join(root, 'no folder', 'x.zgbak') }))).toBe('file-not-writable')
  expect(readdirSync(root).sort()).toEqual(['profile'])
  expect(readdirSync(userData())).not.toContain('back-up.tmp')
})

describe('with a password', () => {
  const password = '掌柜的密码 2026'

  test('opens with it alone, and shows nothing without', async () => {
    await make({ password })
    const bytes = readFileSync(path())
    for (const word of ['测试店', '老客户', phoneOf(1), 'SQLite', 'campaigns'])
      expect(bytes.includes(word), word).toBe(false)
    expect(await codeOf(unpackBackUp(path(), null, into()))).toBe('backup-password')
    expect(await codeOf(unpackBackUp(path(), `${password}x`, into()))).toBe('backup-password')
    expect((await unpackBackUp(path(), password, into())).figures.campaigns).toBe(4)
  })

  test('a wrong password and a damaged file are told apart, wherever the damage is', async () => {
    await make({ password })
    const whole = readFileSync(path())
    const headerEnd = (await readHeader(path())).headerBytes.length
    // The sealed part itself is the sealing's own test.
    for (const place of [20, headerEnd - 3, headerEnd + 1]) {
      const bytes = Buffer.from(whole)
      bytes[place] = (bytes[place] ?? 0) ^ 1
      writeFileSync(path(), bytes)
      expect(await codeOf(unpackBackUp(path(), password, into())), `byte ${place}`).toBe('backup-damaged')
    }
    expect(readdirSync(root)).not.toContain('into')
  })
})

describe('what is no whole back-up', () => {
  test('is not taken for one: damage', async () => {
    await make()
    const whole = readFileSync(path())
    await unpackBackUp(path(), null, into())
    const database = readFileSync(join(into(), 'zhanggui.db'))
    const headerEnd = (await readHeader(path())).headerBytes.length
    for (const place of [
      20,
      headerEnd + 12,
      ...[0.2, 0.5, 0.8].map(share => Math.floor(whole.length * share)),
    ]) {
      const bytes = Buffer.from(whole)
      bytes[place] = (bytes[place] ?? 0) ^ 0x10
      writeFileSync(path(), bytes)
      const code = await codeOf(unpackBackUp(path(), null, into()))
      // A changed reference of the compression that leads to the same bytes changes nothing.
      if (code !== 'none') expect(code, `byte ${place}`).toBe('backup-damaged')
      else expect(readFileSync(join(into(), 'zhanggui.db')).equals(database), `byte ${place}`).toBe(true)
      rmSync(into(), { recursive: true, force: true })
    }
    for (const bytes of [whole.length - 5, Math.floor(whole.length / 3), headerEnd, 30]) {
      writeFileSync(path(), whole)
      truncateSync(path(), bytes)
      expect(await codeOf(unpackBackUp(path(), null, into())), `cut to ${bytes}`).toBe('backup-damaged')
    }
    expect(readdirSync(root)).not.toContain('into')
  })

  test('is not taken for one: another file, or one of a newer version', async () => {
    writeFileSync(path(), 'PK\u0003\u0004 something else')
    expect(await codeOf(readHeader(path()))).toBe('backup-foreign')
    writeFileSync(path(), '')
    expect(await codeOf(readHeader(path()))).toBe('backup-foreign')
  })
})

test('beside a campaign that is being sent it shows one moment, and the sender goes on', async () => {
  const campaignId = addCampaign(database, {
    status: 'paused',
    states: ['pending'],
    people: 20_000,
    from: 50_000,
  })
  const log = createSendLog(database, Date.now)
  log.begin(campaignId)
  const thread = createBackUpThread(
    new URL('../../electron/services/back-up/back-up-worker.ts', import.meta.url),
  )
  let isMaking = true
  const snapshot = join(userData(), 'back-up.tmp', 'zhanggui.db')
  const order = { userData: userData(), path: path(), kind: 'manual', password: null } as const
  const making = thread
    .run(remote => remote.make({ ...order, appVersion: '0.1.0', madeAt: nowMs, unlessContent: null }))
    .finally(() => {
      isMaking = false
    })
  const atOnce = 8
  let claims: readonly Claim[] = []
  let cursor = 0
  let written = 0
  let writtenBeside = 0
  while (isMaking) {
    const results = claims.map(({ seq, attempt }) => ({
      seq,
      attempt,
      outcome: { state: 'accepted' } as const,
      at: nowMs,
      dueAgain: false,
      httpStatus: 200,
      code: 10_000,
      latencyMs: 1,
      answer: null,
    }))
    const work = { results, release: [], claimSeqs: [], claimNext: atOnce, claimAfter: cursor }
    claims = log.commit(campaignId, work).claims
    cursor = Math.max(cursor, ...claims.map(({ seq }) => seq))
    written += results.length
    if (existsSync(snapshot)) writtenBeside += 1
    await new Promise<void>(resolve => setImmediate(resolve))
  }
  await making
  await thread.end()
  expect(writtenBeside).toBeGreaterThan(0)

  await unpackBackUp(path(), null, into())
  const copy = openConnection(join(into(), 'zhanggui.db'), 'keeper')
  try {
    expect(copy.pragma('integrity_check', { simple: true })).toBe('ok')
    expectTrueTallies(copy)
    const of = (state: string): number =>
      Number(
        copy
          .prepare('SELECT count(*) FROM recipients WHERE campaign_id = ? AND state = ?')
          .pluck()
          .get(campaignId, state),
      )
    // A commit writes answers and marks the next group: never half of it.
    expect([0, atOnce]).toContain(of('sending'))
    expect(of('accepted') % atOnce).toBe(0)
    expect(of('accepted')).toBeLessThanOrEqual(written)
    expect(of('accepted') + of('sending') + of('pending')).toBe(20_000)
  } finally {
    copy.close()
  }
})

test('a look at the whole database finds figures, and damage', () => {
  expect(integrityOf(join(userData(), 'zhanggui.db'))).toMatchObject({
    check: 'ok',
    brokenReferences: 0,
    campaigns: 5,
    opt_outs: 1,
    list_contacts: 3,
  })
})
