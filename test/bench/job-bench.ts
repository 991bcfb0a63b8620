import { expect, type Page } from '@playwright/test'
import { keeping } from '../e2e/pages/keeping.ts'
import { wizard } from '../e2e/pages/wizard.ts'
import { atAnyTime, listOf, realMessage, setSettings, testCredentials } from '../e2e/real-campaign.ts'
import { startAnswerServer } from './answer-server-client.ts'
import type { Stage } from './app-session.ts'
import type { Figure } from './figures.ts'

/** What a whole job asks of the owner: how often something is pressed, and how many fields are typed into. Not how long it takes. */

/** A tick that is asked for because of the history: it stands for what the owner did before, not for the way of the app. */
const ofHistory = ['same-text', 'recent']

/** An owner who presses what is named, and is counted. */
function countedOwner(page: Page) {
  const id = (testId: string) => page.getByTestId(testId).filter({ visible: true })
  let clicks = 0
  const click = async (testId: string): Promise<void> => {
    await id(testId).first().click()
    clicks += 1
  }
  return {
    click,
    clicks: () => clicks,
    onScreen: (name: string) =>
      page.locator(`main[data-screen="${name}"][data-app-state="loaded"]`).waitFor(),
    /** Ticks every warning of the check; those of the history are not counted. */
    async tick(): Promise<void> {
      await id('people-ledger').waitFor()
      for (const warning of await id('warning').all()) {
        await warning.getByTestId('warning-tick').check()
        if (!ofHistory.includes((await warning.getAttribute('data-warning')) ?? '')) clicks += 1
      }
    },
    async toReport(): Promise<void> {
      await page.locator('main[data-screen="report"][data-app-state="loaded"]').waitFor()
      await id('report-totals').waitFor()
    },
    /** Fields of the window that were typed into: of all of them, by the browser's own event. */
    typed: () =>
      page.evaluate(() => (window as unknown as { typedFields?: Set<unknown> }).typedFields?.size ?? 0),
  }
}

const countFields = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const typed = new Set<EventTarget | null>()
    ;(window as unknown as { typedFields?: Set<unknown> }).typedFields = typed
    // What the app fills in by itself fires no trusted event.
    document.addEventListener('beforeinput', event => event.isTrusted && typed.add(event.target), true)
  })

const figures = (name: string, clicks: number, fields: number, aim: string): readonly Figure[] => [
  { name, value: clicks, unit: 'clicks', ratio: null, against: aim, n: 1 },
  { name: `${name}-fields`, value: fields, unit: 'fields', ratio: null, against: 'none', n: 1 },
]

/** `job/practice`: from the first start to the report of a practice campaign. */
const practice = (stage: Stage): Promise<readonly Figure[]> =>
  stage.session(null, async ({ page }) => {
    const owner = countedOwner(page)
    await countFields(page)
    await owner.click('choose-practice')
    await owner.click('contacts-sample')
    await owner.click('contacts-next')
    await owner.click('fill-practice')
    await owner.click('to-preflight')
    await owner.tick()
    await owner.click('to-sending')
    await owner.click('start')
    await owner.toReport()
    return figures('job/practice', owner.clicks(), await owner.typed(), 'at most 7')
  })

/** `job/again`: a second real campaign to a kept list with a kept template, from a window that was just opened. */
async function again(stage: Stage): Promise<readonly Figure[]> {
  const server = await startAnswerServer(0)
  try {
    return await stage.session(
      null,
      async app => {
        const { page } = app
        const first = wizard(page)
        const lists = keeping(page)
        await first.enterCredentials(testCredentials)
        await first.onScreen('contacts')
        await setSettings(app, {
          ratePerSecond: 1000,
          pricePerPart: 0.05,
          ...atAnyTime,
        })
        await lists.toLists()
        await page.getByTestId('list-file').setInputFiles(listOf(40))
        await lists.keep({ name: '会员' })
        await lists.openList('会员')
        await page.getByTestId('list-send').click()
        await first.onScreen('compose')
        await first.writeMessage(realMessage)
        await first.toPreflight()
        await first.toLaunch()
        await page.getByTestId('start').click()
        await page.getByTestId('start-confirm').click()
        await first.toReport()
        await page.reload()
        await page.locator('main[data-app-state="loaded"]').waitFor()

        const owner = countedOwner(page)
        await countFields(page)
        await owner.click('nav-history')
        await owner.click('open-campaign')
        await owner.onScreen('report')
        await owner.click('campaign-again')
        await owner.onScreen('compose')
        await owner.click('to-preflight')
        await owner.tick()
        await owner.click('to-sending')
        await owner.onScreen('sending')
        await owner.click('start')
        await owner.click('start-confirm')
        await expect(page.locator('main[data-screen="report"][data-app-state="loaded"]')).toBeVisible()
        return figures('job/again', owner.clicks(), await owner.typed(), 'at most 8')
      },
      { ZHANGGUI_API_URL: server.url },
    )
  } finally {
    await server.close()
  }
}

export async function jobFigures(
  stage: Stage,
  wanted: (name: string) => boolean,
  print: (figure: Figure) => void,
): Promise<void> {
  if (wanted('job/practice')) for (const figure of await practice(stage)) print(figure)
  if (wanted('job/again')) for (const figure of await again(stage)) print(figure)
}
