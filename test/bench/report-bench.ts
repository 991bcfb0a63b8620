import type { RecipientOrder, RecipientState, Resolution } from '../../shared/domain/states.ts'
import type { RunningApp } from '../e2e/app.ts'
import { type Stage, sizeName } from './app-session.ts'
import { type Figure, measure, median, p95 } from './figures.ts'
import { customerPhone, oneLargeCampaign } from './history-data.ts'

/** How long the screens that look back wait for what they show, asked through the app's own bridge and window. */

const frameMs = 1000 / 60
const searchAimMs = 100
const listAimMs = 100
const historyAimMs = 300
const manyCampaigns = 2_000
const peopleEach = 10
const asksPerRound = 5

type Filter = {
  readonly states?: RecipientState[]
  readonly resolution?: Resolution
  readonly reason?: { readonly code: number | null; readonly cause: string | null }
  readonly search?: string
  readonly order?: RecipientOrder
}

/** Every filter of the report that shows somebody. */
const filters: readonly Filter[] = [
  {},
  ...(['accepted', 'rejected', 'unsent', 'unknown', 'skipped'] as const).map(state => ({ states: [state] })),
  ...(['treat-as-sent', 'treat-as-unsent'] as const).map(resolution => ({ resolution })),
  { states: ['rejected'], reason: { code: 30011, cause: null } },
  { order: 'state' },
  { order: 'time' },
  { order: 'time', states: ['accepted'] },
  // First digits, last digits, a family name, and a whole name.
  { search: '138' },
  { search: '567' },
  { search: '王' },
  { search: '国英', order: 'time' },
]

/** Milliseconds of each next page, under each filter: from the first page, from these recipients, and from the last. */
const pageTimes = ({ page }: RunningApp, campaignId: number, middles: readonly number[]): Promise<number[]> =>
  page.evaluate(
    async ({ id, all, keys }) => {
      const times: number[] = []
      const ask = async (filter: Filter, at: 'first' | 'last' | { after: string } | { before: string }) => {
        const startedMs = performance.now()
        const answer = await window.zhanggui.campaigns.recipients({
          campaignId: id,
          ...filter,
          at,
          limit: 100,
        })
        times.push(performance.now() - startedMs)
        if (!answer.ok) throw new Error(answer.error.code)
        if (answer.value.rows.length === 0) throw new Error(`nobody under ${JSON.stringify(filter)}`)
        return answer.value
      }
      for (const filter of all) {
        const first = await ask(filter, 'first')
        if (first.next !== null) await ask(filter, { after: first.next })
        for (const key of keys) {
          await ask(filter, { after: key })
          await ask(filter, { before: key })
        }
        const last = await ask(filter, 'last')
        if (last.previous !== null) await ask(filter, { before: last.previous })
      }
      return times
    },
    // A recipient's key is its number.
    { id: campaignId, all: filters, keys: middles.map(String) },
  )

/** Milliseconds until the first page of each search is there. */
const searchTimes = ({ page }: RunningApp, searches: readonly string[]): Promise<number[]> =>
  page.evaluate(async all => {
    const times: number[] = []
    for (const digits of all) {
      const startedMs = performance.now()
      const answer = await window.zhanggui.log.search({ digits, at: 'first', limit: 50 })
      times.push(performance.now() - startedMs)
      if (!answer.ok) throw new Error(answer.error.code)
      if (answer.value.rows.length === 0) throw new Error('nobody was found')
    }
    return times
  }, searches)

/** The first and the last 3 to 11 digits of customers whose turn it is in this round. */
const searchesOf = (round: number): readonly string[] =>
  Array.from({ length: 9 }, (_, index) => index + 3).flatMap(length => [
    customerPhone(1000 * round + 10 * length + 5).slice(0, length),
    customerPhone(1000 * round + 10 * length + 7).slice(-length),
  ])

const listTimes = ({ page }: RunningApp, campaigns: number): Promise<number[]> =>
  page.evaluate(
    async ({ asks, expected }) => {
      const times: number[] = []
      for (let ask = 0; ask < asks; ask += 1) {
        const startedMs = performance.now()
        const answer = await window.zhanggui.campaigns.list()
        times.push(performance.now() - startedMs)
        if (!answer.ok || answer.value.length !== expected) throw new Error('not the whole list')
      }
      return times
    },
    { asks: asksPerRound, expected: campaigns },
  )

/** Milliseconds from the click until the frame that shows the rows. */
const historyTime = async ({ page }: RunningApp): Promise<number> => {
  await page.getByTestId('nav-settings').click()
  await page.locator('main[data-screen="settings"][data-app-state="loaded"]').waitFor()
  return page.evaluate(
    () =>
      new Promise<number>(resolve => {
        const isShown = () =>
          document.querySelector('main[data-screen="history"] [data-testid="campaign"]') !== null
        const startedMs = performance.now()
        const observer = new MutationObserver(() => {
          if (!isShown()) return
          observer.disconnect()
          requestAnimationFrame(() => resolve(performance.now() - startedMs))
        })
        observer.observe(document, { subtree: true, childList: true, attributes: true })
        document.querySelector<HTMLElement>('[data-testid="nav-history"]')?.click()
      }),
  )
}

export async function reportFigures(
  stage: Stage,
  rows: number,
  wanted: (name: string) => boolean,
  print: (figure: Figure) => void,
): Promise<void> {
  const pageName = `report/page-${sizeName(rows)}`
  const searchName = `report/search-${sizeName(rows)}`
  const ms = (name: string, aimMs: number, what: string) => ({
    name,
    unit: 'ms',
    against: `${aimMs.toFixed(1)} ms, ${what} (aim ≤ 1)`,
  })

  if (wanted(pageName) || wanted(searchName))
    await stage.session(stage.filled(oneLargeCampaign(rows)), async app => {
      if (wanted(pageName)) {
        let round = 0
        print(
          await measure(ms(pageName, frameMs, 'p95'), async () => {
            round += 1
            const middles = [0.3, 0.5, 0.7].map(part => Math.floor(rows * part) + 1009 * round)
            return { value: p95(await pageTimes(app, 1, middles)), reference: frameMs }
          }),
        )
      }
      if (wanted(searchName)) {
        let round = 0
        print(
          await measure(ms(searchName, searchAimMs, 'p95'), async () => {
            round += 1
            return { value: p95(await searchTimes(app, searchesOf(round))), reference: searchAimMs }
          }),
        )
      }
    })

  if (wanted('list/2000') || wanted('history/2000'))
    await stage.session(
      stage.filled({ campaigns: manyCampaigns, recipients: manyCampaigns * peopleEach }),
      async app => {
        if (wanted('list/2000'))
          print(
            await measure(ms('list/2000', listAimMs, 'from call to answer'), async () => ({
              value: median(await listTimes(app, manyCampaigns)),
              reference: listAimMs,
            })),
          )
        if (wanted('history/2000'))
          print(
            await measure(ms('history/2000', historyAimMs, 'from the click to its rows'), async () => ({
              value: await historyTime(app),
              reference: historyAimMs,
            })),
          )
      },
    )
}
