import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { forkFaultServer } from '../fakes/forked-fault-server.ts'
import { newProfile, type RunningApp, removeProfile } from './app.ts'
import { createCampaign, startCampaign, untilStill } from './bridge-campaign.ts'
import { everything } from './everything.ts'
import { expect, test } from './fixtures.ts'
import { sendingScreens } from './pages/sending-screens.ts'
import { atAnyTime, phoneOf, saveCredentials, setSettings } from './real-campaign.ts'
import { answerSaveDialog } from './save-dialog.ts'

/** Everything moves to another computer in one file, and nobody is sent to twice there. */

const password = '搬家用的密码 2026'

/** Answers the system's dialog for choosing a file or a folder with this path. */
const answerOpenDialog = (app: RunningApp, path: string): Promise<void> =>
  app.electron.evaluate(({ dialog }, filePath) => {
    dialog.showOpenDialog = (async () => ({ canceled: false, filePaths: [filePath] })) as never
  }, path)

async function fillShop(app: RunningApp): Promise<void> {
  await setSettings(app, { ratePerSecond: 1000, pricePerPart: 0.05, keepMonths: 24, warnWords: ['最低价'] })
  const sent = await createCampaign(app, 40, 'practice')
  await startCampaign(app, sent)
  await untilStill(app, sent)
  const planned = await createCampaign(app, 12)
  await app.page.evaluate(
    async ({ campaignId, at }) => window.zhanggui.campaigns.schedule({ campaignId, at }),
    { campaignId: planned, at: Date.now() + 86_400_000 },
  )
  await app.page.evaluate(
    async phones => {
      const { contactLists, optOuts, library } = window.zhanggui
      await optOuts.add({ text: phones.slice(0, 3).join(' '), reason: '打电话来说的', source: 'typed' })
      const merge = await contactLists.beginMerge({ target: { name: '老客户' }, columns: ['姓名'] })
      if (!merge.ok) throw new Error(JSON.stringify(merge.error))
      const { mergeId } = merge.value
      await contactLists.addContacts({
        mergeId,
        contacts: phones.map((phone, index) => ({ phone, values: [`顾客${index}`], tags: [] })),
      })
      const merged = await contactLists.finishMerge({ mergeId })
      if (!merged.ok) throw new Error(JSON.stringify(merged.error))
      await library.save({
        entry: {
          kind: 'signature',
          name: '测试小店',
          code: 'SIGN-1',
          registration: 'registered',
          note: '已报备',
          lastUsedAt: null,
          refused: 0,
        },
        was: null,
      })
    },
    Array.from({ length: 20 }, (_, index) => phoneOf(index + 500)),
  )
}

test('moved to another computer in one file: campaigns, lists, opt-outs and settings are the same there', async ({
  launch,
  profile,
  picture,
}) => {
  const files = mkdtempSync(join(tmpdir(), '移动硬盘-'))
  const folder = join(files, '掌柜短信备份')
  mkdirSync(folder)
  const path = join(files, '搬家 2026.zgbak')
  const other = newProfile()
  const server = await forkFaultServer({ plan: {} })
  try {
    const old = await launch({ profile })
    await fillShop(old)
    const before = await everything(old)
    const there = sendingScreens(old.page)
    await there.open('settings')
    await there.id('back-up-card').scrollIntoViewIfNeeded()
    await picture(old, '0-card-unused')
    await answerOpenDialog(old, folder)
    await there.id('back-up-choose-folder').click()
    await expect(there.id('back-up-folder')).toHaveText(folder)
    await there.id('back-up-now').click()
    await expect(there.id('back-up-last')).toContainText('KB')
    expect(readdirSync(folder)).toEqual([expect.stringMatching(/^zhanggui-auto-\d{8}-\d{6}\.zgbak$/)])
    expect(readdirSync(profile)).not.toContain('backups')
    await picture(old, '1-card', 'back-up')
    await there.id('back-up-make').click()
    await there.id('back-up-seal').check()
    await there.id('back-up-password').fill(password)
    await expect(there.id('back-up-confirm')).toBeDisabled()
    await there.id('back-up-again').fill(password)
    await picture(old, '2-make', 'back-up-file')
    await answerSaveDialog(old.electron, path)
    await there.id('back-up-confirm').click()
    await expect(there.id('back-up-made')).toContainText(path)
    await picture(old, '3-made')
    expect(readFileSync(path).includes('测试小店')).toBe(false)

    // What somebody who helps gets is read first, and saved as it was read.
    await there.id('support').click()
    await expect(there.id('support-text')).toHaveValue(/check: ok/)
    await picture(old, '7-support')
    const text = await there.id('support-text').inputValue()
    expect(text).not.toMatch(/1[3-9]\d{9}/)
    for (const name of ['老客户', '测试小店', '顾客']) expect(text).not.toContain(name)
    await answerSaveDialog(old.electron, join(files, 'support.txt'))
    await there.id('support-save').click()
    await expect(there.id('support-saved')).toContainText('support.txt')
    expect(readFileSync(join(files, 'support.txt'), 'utf8')).toBe(text)
    await there.id('support-close').click()
    await old.close()

    // A used profile: what stands there is named, and its opt-out stays.
    const used = await launch({ profile: other })
    await used.page.evaluate(
      phone => window.zhanggui.optOuts.add({ text: phone, reason: '', source: 'typed' }),
      phoneOf(900),
    )
    const here = sendingScreens(used.page)
    await here.open('settings')
    await here.id('restore').click()
    await answerOpenDialog(used, path)
    await here.id('restore-choose').click()
    await here.id('restore-password').fill('不是这个密码')
    await here.id('restore-look').click()
    await expect(here.id('restore-error')).toContainText('密码不对')
    await here.id('restore-password').fill(password)
    await here.id('restore-look').click()
    await expect(here.id('in-it-campaigns')).toHaveText('2')
    await expect(here.id('in-it-contacts')).toHaveText('20')
    await expect(here.id('in-it-optOuts')).toHaveText('3')
    await expect(here.id('now-optOuts')).toHaveText('1')
    await picture(used, '4-restore', 'restore')
    // Whoever starts the app again is this test.
    await used.electron.evaluate(({ app }) => {
      app.relaunch = () => undefined
    })
    const ended = once(used.electron.process(), 'exit')
    await expect(here.id('restore-confirm')).toBeEnabled()
    // The app ends by this press, and may be gone before a press is acknowledged.
    await here.id('restore-confirm').evaluate(button => {
      setTimeout(() => (button as HTMLButtonElement).click())
    })
    await ended

    const moved = await launch({ profile: other, env: { ZHANGGUI_API_URL: server.url } })
    await expect(moved.page.locator('html')).toHaveAttribute('data-preparing', 'restore')
    await expect(moved.page.getByTestId('banner-problem-restored')).toBeVisible()
    const after = await everything(moved)
    const same = ['lists', 'people', 'settings', 'library'] as const
    for (const what of same) expect(JSON.stringify(after[what]), what).toBe(JSON.stringify(before[what]))
    expect(after.optOuts).toMatchObject({ total: 4 })
    const ofPractice = (all: typeof before) => [
      all.campaigns.find(({ mode }) => mode === 'practice'),
      all.recipients[all.campaigns.findIndex(({ mode }) => mode === 'practice')],
    ]
    expect(JSON.stringify(ofPractice(after))).toBe(JSON.stringify(ofPractice(before)))
    expect(after.campaigns.find(({ mode }) => mode === 'real')).toMatchObject({
      status: 'paused',
      pause: { reason: 'restored' },
      scheduledAt: null,
      counts: { pending: 0, unknown: 12 },
    })
    expect(readdirSync(join(other, 'backups'))).toEqual([expect.stringMatching(/^zhanggui-before-restore-/)])
    expect(readdirSync(other)).not.toContain('restore')

    await setSettings(moved, atAnyTime)
    const { id, open } = sendingScreens(moved.page)
    await moved.page.locator('[data-testid="banner-interrupted"] button').click()
    await expect(id('pause-card')).toContainText('从备份恢复')
    await picture(moved, '5-paused')
    // Nobody is due: it is ended without an account, and nothing leaves.
    await id('resume').click()
    await expect(id('report-totals')).toBeVisible()
    await saveCredentials(moved)

    // The first real sending asks, from wherever it is begun, and is begun once the owner has said so.
    const unasked = await createCampaign(moved, 3)
    const start = await moved.page.evaluate(
      campaignId => window.zhanggui.campaigns.start({ campaignId }),
      unasked,
    )
    expect(start).toMatchObject({ ok: false, error: { code: 'restored-unasked' } })
    await moved.page.reload()
    await open('quick')
    await id('quick-signature-name').fill('测试小店')
    await id('quick-signature-code').fill('SIGN-1')
    await id('quick-template-code').fill('TPL-1')
    await id('quick-template-text').fill('您的货到了，拒收请回复R')
    await id('quick-phone').fill(phoneOf(77))
    await id('quick-submit').click()
    await id('quick-confirm').click()
    await picture(moved, '6-asked')
    await id('restored-stop').click()
    await expect(moved.page.getByTestId('restored-question')).toBeHidden()
    expect((await server.seen()).size).toBe(0)
    // While the first try ends, the button takes no click.
    await expect(id('quick-submit')).not.toHaveClass(/ant-btn-loading/)
    await id('quick-submit').click()
    await id('quick-confirm').click()
    await id('restored-go').click()
    await expect(id('test-outcome')).toBeVisible()
    await expect.poll(async () => [...(await server.seen()).keys()]).toEqual([phoneOf(77)])
    await moved.close()
  } finally {
    await server.close()
    rmSync(files, { recursive: true, force: true })
    removeProfile(other)
  }
})
