import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { recipientViewer } from '../../electron/services/campaigns/messages.ts'
import { createContents } from '../../electron/services/send-log/contents.ts'
import { createLogQueries } from '../../electron/services/send-log/log-queries.ts'
import { recoverSendLog } from '../../electron/services/send-log/recovery.ts'
import { createSendLog } from '../../electron/services/send-log/send-log.ts'
import { openDatabase } from '../../electron/services/storage/database.ts'
import type { Outcome } from '../../shared/domain/states.ts'
import { codeCatalogue, codeEntry } from '../../shared/provider/codes.ts'
import { dueAgainAfter } from '../../shared/provider/due-again.ts'
import { expectTrueTallies, openDesk } from '../fakes/desk.ts'

/**
 * Whatever happens to a campaign whose content is changed again and again: every recipient and every line of the log shows
 * the content that the attempt used, and nobody is due again who may have the message.
 */

let database: ReturnType<typeof openDatabase>
beforeEach(() => {
  database = openDatabase(':memory:')
})
afterEach(() => database.close())

const people = 8

type Step =
  /** So many are sent to; each comes to its outcome, or is given back (null). */
  | { readonly kind: 'send'; readonly outcomes: readonly (Outcome | null)[] }
  /** So many are marked, and the app is killed. */
  | { readonly kind: 'crash'; readonly marked: number }
  | { readonly kind: 'change'; readonly run: readonly number[]; readonly pieces: number }
  | { readonly kind: 'resume' }

const outcome: fc.Arbitrary<Outcome> = fc.oneof(
  fc.constant<Outcome>({ state: 'accepted' }),
  fc
    .constantFrom(...Object.keys(codeCatalogue).map(Number), 39999)
    .filter(code => code !== 10000)
    .map((code): Outcome => ({ state: 'rejected', code })),
  fc.constant<Outcome>({ state: 'unknown', cause: 'headers-timeout' }),
  fc.constant<Outcome>({ state: 'unsent', cause: 'unreachable' }),
)
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constant('send' as const),
    outcomes: fc.array(fc.option(outcome, { freq: 5 }), { minLength: 1, maxLength: 5 }),
  }),
  fc.record({ kind: fc.constant('crash' as const), marked: fc.integer({ min: 0, max: 2 }) }),
  fc.record({
    kind: fc.constant('change' as const),
    run: fc.subarray([1, 2, 3, 4, 5, 6, 7, 8]),
    pieces: fc.integer({ min: 1, max: 9 }),
  }),
  fc.record({ kind: fc.constant('resume' as const) }),
)

function play(steps: readonly Step[]): void {
  const desk = openDesk(database)
  const log = createSendLog(database, Date.now)
  const queries = createLogQueries(database)
  const codeOf = (version: number): string => `T${version}`
  const campaignId = desk.create({
    name: '测试',
    mode: 'real',
    signature: { name: '测试店', code: 'S' },
    template: { code: codeOf(1), text: '${姓名}您好' },
    source: { fileName: '', rows: 0, usable: 0, duplicate: 0, bad: 0, empty: 0, leftOut: 0 },
  })
  desk.addRecipients(
    campaignId,
    Array.from({ length: people }, (_, index) => ({
      row: index + 2,
      phone: `1380013800${index}`,
      values: [`顾客${index}`],
    })),
  )
  desk.ready(campaignId)

  let version = 1
  /** By recipient: the version that each attempt used, in order. */
  const used = new Map<number, number[]>()
  /** Who has the message, or may have it. */
  const reached = new Set<number>()
  const begin = (seq: number): void => {
    expect(reached.has(seq), `recipient ${seq} is sent to again`).toBe(false)
    used.set(seq, [...(used.get(seq) ?? []), version])
  }
  const pause = () => log.setStatus(campaignId, 'paused', { reason: 'owner' })
  const claim = (limit: number) =>
    log.commit(campaignId, { results: [], release: [], claimSeqs: [], claimNext: limit, claimAfter: 0 })
      .claims

  for (const each of steps) {
    switch (each.kind) {
      case 'send': {
        log.begin(campaignId)
        const claims = claim(each.outcomes.length)
        const results = claims.flatMap(({ seq, attempt }, index) => {
          const came = each.outcomes[index] ?? null
          if (came === null) return []
          begin(seq)
          const isOpen = came.state === 'accepted' || came.state === 'unknown'
          const isUnclear = came.state === 'rejected' && codeEntry(came.code).responsible === 'unclear'
          if (isOpen || isUnclear) reached.add(seq)
          return [
            {
              seq,
              attempt,
              outcome: came,
              at: Date.now(),
              dueAgain: came.state === 'unsent',
              httpStatus: 200,
              code: came.state === 'rejected' ? came.code : came.state === 'accepted' ? 10000 : null,
              latencyMs: 1,
              answer: null,
            },
          ]
        })
        const release = claims
          .map(({ seq }) => seq)
          .filter((_, index) => (each.outcomes[index] ?? null) === null)
        log.commit(campaignId, { results, release, claimSeqs: [], claimNext: 0, claimAfter: 0 })
        pause()
        break
      }
      case 'crash': {
        log.begin(campaignId)
        for (const { seq } of claim(each.marked)) {
          begin(seq)
          reached.add(seq)
        }
        recoverSendLog(database, Date.now)
        break
      }
      case 'change': {
        version += 1
        const id = desk.chores.mark(
          campaignId,
          {
            kind: 'change-content',
            signature: { name: '测试店', code: 'S' },
            template: { code: codeOf(version), text: `$\{姓名}您好${version}` },
            codes: dueAgainAfter(null, true).codes,
            // The run is of one code that speaks of the recipients' own messages.
            seqs: each.run.filter(seq =>
              [30012, 30013, 30014, 30017].includes(desk.store.recipient(campaignId, seq).code ?? 0),
            ),
            optOutWording: '',
          },
          ['paused'],
        )
        while (!desk.chores.step(id, each.pieces).isLast) expectTrueTallies(database)
        break
      }
      case 'resume':
        desk.carryOut(campaignId, { kind: 'requeue', ...dueAgainAfter(null, false) })
    }
    expectTrueTallies(database)
  }

  const view = recipientViewer(desk.store.get(campaignId), createContents(database).earlier(campaignId))
  for (const recipient of desk.store.all(campaignId)) {
    const { seq, state, templateCode, message, attempts } = view(recipient)
    const versions = used.get(seq) ?? []
    expect(attempts).toBe(versions.length)
    const last = state === 'pending' ? version : (versions.at(-1) ?? version)
    expect(templateCode, `recipient ${seq}, ${state}`).toBe(codeOf(last))
    expect(message).toContain(last === 1 ? `顾客${seq - 1}您好` : `顾客${seq - 1}您好${last}`)
    for (const event of queries.events(campaignId, seq)) {
      if (event.latencyMs === null && event.state !== 'accepted' && event.state !== 'sending') continue
      const expected = version === 1 ? undefined : codeOf(versions[event.attempt - 1] ?? 0)
      expect(event.codes?.template, `recipient ${seq}, attempt ${event.attempt}`).toBe(expected)
    }
  }
}

test('every attempt shows the content that it used, and nobody who may have the message is due again', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), steps => {
      database.close()
      database = openDatabase(':memory:')
      play([{ kind: 'crash', marked: 0 }, ...steps])
    }),
    { numRuns: 60 },
  )
})
