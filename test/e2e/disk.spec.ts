import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { noCounts } from '../../shared/domain/states.ts'
import { forkFaultServer } from '../fakes/forked-fault-server.ts'
import { mountSmallDisk } from '../fakes/small-disk.ts'
import {
  campaignView,
  createCampaign,
  resumeCampaign,
  startCampaign,
  untilDone,
  untilStill,
} from './bridge-campaign.ts'
import { expect, test } from './fixtures.ts'
import { readLog } from './log.ts'
import { atAnyTime, saveCredentials, setSettings } from './real-campaign.ts'

/** What a shop's PC does to the one file that must not be lost. */

const settings = {
  ratePerSecond: 300,
  concurrency: 8,
  ...atAnyTime,
}

/**
 * Gives the room of the write-ahead log back: one that has been longer takes many more commits without a byte from the disk.
 */
function shortenLog(profile: string): void {
  const database = new SqliteDatabase(join(profile, 'zhanggui.db'), { fileMustExist: true })
  try {
    expect(database.pragma('wal_checkpoint(TRUNCATE)')).toMatchObject([{ busy: 0 }])
  } finally {
    database.close()
  }
}

test('the disk runs full in the middle: the campaign pauses, and with room again it goes on where it was', async ({
  launch,
  profile,
}) => {
  const count = 2000
  const disk = mountSmallDisk(profile, 96)
  if (disk === null)
    console.log(
      'no small file system here: sent without a full disk; test/integration/storage-trouble.test.ts fills the database',
    )
  const server = await forkFaultServer({ plan: {}, databasePath: join(profile, 'zhanggui.db') })
  try {
    const app = await launch({ env: { ZHANGGUI_API_URL: server.url } })
    await setSettings(app, settings)
    await saveCredentials(app)
    const campaignId = await createCampaign(app, count)
    shortenLog(profile)
    const begun = untilDone(app, campaignId, 200)
    await startCampaign(app, campaignId)
    await begun
    // Where no small file system can be had, the same is asked of a limit on the database: see mountSmallDisk.
    if (disk !== null) {
      disk.fill(128 * 1024)
      const full = { status: 'paused', pause: { reason: 'log-failed' } }
      expect(await untilStill(app, campaignId)).toMatchObject(full)
      // Whether it is refused or the little room that is left takes a few more: the owner is told again.
      await app.page.evaluate(async id => window.zhanggui.campaigns.resume({ campaignId: id }), campaignId)
      expect(await untilStill(app, campaignId)).toMatchObject(full)
      disk.makeRoom()
      await resumeCampaign(app, campaignId)
    }
    expect(await untilStill(app, campaignId)).toMatchObject({ status: 'finished' })
    await app.close()

    const log = readLog(profile)
    expect(log.counts).toEqual({ ...noCounts, accepted: count })
    expect(log.integrity).toBe('ok')
    const stats = await server.stats()
    expect(stats.requests).toBe(count)
    expect(stats.seenAgain).toEqual([])
    expect(stats.claimViolations).toEqual([])
  } finally {
    await server.close()
    disk?.remove()
  }
})

test('closed with a full disk in the middle: the app ends, and who could not be written down is unknown', async ({
  launch,
  profile,
}) => {
  const disk = mountSmallDisk(profile, 96)
  if (disk === null)
    console.log(
      'no small file system here: sent without a full disk; test/integration/storage-trouble.test.ts fills the database',
    )
  const server = await forkFaultServer({ plan: {}, databasePath: join(profile, 'zhanggui.db') })
  try {
    const app = await launch({ env: { ZHANGGUI_API_URL: server.url } })
    await setSettings(app, {
      ...settings,
      connectTimeoutMs: 200,
      headersTimeoutMs: 1_000,
      bodyTimeoutMs: 1_000,
    })
    await saveCredentials(app)
    const campaignId = await createCampaign(app, 2000)
    shortenLog(profile)
    const begun = untilDone(app, campaignId, 200)
    await startCampaign(app, campaignId)
    await begun
    disk?.fill(128 * 1024)
    if (disk !== null) await untilStill(app, campaignId)
    await app.electron.evaluate(({ dialog }) => {
      dialog.showMessageBox = (async () => ({ response: 1, checkboxChecked: false })) as never
    })
    await app.close()
    disk?.makeRoom()

    const again = await launch({ env: { ZHANGGUI_API_URL: server.url } })
    const { status, counts } = await campaignView(again, campaignId)
    expect(status).toBe('paused')
    expect(counts.sending).toBe(0)
    expect(counts.unknown).toBeLessThanOrEqual(2 * settings.concurrency)
    expect(counts.accepted + counts.unknown).toBeGreaterThanOrEqual((await server.stats()).requests)
    await saveCredentials(again)
    await resumeCampaign(again, campaignId)
    expect(await untilStill(again, campaignId)).toMatchObject({ status: 'finished' })
    expect((await server.stats()).seenAgain).toEqual([])
    await again.close()
  } finally {
    await server.close()
    disk?.remove()
  }
})

test('a damaged database is put aside, the owner is told, and nothing is sent until they have accepted the loss', async ({
  launch,
  profile,
  picture,
}) => {
  const server = await forkFaultServer({ plan: {} })
  try {
    const env = { ZHANGGUI_API_URL: server.url }
    const before = await launch({ env })
    await createCampaign(before, 2000)
    await before.close()
    const path = join(profile, 'zhanggui.db')
    const damaged = readFileSync(path)
    damaged.fill(0xa5, 8 * 4096, 24 * 4096)
    writeFileSync(path, damaged)

    const app = await launch({ env })
    const status = () => app.page.evaluate(() => window.zhanggui.storage.status())
    const keptAs = readdirSync(profile).find(name => /^zhanggui\.db\.damaged-[^.]*$/.test(name)) ?? ''
    expect(await status()).toEqual({ ok: true, value: { state: 'lost', keptAs } })
    expect(readFileSync(join(profile, keptAs)).equals(damaged)).toBe(true)
    await picture(app, '41-history-lost')

    await setSettings(app, settings)
    await saveCredentials(app)
    const campaignId = await createCampaign(app, 20)
    const refused = await app.page.evaluate(
      async id => ({
        start: await window.zhanggui.campaigns.start({ campaignId: id }),
        test: await window.zhanggui.campaigns.sendTest({ campaignId: id, phone: '13900000001', seq: 1 }),
        preflight: await window.zhanggui.campaigns.preflight({ campaignId: id }),
        message: await window.zhanggui.campaigns.recipients({ campaignId: id, at: 'last', limit: 1 }),
        lists: await window.zhanggui.contactLists.list(),
      }),
      campaignId,
    )
    expect(refused).toMatchObject({
      start: { ok: false, error: { code: 'history-lost' } },
      test: { ok: false, error: { code: 'history-lost' } },
      preflight: { ok: true, value: { toSend: 20 } },
      message: { ok: true, value: { total: 20, rows: [{ message: expect.stringContaining('顾客19您好') }] } },
      lists: { ok: true, value: [] },
    })
    expect((await server.stats()).requests).toBe(0)

    await app.page.evaluate(() => window.zhanggui.storage.acceptLoss())
    expect(await status()).toEqual({ ok: true, value: { state: 'ok', keptAs: null } })
    await startCampaign(app, campaignId)
    expect(await untilStill(app, campaignId)).toMatchObject({ status: 'finished' })
    expect((await server.stats()).requests).toBe(20)
    await app.close()
    expect(readFileSync(join(profile, keptAs)).equals(damaged)).toBe(true)
  } finally {
    await server.close()
  }
})
