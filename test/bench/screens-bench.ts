import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import type { RunningApp } from '../e2e/app.ts'
import { createCampaign } from '../e2e/bridge-campaign.ts'
import { wizard } from '../e2e/pages/wizard.ts'
import { type Stage, sizeName } from './app-session.ts'
import { type Figure, median } from './figures.ts'
import { longestTask } from './import-screen.ts'
import { importPeople, writePeople } from './people-csv.ts'

/** How the window answers a hand while it holds a long list, and how long its thread is blocked by the pages that add up most. */

const frameMs = 1000 / 60
const inputAimMs = 200
const people = 200_000
/** Of 200,000, a tenth of this many thousand are outcomes that wait for a decision: 10,000. */
const undecided = 50
const rounds = 3
const cpuSlowdown = 4

/** Long lists take long to be made ready on a slowed computer; that is not what is measured. */
const patienceMs = 300_000

const loaded = (page: Page): Promise<void> =>
  page.locator('main[data-app-state="loaded"]').waitFor({ timeout: patienceMs })

/** From the content to the ledger of everybody who is left out, and why. */
const preflightBlock = (app: RunningApp): Promise<number> =>
  longestTask(app, async () => {
    await app.page.getByTestId('to-preflight').click()
    await app.page.getByTestId('people-ledger').waitFor()
    await loaded(app.page)
  })

const shownBlock = (app: RunningApp, open: () => Promise<void>, shown: string): Promise<number> =>
  longestTask(app, async () => {
    await open()
    await app.page.getByTestId(shown).filter({ visible: true }).first().waitFor()
    await loaded(app.page)
  })

declare global {
  interface Window {
    benchInteractions?: Map<number, number>
  }
}

/** Begins to note how long each press and key waits for the frame that answers it. */
const watchInteractions = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const longest = new Map<number, number>()
    window.benchInteractions = longest
    const observer = new PerformanceObserver(list => {
      for (const entry of list.getEntries()) {
        const { interactionId = 0, duration } = entry as PerformanceEntry & { interactionId?: number }
        if (interactionId > 0) longest.set(interactionId, Math.max(duration, longest.get(interactionId) ?? 0))
      }
    })
    // The browser tells of nothing that took less than a frame.
    observer.observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit)
  })

/** The wait below which 98 of 100 interactions lie; whatever took less than a frame counts as one. */
async function interactionP98(page: Page): Promise<number> {
  const { count, slow } = await page.evaluate(async () => {
    await new Promise(shown => requestAnimationFrame(() => setTimeout(shown)))
    return {
      count: (performance as Performance & { interactionCount?: number }).interactionCount ?? 0,
      slow: [...(window.benchInteractions?.values() ?? [])],
    }
  })
  if (count < 60) throw new Error(`only ${count} interactions were made`)
  return slow.toSorted((a, b) => b - a)[Math.floor(count * 0.02)] ?? frameMs
}

async function toPreflight(page: Page): Promise<void> {
  await page.getByTestId('to-preflight').click()
  await page.getByTestId('people-ledger').waitFor({ timeout: patienceMs })
  await wizard(page).tickWarnings()
}

/** The whole job as a hand does it: list, filter, message, preview, check, launch, report, the other pages. */
async function wholeJob({ page }: RunningApp): Promise<void> {
  const id = (testId: string) => page.getByTestId(testId).filter({ visible: true })
  const owner = wizard(page)
  await id('tile-usable').click()
  await id('tile-all').click()
  await loaded(page)
  await owner.toContent()
  await owner.fillPractice()
  await id('preview-search').click()
  await page.keyboard.type('王国')
  await page.keyboard.press('Backspace')
  await page.keyboard.press('Backspace')
  await loaded(page)
  for (let turn = 0; turn < 5; turn++) await id('preview-next').click()
  await id('preview-longest').click()
  await loaded(page)
  await id('template-text').click()
  await page.keyboard.press('End')
  await page.keyboard.type('Welcome to our shop, see you soon', { delay: 30 })
  await loaded(page)
  await toPreflight(page)
  await id('back').click()
  await owner.onScreen('compose')
  await toPreflight(page)
  await owner.toLaunch()
  await id('start').click()
  await id('pause').click({ timeout: patienceMs })
  await id('pause-card').waitFor()
  await id('cancel').click()
  await id('cancel-confirm').click()
  await id('report-totals').waitFor({ timeout: patienceMs })
  await id('recipients-search').click()
  await page.keyboard.type('1380')
  await loaded(page)
  for (const screen of ['history', 'unknowns', 'search', 'lists', 'opt-outs', 'quick', 'settings', 'send']) {
    await id(`nav-${screen}`).click()
    await loaded(page)
  }
}

export async function screensFigures(
  stage: Stage,
  _rows: number,
  wanted: (name: string) => boolean,
  print: (figure: Figure) => void,
): Promise<void> {
  const blockName = `ui/block-${sizeName(people)}`
  if (!wanted(blockName) && !wanted('ui/input')) return
  const folder = mkdtempSync(join(tmpdir(), 'zhanggui-screens-'))
  const csv = join(folder, '会员.csv')
  writePeople(csv, people)
  const figure = (name: string, values: readonly number[], reference: number, against: string): void =>
    print({
      name,
      value: median(values),
      unit: 'ms',
      ratio: median(values) / reference,
      against,
      n: values.length,
    })
  try {
    if (wanted(blockName)) {
      const profile = stage.filled({ campaigns: 1, recipients: people, undecided })
      const parts: { readonly preflight: number; readonly report: number; readonly unknowns: number }[] = []
      for (let round = 0; round < rounds; round++) {
        const preflight = await stage.session(null, async app => {
          await wizard(app.page).choosePractice()
          await importPeople(app.page, csv, people)
          await wizard(app.page).toContent()
          await wizard(app.page).fillPractice()
          await app.page.locator('[data-testid="parts-bar"][aria-busy="false"]').waitFor()
          // The keeper's thread begins here: one that is begun while Chromium records ends at once.
          await createCampaign(app, 1, 'practice')
          return preflightBlock(app)
        })
        const later = await stage.session(profile, async app => {
          const id = (testId: string) => app.page.getByTestId(testId).filter({ visible: true })
          await id('nav-history').click()
          const report = await shownBlock(app, () => id('open-campaign').first().click(), 'recipients')
          const unknowns = await shownBlock(app, () => id('nav-unknowns').click(), 'unknown')
          return { report, unknowns }
        })
        parts.push({ preflight, ...later })
      }
      const of = (part: 'preflight' | 'report' | 'unknowns'): string =>
        `${part} ${median(parts.map(round => round[part])).toFixed(0)}`
      figure(
        blockName,
        parts.map(round => Math.max(...Object.values(round))),
        frameMs,
        `one frame at 60 Hz (aim ≤ 3), the longest of ${of('preflight')}, ${of('report')}, ${of('unknowns')}`,
      )
    }
    if (wanted('ui/input')) {
      const waits: number[] = []
      for (let round = 0; round < rounds; round++)
        waits.push(
          await stage.session(null, async app => {
            await wizard(app.page).choosePractice()
            await importPeople(app.page, csv, people)
            const cdp = await app.page.context().newCDPSession(app.page)
            await cdp.send('Emulation.setCPUThrottlingRate', { rate: cpuSlowdown })
            await watchInteractions(app.page)
            await wholeJob(app)
            return interactionP98(app.page)
          }),
        )
      figure('ui/input', waits, inputAimMs, `${inputAimMs} ms, p98, CPU slowed ${cpuSlowdown} × (aim ≤ 1)`)
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
