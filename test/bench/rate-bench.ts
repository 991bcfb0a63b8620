import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { systemClock } from '../../electron/services/time/clock.ts'
import { openEngineStage, stageCampaign } from '../fakes/engine-stage.ts'
import { usualLimits, usualTimeouts } from '../fakes/limits.ts'
import { startAnswerServer } from './answer-server-client.ts'
import type { Figure } from './figures.ts'

const measuredSeconds = 20
const answerMs = 50
const windowMs = 100

export type RateFigures = {
  /** Per second, by the server's clock, between the first and the last request. */
  readonly achieved: number
  /** The most requests that arrived in any 100 ms, by the server's clock. */
  readonly mostAtOnce: number
}

/** Sends for `seconds` at the set rate, with the engine and its durable log, and asks the server when what arrived. */
export async function measureRate(ratePerSecond: number, seconds = measuredSeconds): Promise<RateFigures> {
  const folder = mkdtempSync(join(tmpdir(), 'zhanggui-rate-'))
  const databasePath = join(folder, 'zhanggui.db')
  const count = Math.round(ratePerSecond * seconds) + 1
  const campaignId = stageCampaign(databasePath, count)
  const server = await startAnswerServer(answerMs, ['--arrivals'])
  const stage = openEngineStage({
    databasePath,
    url: server.url,
    clock: systemClock,
    limits: usualLimits({ ratePerSecond, concurrency: 16 }),
    timeouts: usualTimeouts,
    onLogFailure: error => {
      throw error
    },
  })
  try {
    stage.start(campaignId)
    await stage.engine.idle()
    const arrivals = z.array(z.number()).parse(await (await fetch(new URL('/arrivals', server.url))).json())
    if (arrivals.length !== count) throw new Error(`${arrivals.length} of ${count} arrived`)
    return { achieved: achievedRate(arrivals), mostAtOnce: mostWithin(arrivals, windowMs) }
  } finally {
    await stage.close()
    await server.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

const achievedRate = (arrivals: readonly number[]): number =>
  ((arrivals.length - 1) / ((arrivals.at(-1) ?? 0) - (arrivals[0] ?? 0))) * 1000

/** The most of these times in any stretch of this length, its end not included. */
export function mostWithin(times: readonly number[], lengthMs: number): number {
  let most = 0
  let first = 0
  times.forEach((time, index) => {
    while (time - (times[first] ?? 0) >= lengthMs) first += 1
    most = Math.max(most, index - first + 1)
  })
  return most
}

/** The most requests in any 100 ms that still count as a true rate: one and a half times the share. */
export const mostAllowed = (ratePerSecond: number): number =>
  Math.ceil(1.5 * ratePerSecond * (windowMs / 1000))

/** `send/rate-…`: achieved over set, which must lie between 0.98 and 1.02; `send/rate-…-most`: over what is allowed, at most 1. */
export async function* rateFigures(): AsyncGenerator<Figure> {
  for (const ratePerSecond of [5, 20, 100]) {
    const { achieved, mostAtOnce } = await measureRate(ratePerSecond)
    yield {
      name: `send/rate-${ratePerSecond}`,
      value: achieved,
      unit: 'requests/s',
      ratio: achieved / ratePerSecond,
      against: 'the set rate',
      n: 1,
    }
    yield {
      name: `send/rate-${ratePerSecond}-most`,
      value: mostAtOnce,
      unit: 'requests in 100 ms',
      ratio: mostAtOnce / mostAllowed(ratePerSecond),
      against: 'the most that is a true rate',
      n: 1,
    }
  }
}
