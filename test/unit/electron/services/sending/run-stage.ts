import type { Database } from 'better-sqlite3'
import { createCampaignStore } from '../../../../../electron/services/campaigns/campaign-store.ts'
import type { Attempt, ClientConditions } from '../../../../../electron/services/provider/client.ts'
import { createSendLog } from '../../../../../electron/services/send-log/send-log.ts'
import type { SendStore } from '../../../../../electron/services/send-log/send-store.ts'
import { createSendEngine } from '../../../../../electron/services/sending/engine.ts'
import { createRateMemory } from '../../../../../electron/services/sending/rate-memory.ts'
import type { RunLimits } from '../../../../../electron/services/sending/send-job.ts'
import { openDatabase } from '../../../../../electron/services/storage/database.ts'
import { createMeta } from '../../../../../electron/services/storage/meta.ts'
import type { Progress } from '../../../../../shared/domain/campaign.ts'
import type { Outcome } from '../../../../../shared/domain/states.ts'
import { createManualClock } from '../../../../fakes/clocks.ts'
import { makeReady, openDesk } from '../../../../fakes/desk.ts'
import { usualLimits } from '../../../../fakes/limits.ts'
import { sampleDraft } from '../../../../fakes/sample-draft.ts'

/** One request in the hands of the test, which answers it when it likes. */
export type Held = {
  readonly phone: string
  readonly seq: number
  readonly atMs: number
  readonly answer: (outcome: Outcome, httpStatus?: number) => void
}

export type RunStageOptions = {
  readonly recipients: number
  readonly limits?: Partial<RunLimits>
  /** Keeps the log from beginning, as a lock on the database does, until `letBegin`. */
  readonly holdBegin?: boolean
  /** Until when sending is closed; open where left out. */
  readonly gate?: (nowMs: number) => number | null
  /** Answers at once; a request for which it gives nothing is held for the test. */
  readonly autoAnswer?: (seq: number) => Outcome | undefined
}

const noop = () => {}
const immediate = () => new Promise<void>(resolve => setImmediate(resolve))
const phoneOf = (seq: number) => `138${String(seq).padStart(8, '0')}`
const seqOf = (phone: string) => Number(phone.slice(3))

/** The real engine on the real send log (in memory), with a clock and a provider in the hands of the test. */
export function stageRun(options: RunStageOptions) {
  let waiting = 0
  let isWithheld = options.holdBegin ?? false
  const withheld = Promise.withResolvers<void>()
  let before: Promise<unknown> = Promise.resolve()
  const clock = createManualClock({ isBusy: () => waiting > 0 && !isWithheld })
  const database: Database = openDatabase(':memory:')
  const store = createCampaignStore(database, clock.now)
  const log = createSendLog(database, clock.now)
  const held: Held[] = []
  const begun: { readonly seq: number; readonly atMs: number }[] = []
  const progress: Progress[] = []
  const failures: unknown[] = []
  let failing: ((method: keyof SendStore) => boolean) | null = null
  let isLocked = false
  const conditions: ClientConditions[] = []
  let closed = 0

  /** As the thread of the send log does it: one after another, and the answers come later. */
  const call = <R>(method: keyof SendStore, work: () => R): Promise<R> => {
    const answer = before.then(async () => {
      await (method === 'begin' && options.holdBegin ? withheld.promise : immediate())
      if (failing?.(method)) throw new Error('disk full')
      if (isLocked) throw Object.assign(new Error('database is locked'), { code: 'SQLITE_BUSY' })
      return work()
    })
    waiting += 1
    before = answer.then(noop, noop).then(() => {
      waiting -= 1
    })
    return answer
  }

  const campaignId = store.create(sampleDraft())
  store.addRecipients(
    campaignId,
    Array.from({ length: options.recipients }, (_, index) => ({
      row: index + 2,
      phone: phoneOf(index + 1),
      values: [],
      parts: 1,
      nearLimit: false,
      skip: null,
    })),
  )
  makeReady(database, campaignId)

  const engine = createSendEngine({
    store: {
      begin: (...args) => call('begin', () => log.begin(...args)),
      commit: (...args) => call('commit', () => log.commit(...args)),
      setStatus: (...args) => call('setStatus', () => log.setStatus(...args)),
      finish: (...args) => call('finish', () => log.finish(...args)),
      cancel: (...args) => call('cancel', () => log.cancel(...args)),
    },
    rateMemory: createRateMemory(createMeta(database)),
    clock,
    random: () => 0.5,
    onProgress: shown => progress.push(shown),
    onLogFailure: error => failures.push(error),
  })

  const attemptOf = (outcome: Outcome, httpStatus: number | null, begunMs: number): Attempt => ({
    outcome,
    httpStatus,
    code: outcome.state === 'rejected' ? outcome.code : null,
    latencyMs: clock.monotonicMs() - begunMs,
    answer: null,
  })

  const job = () => ({
    campaignId,
    endpoint: 'https://provider.example',
    counts: store.countsOf(campaignId),
    limits: usualLimits({ ratePerSecond: 1000, unsentRetries: 3, ...options.limits }),
    gate: options.gate ?? (() => null),
    requestFor: ({ phone }: { readonly phone: string }) => ({ phone, body: '' }),
    client: {
      send: ({ phone }: { readonly phone: string }) =>
        new Promise<Attempt>(resolve => {
          const seq = seqOf(phone)
          const atMs = clock.monotonicMs()
          begun.push({ seq, atMs })
          const answer: Held['answer'] = (outcome, httpStatus) =>
            resolve(attemptOf(outcome, httpStatus ?? null, atMs))
          const now = options.autoAnswer?.(seq)
          if (now === undefined) held.push({ phone, seq, atMs, answer })
          else answer(now)
        }),
      setConditions: (changed: ClientConditions) => {
        conditions.push(changed)
      },
      close: async () => {
        closed += 1
      },
    },
  })

  return {
    clock,
    engine,
    database,
    campaignId,
    job,
    /** Requests that wait for an answer; those that were answered are taken out by `takeHeld`. */
    held,
    takeHeld: () => held.splice(0),
    /** Every request, in order. */
    begun,
    progress,
    failures,
    closedClients: () => closed,
    /** What the client was told to change. */
    conditions,
    /** From now on calls of these methods fail, until it is called with null. */
    failWhen: (rule: typeof failing) => {
      failing = rule
    },
    /** Another program holds the database, or lets go of it. */
    setLocked: (locked: boolean) => {
      isLocked = locked
    },
    letBegin: () => {
      isWithheld = false
      withheld.resolve()
    },
    status: () => store.get(campaignId).status,
    pause: () => store.get(campaignId).pause,
    counts: () => store.countsOf(campaignId),
    finishChores: () => openDesk(database, clock.now).finish(campaignId),
    /** Resolves to whether the engine came to rest within this time. */
    async restsWithin(ms: number): Promise<boolean> {
      let rests = false
      void engine.idle().then(() => {
        rests = true
      })
      for (let passed = 0; passed < ms && !rests; passed += 100) await clock.advance(100)
      return rests
    },
  }
}
