import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Pool } from 'undici'
import { createCampaignStore } from '../../electron/services/campaigns/campaign-store.ts'
import { openDatabase } from '../../electron/services/campaigns/database.ts'
import { startSendLogThread } from '../../electron/services/campaigns/send-log-thread.ts'
import { cleanseAndCut, createCleanse } from '../../electron/services/logging/cleanse.ts'
import { createProviderClient } from '../../electron/services/provider/client.ts'
import { systemClock } from '../../electron/services/sending/clock.ts'
import { createSendEngine } from '../../electron/services/sending/engine.ts'
import { buildRequestBody } from '../../shared/provider/request.ts'
import { startAnswerServer } from './answer-server-client.ts'
import { type Figure, measure } from './figures.ts'

const sendLogScript = new URL('../../electron/services/campaigns/send-log-worker.ts', import.meta.url)
const concurrency = 32
const credentials = {
  accessKey: 'bench-access-key',
  accessSecret: 'bench-access-secret',
  packageCode: 'bench-package',
}

const bodyFor = (phone: string) =>
  buildRequestBody({ credentials, signCode: 'S1', templateCode: 'T1', phone, params: { 姓名: '王芳' } })

const phoneOf = (index: number) => `138${String(index).padStart(8, '0')}`

/** Requests per second of a bare undici loop: bodies drained, nothing written. */
export async function bareLoop(url: string, count: number, connections = concurrency): Promise<number> {
  const { origin, pathname: path } = new URL(url)
  const pool = new Pool(origin, { connections, pipelining: 1 })
  const headers = { 'content-type': 'application/json; charset=utf-8' }
  let next = 0
  const worker = async () => {
    while (next < count) {
      const index = next++
      const { body } = await pool.request({ path, method: 'POST', headers, body: bodyFor(phoneOf(index)) })
      await body.dump()
    }
  }
  const startedMs = performance.now()
  await Promise.all(Array.from({ length: connections }, worker))
  const seconds = (performance.now() - startedMs) / 1000
  await pool.close()
  return count / seconds
}

/** Recipients per second of the engine with its durable log on disk. */
export async function engineLoop(url: string, count: number): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'zhanggui-bench-'))
  const database = openDatabase(join(folder, 'zhanggui.db'))
  const log = startSendLogThread(sendLogScript, join(folder, 'zhanggui.db'))
  try {
    const store = createCampaignStore(database, Date.now)
    const campaignId = store.create({
      name: 'bench',
      mode: 'real',
      signature: { name: '测试店', code: 'S1' },
      template: { code: 'T1', text: '${姓名}您好' },
      source: { fileName: '', rows: count, usable: count, duplicate: 0, bad: 0, empty: 0, leftOut: 0 },
    })
    store.addRecipients(
      campaignId,
      Array.from({ length: count }, (_, index) => ({
        row: index + 2,
        phone: phoneOf(index),
        values: ['王芳'],
        parts: 1,
        skip: null,
      })),
    )
    const clean = createCleanse(Object.values(credentials))
    const engine = createSendEngine({
      store: log,
      clock: systemClock,
      random: Math.random,
      limits: () => ({
        ratePerSecond: 1_000_000,
        concurrency,
        unsentRetries: 5,
        sameCodeLimit: 5,
        unknownLimit: 10,
      }),
      onProgress: () => {},
      onLogFailure: error => {
        throw error
      },
    })
    const client = createProviderClient({
      url,
      concurrency,
      connectTimeoutMs: 10_000,
      headersTimeoutMs: 30_000,
      bodyTimeoutMs: 10_000,
      clock: systemClock,
      keepable: answer => cleanseAndCut(answer, clean, 500),
    })
    const startedMs = performance.now()
    engine.start({
      campaignId,
      counts: store.countsOf(campaignId),
      gate: () => null,
      client,
      requestFor: ({ phone }) => ({ phone, body: bodyFor(phone) }),
    })
    await engine.idle()
    const seconds = (performance.now() - startedMs) / 1000
    const { accepted } = store.countsOf(campaignId)
    if (accepted !== count) throw new Error(`only ${accepted} of ${count} were accepted`)
    return count / seconds
  } finally {
    await log.close()
    database.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

export async function* sendFigures(): AsyncGenerator<Figure> {
  for (const { name, latencyMs, count } of [
    { name: 'send/0ms', latencyMs: 0, count: 20_000 },
    { name: 'send/50ms', latencyMs: 50, count: 3_000 },
  ]) {
    const server = await startAnswerServer(latencyMs)
    try {
      yield await measure(
        { name, unit: 'recipients/s', against: 'bare undici loop, concurrency 32, nothing written' },
        async () => ({
          reference: await bareLoop(server.url, count),
          value: await engineLoop(server.url, count),
        }),
      )
    } finally {
      await server.close()
    }
  }
}
