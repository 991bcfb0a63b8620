import { setTimeout as after } from 'node:timers/promises'
import { z } from 'zod'
import type { RunningApp } from '../e2e/app.ts'
import { startCampaign } from '../e2e/bridge-campaign.ts'
import { startAnswerServer } from './answer-server-client.ts'
import { lookAt, prepareFullSpeed, type Stage, sizeName } from './app-session.ts'
import { buildDraft } from './build-bench.ts'
import { type Figure, type Measured, measure } from './figures.ts'

/** Whether a running campaign goes on at its rate while a large draft is built, looked at and thrown away. */

const answerMs = 50
const aloneMs = 5_000
/** More than are sent in any round. */
const recipients = 300_000

const statsSchema = z.object({ requests: z.int() })

/** Requests per second that arrive at the server while the work goes on. */
async function rateDuring(url: string, work: () => Promise<unknown>): Promise<number> {
  const arrived = async (): Promise<number> =>
    statsSchema.parse(await (await fetch(new URL('/stats', url))).json()).requests
  const before = await arrived()
  const startedMs = performance.now()
  await work()
  return ((await arrived()) - before) / ((performance.now() - startedMs) / 1000)
}

async function discard({ page }: RunningApp, campaignId: number): Promise<void> {
  const answer = await page.evaluate(id => window.zhanggui.campaigns.discard({ campaignId: id }), campaignId)
  if (!answer.ok) throw new Error(answer.error.code)
}

async function round(stage: Stage, rows: number): Promise<Measured> {
  const server = await startAnswerServer(answerMs)
  const profile = stage.filled({ campaigns: 0, recipients: 0, drafts: [recipients] })
  try {
    return await stage.session(
      profile,
      async app => {
        await prepareFullSpeed(app)
        await lookAt(app, 1)
        await startCampaign(app, 1)
        // The engine's pace settles within the first seconds.
        await after(2_000)
        const before = await rateDuring(server.url, () => after(aloneMs))
        const value = await rateDuring(server.url, async () => discard(app, (await buildDraft(app, rows)).id))
        const later = await rateDuring(server.url, () => after(aloneMs))
        return { value, reference: (before + later) / 2 }
      },
      { ZHANGGUI_API_URL: server.url },
    )
  } finally {
    await server.close()
  }
}

export async function besideFigures(
  stage: Stage,
  rows: number,
  wanted: (name: string) => boolean,
  print: (figure: Figure) => void,
): Promise<void> {
  const name = `send/beside-${sizeName(rows)}`
  if (!wanted(name)) return
  const against = 'the same campaign alone (aim ≥ 0.95)'
  print(
    await measure({ name, unit: 'recipients/s', against }, () => round(stage, rows), {
      leastRuns: 2,
      mostRuns: 2,
      warmUp: false,
    }),
  )
}
