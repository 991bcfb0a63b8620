import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Pool } from 'undici'
import { z } from 'zod'
import type { SendStore } from '../../electron/services/send-log/send-store.ts'
import { keepYoungGenerationSmall } from '../../electron/services/sending/young-generation.ts'
import { systemClock } from '../../electron/services/time/clock.ts'
import { buildRequestBody } from '../../shared/provider/request.ts'
import { openEngineStage, stageCampaign, stagedPhone } from '../fakes/engine-stage.ts'
import { usualLimits, usualTimeouts } from '../fakes/limits.ts'
import { startAnswerServer } from './answer-server-client.ts'
import { type Figure, measure } from './figures.ts'

const concurrency = 32
const credentials = {
  accessKey: 'bench-access-key',
  accessSecret: 'bench-access-secret',
  packageCode: 'bench-code',
}
const flushMs = 5
const still = new Int32Array(new SharedArrayBuffer(4))

/** The log on a disk whose every durable commit takes 5 ms longer, its thread standing still meanwhile: an old PC's. */
const onSlowDisk = (store: SendStore): SendStore => ({
  ...store,
  async commit(...args) {
    const committed = await store.commit(...args)
    Atomics.wait(still, 0, 0, flushMs)
    return committed
  },
})

/** Requests per second of a bare undici loop: bodies drained, nothing written. */
async function bareLoop(url: string, count: number): Promise<number> {
  const { origin, pathname: path } = new URL(url)
  const pool = new Pool(origin, { connections: concurrency, pipelining: 1 })
  const headers = { 'content-type': 'application/json; charset=utf-8' }
  let next = 0
  const worker = async () => {
    while (next < count) {
      next += 1
      const { body } = await pool.request({ path, method: 'POST', headers, body: bodyFor(stagedPhone(next)) })
      await body.dump()
    }
  }
  const startedMs = performance.now()
  await Promise.all(Array.from({ length: concurrency }, worker))
  const seconds = (performance.now() - startedMs) / 1000
  await pool.close()
  return count / seconds
}

const bodyFor = (phone: string) =>
  buildRequestBody({ credentials, signCode: 'S1', templateCode: 'T1', phone, params: { 姓名: '王芳' } })

/** Messages per second as the provider's samples send them: one new connection each, one after another. */
async function serialLoop(url: string, count: number): Promise<number> {
  const { origin, pathname: path } = new URL(url)
  const headers = { 'content-type': 'application/json; charset=utf-8' }
  const startedMs = performance.now()
  for (let index = 1; index <= count; index += 1) {
    const pool = new Pool(origin, { connections: 1 })
    const { body } = await pool.request({ path, method: 'POST', headers, body: bodyFor(stagedPhone(index)) })
    await body.dump()
    await pool.close()
  }
  return count / ((performance.now() - startedMs) / 1000)
}

/** Recipients per second of the engine with its durable log on disk. */
async function engineLoop(
  url: string,
  count: number,
  through?: (store: SendStore) => SendStore,
): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'zhanggui-bench-'))
  const databasePath = join(folder, 'zhanggui.db')
  const campaignId = stageCampaign(databasePath, count)
  const stage = openEngineStage({ databasePath, url, ...fullSpeed, ...(through && { through }) })
  try {
    const startedMs = performance.now()
    stage.start(campaignId)
    await stage.engine.idle()
    const seconds = (performance.now() - startedMs) / 1000
    const { accepted } = stage.store.countsOf(campaignId)
    if (accepted !== count) throw new Error(`only ${accepted} of ${count} were accepted`)
    return count / seconds
  } finally {
    await stage.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

export const fullSpeed = {
  clock: systemClock,
  limits: usualLimits({ ratePerSecond: 1_000_000, concurrency }),
  timeouts: usualTimeouts,
  onLogFailure: (error: unknown) => {
    throw error
  },
}

/** Peak memory, MB, of a process that sends to this many recipients and does nothing else. */
async function memoryOf(url: string, count: number): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'zhanggui-memory-'))
  try {
    const script = fileURLToPath(new URL('./send-memory.ts', import.meta.url))
    const run = async (...args: readonly string[]): Promise<string> => {
      const child = spawn(process.execPath, [script, join(folder, 'zhanggui.db'), ...args], {
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      let output = ''
      child.stdout.on('data', chunk => {
        output += chunk
      })
      const [code] = await once(child, 'exit')
      if (code !== 0) throw new Error(`the measured process ended with ${code}`)
      return output
    }
    // Two processes: making the campaign must not count.
    await run('stage', String(count))
    return z.object({ peakMegabytes: z.number() }).parse(JSON.parse(await run('send', url))).peakMegabytes
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

type Speed = { readonly name: string; readonly latencyMs: number; readonly against: string }

/** One figure against another measured in the same round, on a server of its own. */
async function speed(
  { name, latencyMs, against }: Speed,
  value: (url: string) => Promise<number>,
  reference: (url: string) => Promise<number>,
): Promise<Figure> {
  const server = await startAnswerServer(latencyMs)
  try {
    return await measure({ name, unit: 'recipients/s', against }, async () => ({
      reference: await reference(server.url),
      value: await value(server.url),
    }))
  } finally {
    await server.close()
  }
}

export async function* sendFigures(wanted: (name: string) => boolean): AsyncGenerator<Figure> {
  // As the app does at its start.
  keepYoungGenerationSmall()
  const bare = 'bare undici loop, concurrency 32, nothing written'
  if (wanted('send/0ms')) {
    yield await speed(
      { name: 'send/0ms', latencyMs: 0, against: bare },
      url => engineLoop(url, 60_000),
      url => bareLoop(url, 60_000),
    )
  }
  if (wanted('send/50ms')) {
    yield await speed(
      { name: 'send/50ms', latencyMs: 50, against: bare },
      url => engineLoop(url, 3_000),
      url => bareLoop(url, 3_000),
    )
  }
  if (wanted('send/serial-50ms')) {
    yield await speed(
      {
        name: 'send/serial-50ms',
        latencyMs: 50,
        against: 'one new connection per message, one after another',
      },
      url => engineLoop(url, 3_000),
      url => serialLoop(url, 60),
    )
  }
  if (wanted('send/slow-disk')) {
    yield await speed(
      { name: 'send/slow-disk', latencyMs: 50, against: 'the same without 5 ms more per durable commit' },
      url => engineLoop(url, 3_000, onSlowDisk),
      url => engineLoop(url, 3_000),
    )
  }
  if (wanted('send/memory')) {
    const server = await startAnswerServer(0)
    try {
      const value = await memoryOf(server.url, 1_000_000)
      const reference = await memoryOf(server.url, 1_000)
      const against = 'the same for 1,000 recipients'
      yield { name: 'send/memory', value, unit: 'MB', ratio: value / reference, against, n: 1 }
    } finally {
      await server.close()
    }
  }
}
