import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { wizard } from '../e2e/pages/wizard.ts'
import { sizeName } from './app-session.ts'
import { type Figure, median } from './figures.ts'
import { customerPhone, customerValues } from './history-data.ts'
import { loadScripts, withApp } from './import-bench.ts'
import { longestTask } from './import-screen.ts'
import { importPeople, writePeople } from './people-csv.ts'

/** How long an owner with a million customers waits for the message of the last one. */

const rounds = 5
const aimMs = 100
const frameMs = 1000 / 60

/** In the page, from the click that opens the preview to the first message, and from the number typed to the message of the last person, ms. */
const openAndJump = (page: Page, people: number): Promise<number> =>
  page.evaluate(
    async ({ last, phone }) => {
      const byId = <T extends HTMLElement>(id: string) =>
        document.querySelector<T>(`[data-testid="${id}"]`) as T | null
      const until = (isThere: () => boolean): Promise<void> =>
        new Promise(resolve => {
          if (isThere()) return resolve()
          const observer = new MutationObserver(() => {
            if (!isThere()) return
            observer.disconnect()
            resolve()
          })
          observer.observe(document.body, { subtree: true, childList: true, characterData: true })
        })
      const begin = performance.now()
      byId('contacts-next')?.click()
      await until(() => byId('preview-message') !== null)
      const opened = performance.now() - begin
      const found = byId('preview-index')
      const input = found instanceof HTMLInputElement ? found : found?.querySelector('input')
      if (!input) throw new Error('there is no number to type')
      const typed = performance.now()
      Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(input, String(last))
      input.dispatchEvent(new Event('input', { bubbles: true }))
      await until(() => byId('preview-phone')?.textContent === phone)
      return opened + performance.now() - typed
    },
    { last: people, phone: customerPhone(people) },
  )

/** `preview/1m` and, of the same rounds, how long the page's thread is blocked while all messages are measured and searched. */
export async function* previewFigures(
  people: number,
  wanted: (name: string) => boolean,
): AsyncGenerator<Figure> {
  const name = `preview/${sizeName(people)}`
  if (!wanted(name) && !wanted('preview/ui')) return
  const { withDisplay, ensureBuild } = await loadScripts()
  process.env['ZHANGGUI_ELECTRON'] ??= process.execPath
  await ensureBuild()
  const folder = mkdtempSync(join(tmpdir(), 'zhanggui-preview-'))
  const times: number[] = []
  const blocks: number[] = []
  try {
    const csv = join(folder, '会员.csv')
    writePeople(csv, people)
    await withDisplay(env =>
      withApp(env, [], async app => {
        const { page } = app
        const owner = wizard(page)
        await owner.choosePractice()
        await importPeople(page, csv, people)
        await owner.toContent()
        await owner.fillPractice()
        await page.getByTestId('parts-bar').waitFor()
        for (let round = 0; round < rounds; round++) {
          await page.getByTestId('back').click()
          // A list read anew: nothing of it is known yet.
          await importPeople(page, csv, people)
          times.push(await openAndJump(page, people))
          if (!wanted('preview/ui')) continue
          blocks.push(
            await longestTask(app, async () => {
              await page.locator('[data-testid="parts-bar"][aria-busy="false"]').waitFor()
              await page.getByTestId('preview-search').fill(`${customerValues(people)[0]}x`)
              await page.getByTestId('preview-nobody').waitFor()
              await page.getByTestId('preview-all').click()
              await page.getByTestId('preview-longest').click()
              await page.locator('main[data-app-state="loaded"]').waitFor()
            }),
          )
        }
      }),
    )
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  const figure = (called: string, values: readonly number[], reference: number, against: string): Figure => ({
    name: called,
    value: median(values),
    unit: 'ms',
    ratio: median(values) / reference,
    against,
    n: values.length,
  })
  if (wanted(name)) yield figure(name, times, aimMs, 'a tenth of a second (aim ≤ 1)')
  if (wanted('preview/ui')) yield figure('preview/ui', blocks, frameMs, 'one frame at 60 Hz (aim ≤ 3)')
}
