import { createCampaignStore } from '../../electron/services/campaigns/campaign-store.ts'
import type { ClientTimeouts } from '../../electron/services/provider/client.ts'
import { openSendLog } from '../../electron/services/send-log/open-send-log.ts'
import { recoverSendLog } from '../../electron/services/send-log/recovery.ts'
import type { SendStore } from '../../electron/services/send-log/send-store.ts'
import { createSendEngine } from '../../electron/services/sending/engine.ts'
import { createRateMemory } from '../../electron/services/sending/rate-memory.ts'
import type { RunLimits, SendJob } from '../../electron/services/sending/send-job.ts'
import { openJob } from '../../electron/services/sending/send-order.ts'
import { openDatabase } from '../../electron/services/storage/database.ts'
import type { Clock } from '../../electron/services/time/clock.ts'
import type { Mode } from '../../shared/domain/campaign.ts'
import { dueAgainAfter } from '../../shared/provider/due-again.ts'
import { makeReady, openDesk } from './desk.ts'
import { sampleDraft } from './sample-draft.ts'

export type EngineStageOptions = {
  readonly databasePath: string
  /** Where messages go. */
  readonly url: string
  readonly clock: Clock
  readonly limits: RunLimits
  readonly timeouts: ClientTimeouts
  readonly onLogFailure: (error: unknown) => void
  /** Puts something in front of the log, a slower disk for one. */
  readonly through?: (store: SendStore) => SendStore
}

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
    const campaignId = store.create(sampleDraft({ mode, text: '$<姓名>您好' }))
    store.addRecipients(
      campaignId,
      Array.from({ length: count }, (_, index) => ({
        row: index + 2,
        phone: stagedPhone(index + 1),
        values: ['王芳'],
        parts: 1,
        nearLimit: false,
        skip: null,
      })),
    )
    makeReady(database, campaignId)
    return campaignId
  } finally {
    database.close()
  }
}

/** What the sender's thread is made of: the engine, its log and the client. */
export function openEngineStage(options: EngineStageOptions) {
  const { databasePath, clock, limits } = options
  const database = openDatabase(databasePath)
  // As at every start of the app, before anything can be sent.
  const recovered = recoverSendLog(database, clock.now)
  openDesk(database, clock.now).finish()
  const store = createCampaignStore(database, clock.now)
  const log = openSendLog(databasePath, clock.now)
  const engine = createSendEngine({
    store: options.through?.(log) ?? log,
    rateMemory: createRateMemory(log.meta),
    clock,
    random: Math.random,
    onProgress: () => {},
    onLogFailure: options.onLogFailure,
  })

  const job = (campaignId: number): SendJob =>
    openJob(
      {
        campaignId,
        endpoint: options.url,
        counts: store.countsOf(campaignId),
        url: options.url,
        way: { route: { kind: 'direct' }, login: null },
        credentials,
        signCode: 'S1',
        templateCode: 'T1',
        variables: ['姓名'],
        valueNames: ['姓名'],
        limits,
        timeouts: options.timeouts,
        observesWindow: false,
      },
      clock,
      () => null,
    )

  return {
    engine,
    store,
    recovered,
    start: (campaignId: number) => engine.start(job(campaignId)),
    /** As the app resumes: who was refused because of the account or the campaign is due again. */
    resume(campaignId: number): void {
      const due = dueAgainAfter(store.get(campaignId).pause, false)
      openDesk(database, clock.now).carryOut(campaignId, { kind: 'requeue', ...due })
      engine.resume(job(campaignId))
    },
    async close(): Promise<void> {
      await log.close()
      database.close()
    },
  }
}
