import { createCampaignStore } from '../../electron/services/campaigns/campaign-store.ts'
import { openDatabase } from '../../electron/services/campaigns/database.ts'
import { createSendLog } from '../../electron/services/campaigns/send-log.ts'
import { startSendLogThread } from '../../electron/services/campaigns/send-log-thread.ts'
import { cleanseAndCut, createCleanse } from '../../electron/services/logging/cleanse.ts'
import { type ClientTimeouts, createProviderClient } from '../../electron/services/provider/client.ts'
import type { Clock } from '../../electron/services/sending/clock.ts'
import { createSendEngine, type SendJob } from '../../electron/services/sending/engine.ts'
import type { RunLimits } from '../../electron/services/sending/run.ts'
import type { Mode } from '../../shared/domain/campaign.ts'
import { buildRequestBody } from '../../shared/provider/request.ts'

export type EngineStageOptions = {
  readonly databasePath: string
  /** Where messages go. */
  readonly url: string
  readonly clock: Clock
  readonly limits: RunLimits
  readonly timeouts: ClientTimeouts
  readonly onLogFailure: (error: unknown) => void
  /** Another script for the log's thread than the app's own. */
  readonly logScript?: URL
}

const sendLogScript = new URL('../../electron/services/campaigns/send-log-worker.ts', import.meta.url)

const credentials = {
  accessKey: 'stage-access-key',
  accessSecret: 'stage-access-secret',
  packageCode: 'stage-package',
}

/** The nth phone of a staged campaign, first = 1. */
export const stagedPhone = (seq: number) => `138${String(seq).padStart(8, '0')}`

/** A campaign over the first `count` staged phones, made as the app makes one; returns its id. */
export function stageCampaign(databasePath: string, count: number, mode: Mode = 'real'): number {
  const database = openDatabase(databasePath)
  try {
    const store = createCampaignStore(database, Date.now)
    const campaignId = store.create({
      name: '测试',
      mode,
      signature: { name: '测试店', code: 'S1' },
      template: { code: 'T1', text: '$<姓名>您好' },
      source: { fileName: 'x.csv', rows: count, usable: count, duplicate: 0, bad: 0, empty: 0, leftOut: 0 },
    })
    store.addRecipients(
      campaignId,
      Array.from({ length: count }, (_, index) => ({
        row: index + 2,
        phone: stagedPhone(index + 1),
        values: ['王芳'],
        parts: 1,
        skip: null,
      })),
    )
    return campaignId
  } finally {
    database.close()
  }
}

/** What the app is made of when it sends, without Electron: the engine, its log on its thread, and the client. */
export function openEngineStage(options: EngineStageOptions) {
  const { databasePath, clock, limits } = options
  const database = openDatabase(databasePath)
  // As at every start of the app, before anything can be sent.
  const recovered = createSendLog(database, clock.now).recover()
  const store = createCampaignStore(database, clock.now)
  const log = startSendLogThread(options.logScript ?? sendLogScript, databasePath)
  const clean = createCleanse(Object.values(credentials))
  const engine = createSendEngine({
    store: log,
    clock,
    random: Math.random,
    limits: () => limits,
    onProgress: () => {},
    onLogFailure: options.onLogFailure,
  })

  const job = (campaignId: number): SendJob => ({
    campaignId,
    counts: store.countsOf(campaignId),
    gate: () => null,
    client: createProviderClient({
      url: options.url,
      concurrency: limits.concurrency,
      ...options.timeouts,
      clock,
      keepable: answer => cleanseAndCut(answer, clean, 500),
    }),
    requestFor: ({ phone, values }) => ({
      phone,
      body: buildRequestBody({
        credentials,
        signCode: 'S1',
        templateCode: 'T1',
        phone,
        params: { 姓名: values[0] ?? '' },
      }),
    }),
  })

  return {
    engine,
    log,
    store,
    recovered,
    start: (campaignId: number) => engine.start(job(campaignId)),
    resume: (campaignId: number) => engine.resume(job(campaignId), store.get(campaignId).pause),
    async close(): Promise<void> {
      await log.close()
      database.close()
    },
  }
}
