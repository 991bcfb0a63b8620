import { join } from 'node:path'
import type { RunningApp } from '../e2e/app.ts'
import { startCampaign } from '../e2e/bridge-campaign.ts'
import { startAnswerServer } from './answer-server-client.ts'
import { lookAt, prepareFullSpeed, type Stage, sizeName } from './app-session.ts'
import { exportReport } from './export-bench.ts'
import { type Figure, measure } from './figures.ts'
import { customerPhone, oneLargeCampaign } from './history-data.ts'

/** How long the main process is blocked at worst while an owner works beside a running campaign. */

const frameMs = 1000 / 60
const oldCampaign = 1
const largeDraft = 2
const runningCampaign = 3

/** The longest block of the main process while the work goes on, milliseconds. */
async function longestBlock({ electron }: RunningApp, work: () => Promise<void>): Promise<number> {
  await electron.evaluate(() => {
    const { monitorEventLoopDelay } = process.getBuiltinModule('node:perf_hooks')
    const histogram = monitorEventLoopDelay({ resolution: 1 })
    Object.assign(globalThis, { benchDelay: histogram })
    histogram.enable()
  })
  await work()
  return electron.evaluate(() => {
    const { benchDelay } = globalThis as unknown as { benchDelay: { max: number } }
    return benchDelay.max / 1e6
  })
}

/** Everything that the owner does, through the bridge as the screens do it. */
async function work(app: RunningApp, rows: number): Promise<void> {
  await startCampaign(app, runningCampaign)
  await app.page.evaluate(
    async ({ old, middle, digits }) => {
      const { campaigns, log, optOuts } = window.zhanggui
      const need = async <T>(
        answer: Promise<{ ok: true; value: T } | { ok: false; error: { code: string } }>,
      ) => {
        const result = await answer
        if (!result.ok) throw new Error(result.error.code)
        return result.value
      }
      for (let turn = 0; turn < 5; turn += 1) {
        await need(campaigns.list())
        await need(campaigns.get({ campaignId: old }))
        await need(campaigns.outcomes({ campaignId: old }))
        await need(campaigns.unknowns({ at: 'first', limit: 50 }))
        for (const states of [undefined, ['accepted'], ['rejected'], ['unknown']] as const)
          for (const at of ['first', { after: middle }, 'last'] as const)
            await need(
              campaigns.recipients({
                campaignId: old,
                at,
                limit: 100,
                ...(states === undefined ? {} : { states: [...states] }),
              }),
            )
        for (const part of digits) await need(log.search({ digits: part, at: 'first', limit: 50 }))
      }
      await need(optOuts.add({ text: digits.at(-1) ?? '', source: 'typed' }))
    },
    {
      old: oldCampaign,
      middle: String(Math.floor(rows / 2)),
      digits: [3, 4, 8, 11].map(length => customerPhone(12_345).slice(0, length)),
    },
  )
  const writing = exportReport(app, oldCampaign, join(app.profile, '群发报告.csv'), rows)
  const discarded = await app.page.evaluate(
    id => window.zhanggui.campaigns.discard({ campaignId: id }),
    largeDraft,
  )
  if (!discarded.ok) throw new Error(discarded.error.code)
  await writing
  const { ok } = await app.page.evaluate(() => window.zhanggui.campaigns.list())
  if (!ok) throw new Error('the list was refused')
}

export async function stallFigures(
  stage: Stage,
  rows: number,
  wanted: (name: string) => boolean,
  print: (figure: Figure) => void,
): Promise<void> {
  const name = `main/stall-${sizeName(rows)}`
  if (!wanted(name)) return
  const profile = stage.filled(oneLargeCampaign(rows))
  const server = await startAnswerServer(0)
  try {
    print(
      await measure(
        { name, unit: 'ms', against: 'one frame at 60 Hz (aim ≤ 3)' },
        () =>
          stage.session(
            profile,
            async app => {
              await prepareFullSpeed(app)
              await lookAt(app, runningCampaign)
              return { value: await longestBlock(app, () => work(app, rows)), reference: frameMs }
            },
            { ZHANGGUI_API_URL: server.url },
          ),
        { leastRuns: 2, mostRuns: 3, warmUp: false },
      ),
    )
  } finally {
    await server.close()
  }
}
