import { join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import type { Channel } from '../../shared/ipc/channels.ts'
import { forkFaultServer } from '../fakes/forked-fault-server.ts'
import { createRandomMessages } from '../fakes/random-messages.ts'
import { createSeededRandom } from '../fakes/seeded-random.ts'
import type { RunningApp } from './app.ts'
import { createCampaign, startCampaign, untilStill } from './bridge-campaign.ts'
import { expect, test } from './fixtures.ts'
import { answerOwner } from './owner-questions.ts'
import { atAnyTime, saveCredentials, setSettings } from './real-campaign.ts'

/** A page that somebody else has taken over, against the built app with living campaigns (docs/security.md). */

const isLong = process.env['ZHANGGUI_TEST_LONG'] === '1'
/** Calls that may change what stands of a campaign's people. */
const changing: readonly Channel[] = [
  'campaigns.start',
  'campaigns.resume',
  'campaigns.cancel',
  'campaigns.pause',
  'campaigns.discard',
  'campaigns.preflight',
  'campaigns.addRecipients',
  'campaigns.changeContent',
  'campaigns.resolve',
  'campaigns.takeBack',
  'campaigns.retry',
  'campaigns.schedule',
  'campaigns.skipRecent',
  'campaigns.skipSameText',
  'campaigns.skipHad',
]

/** Of every campaign: who stands how. */
function peopleOf(profile: string): ReadonlyMap<number, string> {
  const database = new SqliteDatabase(join(profile, 'zhanggui.db'), { readonly: true, fileMustExist: true })
  try {
    const rows = database
      .prepare('SELECT campaign_id AS id, seq, state, resolution FROM recipients ORDER BY campaign_id, seq')
      .all() as { id: number; seq: number; state: string; resolution: string | null }[]
    const found = new Map<number, string>()
    for (const { id, ...row } of rows) found.set(id, (found.get(id) ?? '') + JSON.stringify(row))
    return found
  } finally {
    database.close()
  }
}

test('a page that calls at random: fewer than a hundred people get anything, nobody changes without the call for it, and the app lives', async ({
  launch,
  profile,
}) => {
  const count = isLong ? 100_000 : 10_000
  test.setTimeout(isLong ? 900_000 : 240_000)
  const seed = 20_261_127
  const server = await forkFaultServer({ plan: { otherwise: { kind: 'reset-after' } } })
  const running: RunningApp[] = []
  try {
    const app = await launch({ env: { ZHANGGUI_API_URL: server.url } })
    running.push(app)
    const { page, electron } = app
    await saveCredentials(app)
    await setSettings(app, {
      ...atAnyTime,
      ratePerSecond: 20,
      recentRule: false,
      unknownLimit: 1000,
    })
    // Ended with unknown outcomes; paused with many left; on the brink with many; scheduled; in practice.
    const ended = await createCampaign(app, 8)
    await startCampaign(app, ended)
    await untilStill(app, ended)
    const paused = await createCampaign(app, 150)
    await page.evaluate(campaignId => window.zhanggui.campaigns.start({ campaignId, slice: 1 }), paused)
    await untilStill(app, paused)
    const onTheBrink = await createCampaign(app, 200)
    const planned = await createCampaign(app, 300)
    await page.evaluate(
      campaignId => window.zhanggui.campaigns.schedule({ campaignId, at: Date.now() + 86_400_000 }),
      planned,
    )
    const practice = await createCampaign(app, 40, 'practice')
    // From here on the owner says no, and nothing leads out of the app.
    await answerOwner(app, 'no')
    await electron.evaluate(({ dialog, shell }) => {
      dialog.showSaveDialog = (async () => ({ canceled: true, filePath: '' })) as never
      dialog.showOpenDialog = (async () => ({ canceled: true, filePaths: [] })) as never
      shell.openExternal = async () => undefined
      shell.openPath = async () => ''
      shell.showItemInFolder = () => undefined
    })
    const before = peopleOf(profile)
    const sentBefore = new Set((await server.seen()).keys())
    const next = createRandomMessages(createSeededRandom(seed), 8)
    const touched = new Set<number>()
    let taken = 0
    const size = 500
    for (let done = 0; done < count; done += size) {
      const messages = Array.from({ length: size }, next)
      const oks = await page.evaluate(async carried => {
        const bridge = window.zhanggui as unknown as Record<
          string,
          Record<string, (input: unknown) => Promise<{ ok: boolean; value: unknown }>>
        >
        const all = JSON.parse(carried) as { channel: string; input?: unknown }[]
        return Promise.all(
          all.map(async ({ channel, input }) => {
            const [domain = '', name = ''] = channel.split('.')
            const answer = await bridge[domain]?.[name]?.(input)
            return answer?.ok === true
          }),
        )
      }, JSON.stringify(messages))
      messages.forEach(({ channel, input }, at) => {
        if (oks[at] !== true) return
        taken += 1
        const { campaignId } = (input ?? {}) as { readonly campaignId?: number }
        if (changing.includes(channel) && campaignId !== undefined) touched.add(campaignId)
        // Of a resend the ones that it holds change with it; a test belongs to its campaign.
        if (channel === 'campaigns.discard' || channel === 'campaigns.start') touched.add(ended)
        // A draft that holds somebody who is forgotten goes with them.
        if (channel === 'contactLists.forgetPerson')
          for (const draft of [onTheBrink, practice]) touched.add(draft)
      })
    }
    // Not a test of refusals alone.
    expect(taken).toBeGreaterThan(count / 20)
    const after = peopleOf(profile)
    const changed = [...before].filter(([id, people]) => !touched.has(id) && after.get(id) !== people)
    expect(changed.map(([id]) => id)).toEqual([])
    const reached = [...(await server.seen()).keys()].filter(phone => !sentBefore.has(phone))
    expect(reached.length).toBeLessThan(100)
    expect(await electron.evaluate(() => 'polluted' in {})).toBe(false)
    expect(await page.evaluate(() => 'polluted' in {})).toBe(false)

    // Not by chance either: every way to many people, to another address and past a lost history ends at the owner.
    await saveCredentials(app)
    const many = [await createCampaign(app, 900), await createCampaign(app, 1000)]
    const ways = await page.evaluate(async ([first = 0, second = 0]) => {
      const { campaigns, settings } = window.zhanggui
      const answers = [
        await campaigns.start({ campaignId: first }),
        await campaigns.start({ campaignId: second, slice: 100 }),
        await campaigns.schedule({ campaignId: second, at: Date.now() + 86_400_000 }),
        await settings.update({ endpoint: 'https://evil.example/' }),
      ]
      return answers.map(answer => (answer.ok ? 'taken' : answer.error.code))
    }, many)
    expect(ways).toEqual(ways.map(() => 'owner-declined'))

    // Huge ones are refused without being worked on.
    const huge = await page.evaluate(async () => {
      const text = 'x'.repeat(30_000_000)
      const answers = [
        await window.zhanggui.settings.update({ optOutWording: text }),
        await window.zhanggui.optOuts.add({ text, reason: text, source: 'typed' }),
        await window.zhanggui.campaigns.rename({ campaignId: 1, name: text }),
      ]
      return answers.map(answer => (answer.ok ? 'taken' : answer.error.code))
    })
    expect(huge).toEqual(['bad-input', 'bad-input', 'bad-input'])
    expect(await page.evaluate(() => window.zhanggui.app.info())).toMatchObject({ ok: true })
  } finally {
    // And lets the app close.
    for (const app of running) await answerOwner(app, 'yes')
    await server.close()
  }
})
