import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Database } from 'better-sqlite3'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { unpackBackUp } from '../../electron/services/back-up/back-up-reader.ts'
import { makeBackUp } from '../../electron/services/back-up/back-up-writer.ts'
import { finishRestore } from '../../electron/services/back-up/restore.ts'
import { contentsFolder } from '../../electron/services/back-up/restore-folder.ts'
import { writePlan } from '../../electron/services/back-up/restore-plan.ts'
import { adoptDatabase } from '../../electron/services/back-up/restored-database.ts'
import { createSendLog } from '../../electron/services/send-log/send-log.ts'
import type { Claim, Completed } from '../../electron/services/send-log/send-store.ts'
import { openDatabase } from '../../electron/services/storage/database.ts'
import type { Outcome } from '../../shared/domain/states.ts'
import { dueAgainAfter } from '../../shared/provider/due-again.ts'
import { expectTrueTallies, openDesk } from '../fakes/desk.ts'
import { addCampaign, addOptOut, phoneOf } from '../fakes/shop-profile.ts'

/**
 * A back-up is made at any moment of a campaign that goes on afterwards; later it takes the place of the profile, and the
 * owner sends again whatever the rules let them send. Nobody whom the provider may have taken gets anything a second time.
 */

const isLong = process.env['ZHANGGUI_TEST_LONG'] === '1'
const people = 24

/** What the provider makes of an attempt; `due`: no byte left, and it is tried again. */
const answers = ['accepted', 'refused', 'account', 'unsent', 'due', 'unknown'] as const
type Answer = (typeof answers)[number]

const outcomeOf: Readonly<Record<Answer, Outcome>> = {
  accepted: { state: 'accepted' },
  refused: { state: 'rejected', code: 30011 },
  account: { state: 'rejected', code: 30001 },
  unsent: { state: 'unsent', cause: 'unreachable' },
  due: { state: 'unsent', cause: 'unreachable' },
  unknown: { state: 'unknown', cause: 'headers-timeout' },
}

type Step = { readonly claims: number; readonly answers: readonly Answer[] }
const story = fc.record({
  before: fc.array(
    fc.record({
      claims: fc.integer({ min: 0, max: 6 }),
      answers: fc.array(fc.constantFrom(...answers), { maxLength: 6 }),
    }),
    { maxLength: 8 },
  ),
  after: fc.array(fc.constantFrom(...answers), { minLength: people, maxLength: people }),
  outOptedBefore: fc.array(fc.nat(people - 1), { maxLength: 3 }),
  optedOutAfter: fc.array(fc.nat(people - 1), { maxLength: 3 }),
  isPaused: fc.boolean(),
})

/** Sends as the engine does, and remembers whom the provider may have taken. */
function sending(database: Database, campaignId: number, taken: string[]) {
  const log = createSendLog(database, Date.now)
  let inFlight: Claim[] = []
  let cursor = 0
  const settle = (given: readonly Answer[]): Completed[] => {
    const done = inFlight.slice(0, given.length)
    inFlight = inFlight.slice(given.length)
    return done.map(({ seq, phone, attempt }, index) => {
      const answer = given[index] ?? 'unknown'
      if (answer === 'accepted' || answer === 'unknown') taken.push(phone)
      const outcome = outcomeOf[answer]
      return {
        seq,
        attempt,
        outcome,
        at: 5,
        dueAgain: answer === 'due',
        httpStatus: 200,
        code: outcome.state === 'rejected' ? outcome.code : null,
        latencyMs: 3,
        answer: null,
      }
    })
  }
  log.begin(campaignId)
  return {
    step({ claims, answers: given }: Step): void {
      const results = settle(given)
      const more = { release: [], claimSeqs: [], claimNext: claims, claimAfter: cursor }
      const done = log.commit(campaignId, { results, ...more })
      inFlight.push(...done.claims)
      cursor = Math.max(cursor, ...done.claims.map(({ seq }) => seq))
    },
    /** Whoever is due again is begun from the front. */
    again: (): void => {
      cursor = 0
    },
    pending: (): number =>
      Number(
        database
          .prepare(
            `SELECT count(*) FROM recipients WHERE campaign_id = ? AND state IN ('pending', 'sending')`,
          )
          .pluck()
          .get(campaignId),
      ),
    pause: () => log.setStatus(campaignId, 'paused', { reason: 'owner' }),
    /** To the end: whoever is due again is tried until there is an answer. */
    finish(given: readonly Answer[]): void {
      for (let turn = 0; turn < 60 && this.pending() > 0; turn += 1) {
        this.again()
        this.step({ claims: 8, answers: [] })
        // The last turns are answered for good, so that the campaign ends.
        const of = (index: number): Answer =>
          turn > 40 ? 'accepted' : (given[(turn * 8 + index) % people] ?? 'accepted')
        this.step({ claims: 0, answers: inFlight.map((_, index) => of(index)) })
      }
      log.finish(campaignId)
    },
  }
}

test('whatever happened before and after the back-up, nobody gets it twice', {
  timeout: 900_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(story, async ({ before, after, outOptedBefore, optedOutAfter, isPaused }) => {
      const root = mkdtempSync(join(tmpdir(), 'zhanggui-restore-model-'))
      try {
        const [old, used] = ['old', 'new'].map(name => join(root, name)) as [string, string]
        for (const folder of [old, used]) mkdirSync(folder)
        const taken: string[] = []
        const database = openDatabase(join(old, 'zhanggui.db'))
        for (const index of new Set(outOptedBefore)) addOptOut(database, phoneOf(index))
        const campaignId = addCampaign(database, { status: 'paused', states: ['pending'], people })
        const run = sending(database, campaignId, taken)
        for (const step of before) run.step(step)
        if (isPaused) run.pause()

        const path = join(root, 'x.zgbak')
        const more = { kind: 'manual', password: null, appVersion: '1', unlessContent: null } as const
        await makeBackUp({ userData: old, path, madeAt: 1, ...more })

        // It goes on, with the owner mending what can be mended, and people opting out.
        for (const index of new Set(optedOutAfter)) {
          const phone = phoneOf(index)
          if (!outOptedBefore.includes(index)) addOptOut(database, phone)
        }
        run.pause()
        openDesk(database).carryOut(campaignId, {
          kind: 'requeue',
          ...dueAgainAfter({ reason: 'owner' }, true),
        })
        const rest = sending(database, campaignId, taken)
        database.exec(`UPDATE recipients SET state = 'pending' WHERE state = 'sending'`)
        openDesk(database).recount(campaignId)
        rest.finish(after)
        const optOuts = database.prepare('SELECT phone FROM opt_outs ORDER BY 1').pluck().all()
        database.close()

        // The same profile goes back to the back-up.
        await unpackBackUp(path, null, contentsFolder(old))
        adoptDatabase(join(contentsFolder(old), 'zhanggui.db'))
        writePlan(old, { stage: 'asked', madeAt: 1, askedAt: 2 })
        expect(await finishRestore({ userData: old, appVersion: '1', now: () => 3 })).toMatchObject({
          kind: 'restored',
        })

        const restored = openDatabase(join(old, 'zhanggui.db'))
        try {
          expectTrueTallies(restored)
          expect(restored.prepare('SELECT phone FROM opt_outs ORDER BY 1').pluck().all()).toEqual(optOuts)
          const due = `recipients WHERE state IN ('pending', 'sending')`
          expect(restored.prepare(`SELECT count(*) FROM ${due}`).pluck().get()).toBe(0)

          // What the rules let the owner do: go on with it, end it, and send again whoever can be chosen.
          const desk = openDesk(restored)
          desk.carryOut(campaignId, { kind: 'requeue', ...dueAgainAfter({ reason: 'restored' }, true) })
          const second: string[] = []
          const ended = sending(restored, campaignId, second)
          ended.finish(Array(people).fill('accepted'))
          const { campaignId: resendId, recipients } = desk.resend(campaignId, {
            states: ['unsent', 'rejected'],
            codes: null,
            seqs: null,
          })
          if (recipients > 0) {
            desk.ready(resendId)
            sending(restored, resendId, second).finish(Array(people).fill('accepted'))
          }
          expect(second.filter(phone => taken.includes(phone))).toEqual([])
          expect(new Set(second).size).toBe(second.length)
          for (const phone of second) expect(optOuts).not.toContain(phone)
          expectTrueTallies(restored)
        } finally {
          restored.close()
        }
      } finally {
        rmSync(root, { recursive: true, force: true })
      }
    }),
    { numRuns: isLong ? 400 : 12, ...(isLong ? {} : { seed: 20_261_127 }) },
  )
})
