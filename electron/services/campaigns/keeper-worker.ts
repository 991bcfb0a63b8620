import { parentPort, workerData } from 'node:worker_threads'
import type { CampaignDraft, NewRecipient } from '../../../shared/domain/campaign.ts'
import { AppError } from '../../../shared/ipc/result.ts'
import type { Chore, ResendChoice } from '../send-log/chore-marks.ts'
import { createChores } from '../send-log/chores.ts'
import { createCorrections } from '../send-log/corrections.ts'
import { createErasures } from '../send-log/erasures.ts'
import { createTallies } from '../send-log/tallies.ts'
import { countWrongTallies, rewriteTallies } from '../send-log/tally-check.ts'
import { removeOtherDatabases } from '../storage/copy-before-step.ts'
import { openConnection } from '../storage/database.ts'
import { rewriteFile } from '../storage/rewrite.ts'
import { createRightOfWay } from '../storage/right-of-way.ts'
import type { ReportUnreadable, UnreadableNote } from '../storage/rows.ts'
import { answerCall } from '../threads/calls.ts'
import { systemClock as clock } from '../time/clock.ts'
import { createCampaignStore } from './campaign-store.ts'
import { createChoreRunner } from './chore-runner.ts'
import { createDrafts } from './drafts.ts'

/** The data that the thread is started with. */
export type KeeperStart = { readonly databasePath: string; readonly rightOfWay: SharedArrayBuffer }

/** The keeper's thread: builds drafts and carries out long writes in pieces, letting others go first. */
if (parentPort === null) throw new Error('the keeper runs on a thread of its own')
const port = parentPort

const { databasePath, rightOfWay: memory } = workerData as KeeperStart
const rightOfWay = createRightOfWay(memory)
const database = openConnection(databasePath, 'keeper')
// Sorting stays in memory, so that no temporary file holds phones.
database.pragma('temp_store = MEMORY')
const unreadable: ReportUnreadable = (table, row, problem) =>
  port.postMessage({ kind: 'unreadable', table, row, problem } satisfies UnreadableNote)
const store = createCampaignStore(database, clock.now, unreadable)
const tallies = createTallies(database)
const drafts = createDrafts(store)
const chores = createChores(database, clock.now)
const corrections = createCorrections(database)
const runner = createChoreRunner(chores, rightOfWay, clock)

const erasures = createErasures(database, clock.now)
const eraser = createChoreRunner(erasures, rightOfWay, clock)

/** How often to check whether a campaign is still being sent: the file is not rewritten meanwhile. */
const rewriteAgainMs = 1_000
let rewriting: Promise<void> | null = null

/** Rewrites the file after an erasure, once nothing is being sent. */
const rewrite = async (): Promise<void> => {
  for (;;) {
    const marks = erasures.rewrites()
    if (marks.length === 0) return
    while (rightOfWay.isBusy()) await new Promise<void>(resolve => clock.after(rewriteAgainMs, resolve))
    await eraser.whole(() => {
      removeOtherDatabases(databasePath)
      rewriteFile(databasePath)
    })
    await eraser.whole(() => erasures.rewritten(marks))
  }
}
const rewriteOnce = (): Promise<void> => {
  rewriting ??= rewrite().finally(() => {
    rewriting = null
  })
  return rewriting
}

/** Does something with each of them; what fails for one is thrown when all had their turn. */
const each = async (ids: readonly number[], work: (id: number) => Promise<unknown>): Promise<void> => {
  const errors: unknown[] = []
  for (const id of ids) await work(id).catch((error: unknown) => errors.push(error))
  if (errors.length > 0) throw errors[0]
}

/**
 * Carries out pending erasures. True when the file was rewritten too; false where that waits until no campaign is
 * being sent, or the disk has no room: then the mark remains, and the next start tries again.
 */
const erase = async (): Promise<boolean> => {
  await each(erasures.standing(unreadable), eraser.run)
  const done = rewriteOnce().then(
    () => true,
    () => false,
  )
  return rightOfWay.isBusy() ? false : done
}

/** Chores that failed, on a full disk say: their marks stand, and keep their campaigns from being sent. */
const failed = new Set<number>()
const run = async (id: number): Promise<number> => {
  try {
    const changed = await runner.run(id)
    failed.delete(id)
    return changed
  } catch (error) {
    failed.add(id)
    throw error
  }
}

/** A chore of this campaign that failed is finished first, so that nobody has to start the app again for it. */
const runMarked = async (campaignId: number, chore: Chore, statuses: readonly string[]): Promise<number> => {
  if (failed.size > 0)
    await each(
      chores.standing(campaignId, unreadable).filter(id => failed.has(id)),
      run,
    )
  const id = await runner.piece(() => chores.mark(campaignId, chore, statuses))
  return run(id)
}

const discard = (campaignId: number): Promise<number> => runMarked(campaignId, { kind: 'discard' }, ['draft'])

const methods = {
  create: (draft: CampaignDraft) => runner.piece(() => drafts.create(draft)),

  addRecipients: (campaignId: number, recipients: readonly NewRecipient[], optOutWording: string) =>
    runner.piece(() => drafts.addRecipients(campaignId, recipients, optOutWording)),

  createTest: (campaignId: number, phone: string, seq: number, optOutWording: string) =>
    runner.piece(() => drafts.createTest(campaignId, phone, seq, optOutWording)),

  schedule: (campaignId: number, at: number | null) => runner.piece(() => store.schedule(campaignId, at)),

  recentChecked: (campaignId: number, at: number) => runner.piece(() => store.recentChecked(campaignId, at)),

  rename: (campaignId: number, name: string) => runner.piece(() => store.rename(campaignId, name)),

  /** Marks a chore and carries it out to its end. Resolves to the number of recipients it changed. */
  carryOut: runMarked,

  /**
   * Creates a resend to chosen recipients of an ended campaign. Rejects with `nothing-to-send` where nobody
   * matches.
   */
  async resend(
    campaignId: number,
    choice: ResendChoice,
  ): Promise<{ readonly campaignId: number; readonly recipients: number }> {
    const { resendId, choreId } = await runner.piece(() =>
      database
        .transaction(() => {
          corrections.assertAll(campaignId, choice.corrections ?? [])
          const resendId = drafts.createResend(campaignId)
          const chore: Chore = { kind: 'fill-resend', from: campaignId, choice }
          return { resendId, choreId: chores.mark(resendId, chore, ['draft']) }
        })
        .immediate(),
    )
    const recipients = await run(choreId)
    if (recipients > 0) return { campaignId: resendId, recipients }
    await discard(resendId)
    throw new AppError('nothing-to-send')
  },

  /** How many campaigns a phone is in. */
  campaignsOf: (phone: string) => erasures.campaignsOf(phone),

  /** What `eraseOlder` would reach. */
  countOlder: (beforeMs: number) => erasures.countOlder(beforeMs),

  /** Forgets a phone everywhere except in campaigns that have not ended. `rewritten`: the result of `erase`. */
  async forget(phone: string): Promise<{ readonly campaigns: number; readonly rewritten: boolean }> {
    const id = await eraser.piece(() => erasures.mark({ kind: 'person', phone }))
    // An unlisted draft is built again when it is needed.
    for (const campaignId of store.unseenDrafts()) {
      if (erasures.stands(phone, campaignId)) await discard(campaignId)
    }
    const campaigns = await eraser.run(id)
    return { campaigns, rewritten: await erase() }
  },

  /** Forgets everybody of campaigns that ended before this time. Resolves to how many people there were. */
  async eraseOlder(beforeMs: number): Promise<number> {
    if (erasures.countOlder(beforeMs).campaigns === 0) return 0
    const id = await eraser.piece(() => erasures.mark({ kind: 'older', beforeMs }))
    const people = await eraser.run(id)
    await erase()
    return people
  },

  /** Finishes the pending chores of one campaign, or of all. */
  async finish(campaignId?: number): Promise<void> {
    await each(chores.standing(campaignId, unreadable), run)
  },

  /**
   * At start: finishes long writes that were cut off, and removes drafts that are listed nowhere. `suspects`:
   * campaigns that were being sent when the app ended without being closed; their figures are counted again.
   * Resolves to those whose figures were wrong and were corrected.
   */
  async tidy(suspects: readonly number[]): Promise<readonly number[]> {
    const recount = (campaignId: number) => runner.piece(() => rewriteTallies(database, campaignId))
    const illegible = tallies.illegible()
    await each(illegible, recount)
    let wrong: readonly number[] = []
    const steps = [
      () => each(chores.standing(undefined, unreadable), run),
      () => each(store.unseenDrafts(), discard),
      () => {
        // Of a campaign that is half discarded they are wrong until it is gone.
        wrong = suspects.filter(campaignId => countWrongTallies(database, campaignId) > 0)
        return each(wrong, recount)
      },
      erase,
    ]
    await each([...steps.keys()], async step => steps[step]?.())
    return [...illegible, ...wrong]
  },

  close: () => database.close(),
}
export type KeeperMethods = typeof methods

port.on('message', message => {
  void answerCall(
    message,
    () => methods,
    answer => port.postMessage(answer),
  )
})
