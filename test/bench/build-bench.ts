import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDatabase } from '../../electron/services/storage/database.ts'
import { recipientBatchLimit } from '../../shared/domain/campaign.ts'
import type { RunningApp } from '../e2e/app.ts'
import { type Stage, sizeName } from './app-session.ts'
import { type Figure, measure } from './figures.ts'
import { addCampaign, benchSignature, benchTemplate, customerPhone, customerValues } from './history-data.ts'

/** How long an owner waits for the preflight of a large list. */

type Person = { readonly phone: string; readonly values: readonly string[] }

/**
 * Builds a draft in the app as the window does (renderer/features/preflight/build-campaign.ts): batch by batch through
 * the bridge. Resolves to its id and the milliseconds until the preflight was there; making up the people is not counted.
 */
export async function buildDraft({ page }: RunningApp, rows: number): Promise<{ id: number; ms: number }> {
  const people: Person[] = Array.from({ length: rows }, (_, index) => ({
    phone: customerPhone(index + 1),
    values: customerValues(index + 1),
  }))
  // A string takes the way into the page quicker than a million objects.
  const texts: string[] = []
  for (let from = 0; from < rows; from += recipientBatchLimit)
    texts.push(JSON.stringify(people.slice(from, from + recipientBatchLimit)))
  await page.evaluate(() => {
    window.benchBatches = []
  })
  for (const text of texts) await page.evaluate(batch => void window.benchBatches.push(batch), text)
  return page.evaluate(
    async ({ signature, template, total }) => {
      const bridge = window.zhanggui.campaigns
      const need = <T>(answer: { ok: true; value: T } | { ok: false; error: { code: string } }): T => {
        if (!answer.ok) throw new Error(answer.error.code)
        return answer.value
      }
      const source = {
        fileName: '会员.csv',
        rows: total,
        usable: total,
        duplicate: 0,
        bad: 0,
        empty: 0,
        leftOut: 0,
      }
      let ms = 0
      const timed = async <T>(work: () => Promise<T>): Promise<T> => {
        const startedMs = performance.now()
        const value = await work()
        ms += performance.now() - startedMs
        return value
      }
      const { campaignId } = await timed(async () =>
        need(await bridge.create({ name: '一百万人', mode: 'real', signature, template, source })),
      )
      let row = 1
      for (const text of window.benchBatches) {
        const recipients = (JSON.parse(text) as { phone: string; values: string[] }[]).map(person => {
          row += 1
          return { row, ...person }
        })
        await timed(async () => need(await bridge.addRecipients({ campaignId, recipients })))
      }
      window.benchBatches = []
      const { recipients } = await timed(async () => need(await bridge.preflight({ campaignId })))
      if (recipients !== total) throw new Error(`${recipients} of ${total} recipients`)
      return { id: campaignId, ms }
    },
    { signature: benchSignature, template: benchTemplate, total: rows },
  )
}

/** Milliseconds in which better-sqlite3 inserts the same rows, ready-made, into a new database of the app's schema. */
function insertRows(rows: number): number {
  const folder = mkdtempSync(join(tmpdir(), 'zhanggui-insert-'))
  const database = openDatabase(join(folder, 'zhanggui.db'))
  try {
    const campaignId = addCampaign(database, { index: 0, size: 0, status: 'draft' }, Date.now())
    const people = Array.from({ length: rows }, (_, index) => ({
      phone: customerPhone(index + 1),
      values: JSON.stringify(customerValues(index + 1)),
    }))
    const insert = database.prepare(
      `INSERT INTO recipients (campaign_id, seq, row, phone, values_json, parts, near_limit, state, cause)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    const startedMs = performance.now()
    database
      .transaction(() => {
        let seq = 0
        for (const { phone, values } of people) {
          seq += 1
          insert.run(campaignId, seq, seq + 1, phone, values, 1, 0, 'pending', null)
        }
      })
      .immediate()
    return performance.now() - startedMs
  } finally {
    database.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

export async function buildFigures(
  stage: Stage,
  rows: number,
  wanted: (name: string) => boolean,
  print: (figure: Figure) => void,
): Promise<void> {
  const name = `build/${sizeName(rows)}`
  if (!wanted(name)) return
  const against = 'the same rows inserted by better-sqlite3 in one transaction (aim ≤ 2.5)'
  print(
    await measure(
      { name, unit: 's', against },
      async () => ({
        reference: insertRows(rows) / 1000,
        value: (await stage.session(null, app => buildDraft(app, rows))).ms / 1000,
      }),
      { leastRuns: 3, mostRuns: 5, warmUp: false },
    ),
  )
}
