import { readFileSync, rmSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { z } from 'zod'
import type { RunningApp } from '../e2e/app.ts'
import { wizard } from '../e2e/pages/wizard.ts'
import { type Figure, median } from './figures.ts'

/** Figures of the contacts screen itself: how long its thread is blocked, and what the app takes in memory. */

const frameMs = 1000 / 60
const rounds = 5

type Screen = {
  readonly env: NodeJS.ProcessEnv
  readonly withApp: <T>(
    env: NodeJS.ProcessEnv,
    flags: readonly string[],
    work: (app: RunningApp) => Promise<T>,
  ) => Promise<T>
  readonly csv: string
  readonly rows: number
  readonly megabytes: number
  readonly wanted: (name: string) => boolean
  readonly print: (figure: Figure) => void
}

const traceSchema = z.object({
  traceEvents: z.array(
    z.object({
      name: z.string(),
      ph: z.string(),
      pid: z.number(),
      tid: z.number(),
      dur: z.number().optional(),
      args: z.object({ name: z.string().optional() }).optional(),
    }),
  ),
})

/** The longest single task of the page's thread while `work` goes on, ms: so long would a click have waited. */
export async function longestTask(app: RunningApp, work: () => Promise<void>): Promise<number> {
  await app.electron.evaluate(({ contentTracing }) =>
    contentTracing.startRecording({ included_categories: ['disabled-by-default-devtools.timeline'] }),
  )
  await work()
  const path = await app.electron.evaluate(({ contentTracing }) => contentTracing.stopRecording())
  const { traceEvents } = traceSchema.parse(JSON.parse(readFileSync(path, 'utf8')))
  rmSync(path)
  const threads = new Set(
    traceEvents
      .filter(event => event.name === 'thread_name' && event.args?.name === 'CrRendererMain')
      .map(event => `${event.pid}/${event.tid}`),
  )
  const tasks = traceEvents.filter(
    event => event.name.endsWith('RunTask') && event.ph === 'X' && threads.has(`${event.pid}/${event.tid}`),
  )
  if (tasks.length === 0) throw new Error('the trace holds no tasks of the page')
  return Math.max(...tasks.map(event => (event.dur ?? 0) / 1000))
}

/** Chooses the file and waits until the table stands there, whole. */
async function importCsv(page: Page, csv: string, rows: number): Promise<void> {
  await page.getByTestId('contact-file').setInputFiles(csv)
  await page.getByTestId('contacts-reading').waitFor()
  await page.getByTestId('contacts-reading').waitFor({ state: 'detached' })
  await page.locator(`[data-testid="contacts-table"][data-total="${rows}"]`).waitFor()
  await page.getByTestId('contact-row').first().waitFor()
}

async function openContacts({ page }: RunningApp): Promise<void> {
  await wizard(page).choosePractice()
  await page.getByTestId('contacts-empty').waitFor()
}

/** Wheel, keys and scroll bar, to the last row and back; every step waits for its rows. */
async function scrollThrough(page: Page, lastRow: number): Promise<void> {
  const scroller = page.getByTestId('contacts-scroller')
  const box = await scroller.boundingBox()
  if (box === null) throw new Error('the table is not in view')
  const rowsInView = page.getByTestId('contact-row').first()
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
  for (let turn = 0; turn < 60; turn++) await page.mouse.wheel(0, 400)
  await rowsInView.waitFor()
  for (let turn = 0; turn < 40; turn++) await page.mouse.wheel(0, 6000)
  await rowsInView.waitFor()
  await scroller.evaluate(element => {
    element.tabIndex = 0
    element.focus()
  })
  for (let press = 0; press < 30; press++) await page.keyboard.press('PageDown')
  await rowsInView.waitFor()
  // The scroll bar's thumb, pulled down in steps: each a jump over tens of thousands of rows.
  for (let step = 1; step <= 50; step++)
    await scroller.evaluate((element, part) => {
      element.scrollTop = (element.scrollHeight - element.clientHeight) * part
      return new Promise(shown => requestAnimationFrame(shown))
    }, step / 50)
  await page.keyboard.press('End')
  await page.locator(`[data-testid="contact-row"][data-row="${lastRow}"]`).waitFor()
  await page.keyboard.press('Home')
  await page.locator('[data-testid="contact-row"][data-row="2"]').waitFor()
}

/** Sum over the app's processes, megabytes. */
const memoryNow = ({ electron }: RunningApp): Promise<number> =>
  electron.evaluate(
    ({ app }) =>
      app.getAppMetrics().reduce((sum, { memory }) => sum + memory.workingSetSize, 0) * (1024 / 1e6),
  )

/** Peak of that sum while `work` goes on. */
async function peakMemory(app: RunningApp, work: () => Promise<void>): Promise<number> {
  let peak = 0
  let ended = false
  const watch = (async () => {
    while (!ended) peak = Math.max(peak, await memoryNow(app))
  })()
  await work()
  ended = true
  await watch
  return peak
}

export async function screenFigures(screen: Screen): Promise<void> {
  const { env, withApp, csv, rows, megabytes, wanted, print } = screen
  const stalls: number[] = []
  const scrolls: number[] = []
  if (wanted('import/ui-stall') || wanted('table/scroll'))
    for (let round = 0; round < rounds; round++)
      // A new window each time: the first import is the one that meets code that has never run.
      await withApp(env, [], async app => {
        await openContacts(app)
        stalls.push(await longestTask(app, () => importCsv(app.page, csv, rows)))
        if (wanted('table/scroll'))
          scrolls.push(await longestTask(app, () => scrollThrough(app.page, rows + 1)))
      })
  const frames = (name: string, blocks: readonly number[]): void =>
    print({
      name,
      value: median(blocks),
      unit: 'ms',
      ratio: median(blocks) / frameMs,
      against: 'one frame at 60 Hz (aim ≤ 3)',
      n: blocks.length,
    })
  if (wanted('import/ui-stall')) frames('import/ui-stall', stalls)
  if (wanted('table/scroll')) frames('table/scroll', scrolls)
  if (wanted('import/memory')) print(await memoryFigure(screen, megabytes))
}

/** Imports again and again in one window, as an owner who mends a file does; the highest peak is the figure. */
function memoryFigure({ env, withApp, csv, rows }: Screen, megabytes: number): Promise<Figure> {
  return withApp(env, [], async app => {
    await openContacts(app)
    const idle = await memoryNow(app)
    const peaks: number[] = []
    for (let round = 0; round < rounds; round++)
      peaks.push((await peakMemory(app, () => importCsv(app.page, csv, rows))) - idle)
    const value = Math.max(...peaks)
    return {
      name: 'import/memory',
      value,
      unit: 'MB',
      ratio: value / megabytes,
      against: 'size of the file on disk, the highest of repeated imports (aim ≤ 8)',
      n: peaks.length,
    }
  })
}
