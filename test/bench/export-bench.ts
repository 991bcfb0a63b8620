import { closeSync, fsyncSync, openSync, rmSync, statSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { openConnection } from '../../electron/services/storage/database.ts'
import type { RunningApp } from '../e2e/app.ts'
import { answerSaveDialog } from '../e2e/save-dialog.ts'
import { type Stage, sizeName } from './app-session.ts'
import { type Figure, measure } from './figures.ts'
import { oneLargeCampaign } from './history-data.ts'

/** How long the report of a large campaign takes. */

/** Writes a campaign's report as CSV for Excel to this path, through the bridge; resolves to the milliseconds. */
export async function exportReport(
  { electron, page }: RunningApp,
  campaignId: number,
  path: string,
  rows: number,
): Promise<number> {
  await answerSaveDialog(electron, path)
  const { ms, written } = await page.evaluate(async id => {
    const startedMs = performance.now()
    const answer = await window.zhanggui.campaigns.exportReport({ campaignId: id, format: 'csv-excel' })
    if (!answer.ok) throw new Error(answer.error.code)
    return { ms: performance.now() - startedMs, written: answer.value.rows }
  }, campaignId)
  if (written !== rows) throw new Error(`${written} of ${rows} rows were written`)
  return ms
}

const blockLength = 64 * 1024

/** Milliseconds in which better-sqlite3 iterates a campaign's rows and writes what the report is made of, as it stands. */
function writeRawRows(profile: string, campaignId: number, path: string): number {
  const database = openConnection(join(profile, 'zhanggui.db'), 'reader')
  const file = openSync(path, 'w')
  try {
    const startedMs = performance.now()
    const rows = database
      .prepare<[number], readonly unknown[]>(
        `SELECT row, phone, values_json, parts, state, code, cause, attempts, resolution, updated_at FROM recipients
          WHERE campaign_id = ? ORDER BY seq`,
      )
      .raw()
      .iterate(campaignId)
    let block = ''
    for (const row of rows) {
      block += `${row.join(',')}\r\n`
      if (block.length < blockLength) continue
      writeSync(file, block)
      block = ''
    }
    writeSync(file, block)
    fsyncSync(file)
    return performance.now() - startedMs
  } finally {
    closeSync(file)
    database.close()
  }
}

export async function exportFigures(
  stage: Stage,
  rows: number,
  wanted: (name: string) => boolean,
  print: (figure: Figure) => void,
): Promise<void> {
  const name = `export/csv-${sizeName(rows)}`
  if (!wanted(name)) return
  const against = 'better-sqlite3 iterating the rows and writing them raw (aim ≤ 2)'
  await stage.session(stage.filled(oneLargeCampaign(rows)), async app => {
    const ours = join(app.profile, '群发报告.csv')
    const raw = join(app.profile, 'raw.csv')
    print(
      await measure({ name, unit: 's', against }, async () => {
        const reference = writeRawRows(app.profile, 1, raw) / 1000
        const value = (await exportReport(app, 1, ours, rows)) / 1000
        if (statSync(ours).size < statSync(raw).size) throw new Error('the report is too short')
        for (const path of [ours, raw]) rmSync(path)
        return { value, reference }
      }),
    )
  })
}
