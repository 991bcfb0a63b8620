import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import axe from 'axe-core'
import type { Settings } from '../../shared/domain/settings.ts'
import { accepted, type Fault } from '../fakes/fault.ts'
import { forkFaultServer } from '../fakes/forked-fault-server.ts'
import type { RunningApp } from './app.ts'
import { createCampaign, startCampaign, untilStill } from './bridge-campaign.ts'
import { expect, test } from './fixtures.ts'
import { flawsOf } from './look.ts'
import { wizard } from './pages/wizard.ts'
import { quickPicture } from './quick-picture.ts'
import { atAnyTime, phoneOf, saveCredentials, setSettings } from './real-campaign.ts'

/**
 * Every screen, empty and full, as each owner has it: language, theme, window and size of the text. `npm test` looks at two
 * combinations, `npm run test:long` at all.
 */

declare global {
  interface Window {
    readonly axe: typeof axe
  }
}

type Setting = {
  readonly language: Settings['language']
  readonly theme: 'light' | 'dark'
  readonly views: readonly View[]
}

/** `zoom`: 1.5 is text of 150 %. */
type View = { readonly width: number; readonly height: number; readonly zoom: number }

const isLong = process.env['ZHANGGUI_TEST_LONG'] === '1'
const usual: View = { width: 1280, height: 800, zoom: 1 }
const sizes = [
  [1280, 800],
  [1024, 700],
  // A 1366×768 laptop at 125 % and at 150 %, with its task bar.
  [1093, 574],
  [911, 472],
] as const
const everyView: readonly View[] = [1, 1.5].flatMap(zoom =>
  sizes.map(([width, height]) => ({ width, height, zoom })),
)
const views = isLong ? everyView : [usual]
const combinations = [
  ['zh-CN', 'light'],
  ['en', 'dark'],
  ['zh-CN', 'dark'],
  ['en', 'light'],
] as const
const settings: readonly Setting[] = combinations
  .slice(0, isLong ? 4 : 2)
  .map(([language, theme]) => ({ language, theme, views }))

const screensFolder = join(import.meta.dirname, '..', '..', 'test-output', 'screens')

/** Whatever axe knows of WCAG 2.2 A and AA, and of good practice. */
const axeTags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** Each violation with the places it was found at. The page must hold axe (`addInitScript` of its source). */
async function violationsOf({ page }: RunningApp): Promise<readonly string[]> {
  const { violations, passed } = await page.evaluate(async tags => {
    const { violations, passes } = await window.axe.run(document, {
      runOnly: tags,
      resultTypes: ['violations'],
    })
    return {
      violations: violations.flatMap(({ id, nodes }) =>
        nodes.map(({ target, any }) => `${id}: ${target.join(' ')} ${any[0]?.message ?? ''}`),
      ),
      passed: passes.length,
    }
  }, axeTags)
  expect(passed).toBeGreaterThan(10)
  return violations
}

async function setView({ electron, page }: RunningApp, { width, height, zoom }: View): Promise<void> {
  await electron.evaluate(
    ({ BrowserWindow }, wanted) => {
      const [window] = BrowserWindow.getAllWindows()
      window?.setContentSize(wanted.width, wanted.height)
      window?.webContents.setZoomFactor(wanted.zoom)
    },
    { width, height, zoom },
  )
  const [inner, high] = [Math.floor(width / zoom), Math.floor(height / zoom)]
  await page.waitForFunction(
    ([wide, tall]) => Math.abs(innerWidth - (wide ?? 0)) <= 1 && Math.abs(innerHeight - (tall ?? 0)) <= 1,
    [inner, high],
  )
  await page.evaluate(() => new Promise(shown => requestAnimationFrame(() => requestAnimationFrame(shown))))
}

/** A picture of the window as it is; Playwright's own would cut one of larger text. */
async function takePicture(app: RunningApp, path: string, { zoom }: View): Promise<void> {
  if (zoom === 1) return quickPicture(app, path)
  const png = await app.electron.evaluate(async ({ BrowserWindow }) => {
    const image = await BrowserWindow.getAllWindows()[0]?.webContents.capturePage()
    return image?.toPNG().toString('base64') ?? ''
  })
  writeFileSync(path, Buffer.from(png, 'base64'))
}

/** Looks at the screen in view in every view of the setting; what is wrong is told at the end, all of it. */
function looker(app: RunningApp, { language, theme, views }: Setting) {
  mkdirSync(screensFolder, { recursive: true })
  return async (name: string): Promise<void> => {
    await expect(app.page.locator('main[data-app-state="loaded"]')).toBeVisible()
    // Colours that still change are nobody's; what turns for ever (a sign of waiting) is let be.
    await app.page.waitForFunction(() =>
      document
        .getAnimations()
        .every(each => !(each instanceof CSSTransition) || each.playState !== 'running'),
    )
    const wrong = await violationsOf(app)
    for (const view of views) {
      if (views.length > 1) await setView(app, view)
      const called = `${language}-${theme}-${view.width}x${view.height}-${view.zoom * 100}-${name}`
      await takePicture(app, join(screensFolder, `everybody-${called}.png`), view)
      expect.soft(await flawsOf(app.page), `flaws of ${called}`).toEqual([])
    }
    if (views.length > 1) await setView(app, usual)
    expect.soft(wrong, `axe on ${name}, ${language}, ${theme}`).toEqual([])
  }
}

const answer = (code: number): Fault => ({ kind: 'answer', code })
const faults: readonly Fault[] = [
  ...Array.from({ length: 8 }, () => answer(30018)),
  ...Array.from({ length: 4 }, () => answer(30011)),
  ...Array.from({ length: 5 }, (): Fault => ({ kind: 'reset-after' })),
]

async function keepList({ page }: RunningApp): Promise<void> {
  const merged = await page.evaluate(
    async contacts => {
      const begun = await window.zhanggui.contactLists.beginMerge({
        target: { name: '老客户' },
        columns: ['姓名', '门店'],
      })
      if (!begun.ok) return begun
      const { mergeId } = begun.value
      const added = await window.zhanggui.contactLists.addContacts({ mergeId, contacts })
      return added.ok ? window.zhanggui.contactLists.finishMerge({ mergeId }) : added
    },
    Array.from({ length: 30 }, (_, index) => ({
      phone: phoneOf(index),
      values: [`顾客${index}`, index % 2 === 0 ? '一号店' : '二号店'],
      tags: ['常客'],
    })),
  )
  expect(merged).toMatchObject({ ok: true })
}

for (const setting of settings) {
  test(`every screen is whole and open to everybody: ${setting.language}, ${setting.theme}`, async ({
    launch,
  }) => {
    test.setTimeout(isLong ? 900_000 : 240_000)
    const server = await forkFaultServer({ plan: {} })
    try {
      const app = await launch({ env: { ZHANGGUI_API_URL: server.url } })
      const { page } = app
      const id = (testId: string) => page.getByTestId(testId).filter({ visible: true })
      const owner = wizard(page)
      const look = looker(app, setting)
      await setSettings(app, {
        language: setting.language,
        theme: setting.theme,
        ...atAnyTime,
        ratePerSecond: 200,
        recentRule: false,
        unknownLimit: 1000,
        sameCodeLimit: 1000,
      })
      await page.addInitScript(axe.source)
      await page.reload()
      await expect(page.locator('main[data-app-state="loaded"]')).toBeVisible()
      await look('01-welcome')
      for (const empty of ['history', 'unknowns', 'search', 'lists', 'opt-outs', 'quick', 'settings']) {
        await id(`nav-${empty}`).click()
        await owner.onScreen(empty)
        await look(`02-${empty}-empty`)
      }

      await id('nav-send').click()
      await owner.onScreen('contacts')
      await look('03-contacts-empty')
      await owner.importFile(join(import.meta.dirname, '..', 'fixtures', 'import', 'contacts-gb18030.csv'))
      await look('04-contacts')
      await owner.toContent()
      await look('05-compose-empty')
      await id('starters').click()
      await look('06-starters')
      await page.keyboard.press('Escape')
      await owner.fillPractice()
      await expect(id('to-preflight')).toBeEnabled()
      await look('07-compose')
      await id('to-preflight').click()
      await owner.onScreen('preflight')
      await expect(id('people-ledger')).toBeVisible()
      await look('08-preflight')
      await owner.tickWarnings()
      await owner.toLaunch()
      await look('09-launch')
      await id('start').click()
      await owner.toReport()
      await look('10-report-practice')

      // Real ones, of every kind that waits for something.
      await saveCredentials(app)
      await server.setPlan({
        byPhone: Object.fromEntries(faults.map((fault, index) => [phoneOf(index), [fault, accepted]])),
      })
      const done = await createCampaign(app, 60)
      await startCampaign(app, done)
      await untilStill(app, done)
      await server.setPlan({ otherwise: answer(30006) })
      const refused = await createCampaign(app, 12)
      await startCampaign(app, refused)
      await untilStill(app, refused)
      const planned = await createCampaign(app, 12)
      await page.evaluate(
        async campaignId => window.zhanggui.campaigns.schedule({ campaignId, at: Date.now() + 86_400_000 }),
        planned,
      )
      await page.evaluate(
        async text => window.zhanggui.optOuts.add({ text, reason: '回复 R', source: 'typed' }),
        Array.from({ length: 12 }, (_, index) => phoneOf(500 + index)).join('\n'),
      )
      await keepList(app)
      const draft = await createCampaign(app, 60)
      await server.setPlan({})
      await setSettings(app, { ratePerSecond: 0.5 })
      await startCampaign(app, draft)

      const openCampaign = async (campaignId: number) => {
        await id('nav-history').click()
        await page.locator(`[data-campaign="${campaignId}"]`).getByTestId('open-campaign').click()
      }
      await id('nav-history').click()
      await expect(id('campaign').first()).toBeVisible()
      await look('11-history')
      await openCampaign(draft)
      await owner.onScreen('sending')
      await id('cancel').hover()
      await look('12-sending')
      await openCampaign(refused)
      await expect(id('mend-card')).toBeVisible()
      await look('13-paused')
      await openCampaign(planned)
      await owner.onScreen('sending')
      await look('14-scheduled')
      await openCampaign(done)
      await expect(id('report-totals')).toBeVisible()
      await id('back').hover()
      await look('15-report')
      await id('recipients').evaluate(card => card.scrollIntoView({ block: 'start' }))
      await look('16-report-people')
      await id('open-log').first().click()
      await look('17-log')
      await page.keyboard.press('Escape')
      await id('nav-unknowns').click()
      await expect(id('unknown').first()).toBeVisible()
      await look('18-unknowns')
      await id('nav-search').click()
      await id('search-phone').fill('138')
      await expect(id('found-row').first()).toBeVisible()
      await look('19-search')
      await id('nav-lists').click()
      await look('20-lists')
      await id('open-list').first().click()
      await expect(id('list-name')).toBeVisible()
      await look('21-list')
      await id('nav-opt-outs').click()
      await expect(id('opt-out').first()).toBeVisible()
      await look('22-opt-outs')
      await id('nav-quick').click()
      await look('23-quick')
      await id('library-open').click()
      await look('24-library')
      await page.keyboard.press('Escape')
      await id('nav-settings').click()
      await look('25-settings')
      for (const dialog of ['back-up-make', 'restore', 'support', 'open-licences', 'forget-customer']) {
        await id(dialog).click()
        await expect(page.getByRole('dialog')).toBeVisible()
        await look(`26-${dialog}`)
        await page.keyboard.press('Escape')
        await expect(page.getByRole('dialog')).toBeHidden()
      }
      await page.evaluate(async campaignId => window.zhanggui.campaigns.cancel({ campaignId }), draft)
    } finally {
      await server.close()
    }
  })
}

test('a practice campaign from the first screen to the report by keys alone, each step begun at its heading', async ({
  launch,
}) => {
  const { page } = await launch()
  const owner = wizard(page)
  /** Goes on with Tab until the focus is there, as somebody without a mouse does. */
  const tabTo = async (testId: string): Promise<void> => {
    for (let pressed = 0; pressed < 80; pressed++) {
      await page.keyboard.press('Tab')
      const isThere = await page.evaluate(
        id => document.activeElement?.closest(`[data-testid="${id}"]`) !== null && document.hasFocus(),
        testId,
      )
      if (isThere) return
    }
    throw new Error(`Tab does not come to ${testId}`)
  }
  const onStep = async (screen: string): Promise<void> => {
    await owner.onScreen(screen)
    await expect(page.locator('main [data-heading]:focus')).toBeVisible()
    await expect(page.locator('main[data-app-state="loaded"]')).toBeVisible()
  }
  await owner.onScreen('welcome')
  await tabTo('choose-practice')
  await page.keyboard.press('Enter')
  await onStep('contacts')
  await tabTo('contacts-sample')
  await page.keyboard.press('Enter')
  await expect(page.getByTestId('contacts-next')).toBeEnabled()
  await tabTo('contacts-next')
  await page.keyboard.press('Enter')
  await onStep('compose')
  await tabTo('fill-practice')
  await page.keyboard.press('Enter')
  await expect(page.getByTestId('to-preflight')).toBeEnabled()
  // A dialog takes the focus, holds it, and gives it back: one that comes and goes, and one that stays in the page.
  for (const opener of ['library-open', 'starters']) {
    await tabTo(opener)
    await page.keyboard.press('Enter')
    await expect(page.getByRole('dialog')).toBeVisible()
    for (let pressed = 0; pressed < 12; pressed++) {
      await page.keyboard.press('Tab')
      expect(
        await page.evaluate(
          () =>
            document.activeElement === document.body || document.activeElement?.closest('dialog') !== null,
        ),
      ).toBe(true)
    }
    await page.keyboard.press('Escape')
    await expect(page.getByTestId(opener)).toBeFocused()
  }
  await tabTo('to-preflight')
  await page.keyboard.press('Enter')
  await onStep('preflight')
  await expect(page.getByTestId('people-ledger')).toBeVisible()
  for (const tick of await page.getByTestId('warning-tick').all()) {
    await tabTo('warning-tick')
    await page.keyboard.press('Space')
    await expect(tick).toBeChecked()
  }
  await tabTo('to-sending')
  await page.keyboard.press('Enter')
  await onStep('sending')
  await expect(page.getByTestId('start')).toBeEnabled()
  await tabTo('start')
  await page.keyboard.press('Enter')
  await onStep('report')
  await expect(page.getByTestId('announced')).toHaveText(/发完了/)
})
