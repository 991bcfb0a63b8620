import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import SqliteDatabase from 'better-sqlite3'
import Papa from 'papaparse'
import { z } from 'zod'
import { noCounts, type RecipientState, recipientStates, totalOf } from '../../shared/domain/states.ts'
import type { Fault } from '../fakes/fault.ts'
import type { ForkedFaultServer } from '../fakes/forked-fault-server.ts'
import type { RunningApp } from './app.ts'
import { campaignView } from './bridge-campaign.ts'
import { sendingScreens } from './pages/sending-screens.ts'
import { wizard } from './pages/wizard.ts'
import { answerSaveDialog } from './save-dialog.ts'

/** What a campaign comes to, wherever it is told. */
export type Sums = {
  readonly people: Readonly<Record<RecipientState, number>>
  readonly total: number
  /** Parts that the provider took. */
  readonly submittedParts: number
}

/** '' where somebody was forgotten. */
const forgettablePhone = z
  .string()
  .nullable()
  .transform(phone => phone ?? '')

const row = z.object({ phone: forgettablePhone, state: z.enum(recipientStates), parts: z.int() })
export type StoredPerson = z.infer<typeof row>

/** Every recipient of a campaign as the database has it. */
export function storedPeople(profile: string, campaignId: number): readonly StoredPerson[] {
  const database = new SqliteDatabase(join(profile, 'zhanggui.db'), { readonly: true, fileMustExist: true })
  try {
    return z
      .array(row)
      .parse(
        database.prepare('SELECT phone, state, parts FROM recipients WHERE campaign_id = ?').all(campaignId),
      )
  } finally {
    database.close()
  }
}

const sumsOf = (people: readonly { readonly state: RecipientState; readonly parts: number }[]): Sums => {
  const counts: Record<RecipientState, number> = { ...noCounts }
  let submittedParts = 0
  for (const { state, parts } of people) {
    counts[state] += 1
    if (state === 'accepted') submittedParts += parts
  }
  return { people: counts, total: people.length, submittedParts }
}

const digits = (text: string): number => Number(text.replace(/[^\d]/g, ''))

/** The report in view. */
async function onScreen(app: RunningApp): Promise<Sums> {
  const { id, toReport } = sendingScreens(app.page)
  await toReport()
  return {
    people: await wizard(app.page).reportTotals(),
    total: digits(await id('report-totals').getByTestId('amount-total').innerText()),
    submittedParts: Number(await id('report-parts').getAttribute('data-count')),
  }
}

const stateOfWord: Readonly<Record<string, RecipientState>> = {
  待发送: 'pending',
  发送中: 'sending',
  已提交: 'accepted',
  被拒: 'rejected',
  未发出: 'unsent',
  结果未知: 'unknown',
  已跳过: 'skipped',
}

/** The file that the owner takes away from the report in view. */
async function inFile(app: RunningApp, path: string): Promise<Sums & { readonly cost: number }> {
  await answerSaveDialog(app.electron, path)
  expect(await wizard(app.page).exportReport()).toBe(path)
  const { data } = Papa.parse<Record<string, string>>(readFileSync(path, 'utf8').slice(1), {
    header: true,
    skipEmptyLines: true,
  })
  const states = data.map(({ 状态 = '' }) => ({ state: stateOfWord[状态] ?? 'pending', parts: 0 }))
  const sum = (column: string) => data.reduce((total, cells) => total + Number(cells[column] ?? ''), 0)
  return {
    ...sumsOf(states),
    submittedParts: sum('已提交条数'),
    cost: Math.round(sum('估算费用（元）') * 10_000) / 10_000,
  }
}

/** Columns of the history's row; they add up to the recipients. */
async function inHistory(app: RunningApp, campaignId: number): Promise<void> {
  const { open } = sendingScreens(app.page)
  await open('history')
  const cells = app.page.locator(`[data-campaign="${campaignId}"] td`)
  const numbers = await Promise.all(
    [2, 3, 4, 5, 6, 7].map(async place => digits((await cells.nth(place).innerText()).split('\n')[0] ?? '')),
  )
  const [total = 0, ...parts] = numbers
  expect(parts.reduce((sum, each) => sum + each, 0)).toBe(total)
  expect(total).toBe(totalOf((await campaignView(app, campaignId)).counts))
  await app.page.locator(`[data-campaign="${campaignId}"]`).getByTestId('open-campaign').click()
}

const pricePerPart = 0.05

/** The owner sets the price of a part, as the estimates of `expectOneSum` have it. */
export async function setPrice(app: RunningApp): Promise<void> {
  const { id, open } = sendingScreens(app.page)
  await open('settings')
  await id('price').fill(String(pricePerPart))
  await id('price').press('Enter')
  await expect(id('setting-saved')).toBeVisible()
}

/**
 * The same sums on the screen, in the history, in the exported report, over the bridge and in the database. Leaves the
 * campaign's report in view; returns what all of them say.
 */
export async function expectOneSum(app: RunningApp, campaignId: number): Promise<Sums> {
  await inHistory(app, campaignId)
  const stored = sumsOf(storedPeople(app.profile, campaignId))
  const view = await campaignView(app, campaignId)
  expect(view.counts).toEqual(stored.people)
  expect(view.partsByState['accepted']).toBe(stored.submittedParts)
  expect(view.skipped.reduce((sum, { count }) => sum + count, 0)).toBe(stored.people.skipped)
  expect(await onScreen(app)).toEqual(stored)
  const cost = Math.round(stored.submittedParts * pricePerPart * 10_000) / 10_000
  expect(await inFile(app, join(app.profile, `report-${campaignId}.csv`))).toEqual({ ...stored, cost })
  await expect(sendingScreens(app.page).id('report-cost')).toContainText(cost.toFixed(2))
  return stored
}

/** The server took the message and said so readably. */
const isTaken = (fault: Fault): boolean =>
  fault.kind === 'answer' &&
  fault.code === 10000 &&
  (fault.phone === undefined || fault.phone === null) &&
  (fault.httpStatus ?? 200) === 200

/** Phones that the server said readably it took, as often as it said so. */
export const takenPhones = async (server: ForkedFaultServer): Promise<readonly string[]> =>
  [...(await server.seen())].flatMap(([phone, requests]) =>
    requests.filter(({ fault }) => isTaken(fault)).map(() => phone),
  )
