import type { Database } from 'better-sqlite3'
import { expect } from 'vitest'
import { createCampaignService } from '../../electron/services/campaigns/campaign-service.ts'
import { createCampaignStore } from '../../electron/services/campaigns/campaign-store.ts'
import { createDrafts } from '../../electron/services/campaigns/drafts.ts'
import type { Keeper } from '../../electron/services/campaigns/keeper.ts'
import type { Chore, ResendChoice } from '../../electron/services/send-log/chore-marks.ts'
import { createChores } from '../../electron/services/send-log/chores.ts'
import { outcomeFigures } from '../../electron/services/send-log/figures.ts'
import { countWrongTallies, rewriteTallies } from '../../electron/services/send-log/tally-check.ts'
import type { NewRecipient, Preflight } from '../../shared/domain/campaign.ts'
import { defaultSettings } from '../../shared/domain/settings.ts'
import { campaignStatuses } from '../../shared/domain/states.ts'

const pieceSize = 1_000

/** What the keeper does on its thread, done at once on the test's own connection. */
export function openDesk(database: Database, now: () => number = Date.now) {
  const store = createCampaignStore(database, now)
  const drafts = createDrafts(store)
  const chores = createChores(database, now)

  const runToEnd = (id: number): number => {
    chores.prepare(id)
    for (;;) {
      const { isLast, changed } = chores.step(id, pieceSize)
      if (isLast) return changed
    }
  }

  const carryOut = (
    campaignId: number,
    chore: Chore,
    statuses: readonly string[] = campaignStatuses,
  ): number => {
    return runToEnd(chores.mark(campaignId, chore, statuses))
  }

  const campaigns = createCampaignService(store, () => defaultSettings)
  const { optOutWording } = defaultSettings

  return {
    store,
    chores,
    campaigns,
    create: drafts.create,
    addRecipients: (campaignId: number, recipients: readonly NewRecipient[]): number =>
      drafts.addRecipients(campaignId, recipients, optOutWording),
    createTest: (campaignId: number, phone: string, seq: number): number =>
      drafts.createTest(campaignId, phone, seq, optOutWording),
    preflight(campaignId: number): Preflight {
      carryOut(campaignId, { kind: 'skip-opted-out' }, ['draft'])
      return campaigns.preflight(campaignId)
    },
    carryOut,
    /** What the keeper finishes behind a cancel, and at a start of the app for every campaign. */
    finish(campaignId?: number): void {
      for (const id of chores.standing(campaignId)) runToEnd(id)
    },
    /** Enters the phones of a campaign, as every start does before the first message. */
    ready: (campaignId: number): number => carryOut(campaignId, { kind: 'list-phones' }),
    discard: (campaignId: number): number => carryOut(campaignId, { kind: 'discard' }, ['draft']),
    newResend: (campaignId: number): number => drafts.createResend(campaignId),
    /** Writes the figures of a campaign whose rows the test itself has changed. */
    recount: (campaignId: number): void => rewriteTallies(database, campaignId),
    /** A resend of chosen recipients; returns its id and how many are in it. */
    resend(
      campaignId: number,
      choice: ResendChoice,
    ): { readonly campaignId: number; readonly recipients: number } {
      const resendId = drafts.createResend(campaignId)
      return {
        campaignId: resendId,
        recipients: carryOut(resendId, { kind: 'fill-resend', from: campaignId, choice }),
      }
    },
    /** The keeper's calls, answered on the test's own connection. */
    keeper: {
      carryOut: async (campaignId: number, chore: Chore, statuses: readonly string[]) =>
        carryOut(campaignId, chore, statuses),
      createTest: async (campaignId: number, phone: string, seq: number, wording: string) =>
        drafts.createTest(campaignId, phone, seq, wording),
      recentChecked: async (campaignId: number, at: number) => store.recentChecked(campaignId, at),
      schedule: async (campaignId: number, at: number | null) => store.schedule(campaignId, at),
    } satisfies Partial<Keeper>,
    outcomes: (campaignId: number) => outcomeFigures(store.tallies(campaignId)),
  }
}

/** Enters the phones of a campaign that the test is about to send. */
export const makeReady = (database: Database, campaignId: number): void => {
  openDesk(database).ready(campaignId)
}

/** Every campaign's figures are those of its recipients; one that is being removed has none any more. */
export function expectTrueTallies(database: Database): void {
  const ids = database
    .prepare<[], number>(
      `SELECT id FROM campaigns WHERE id NOT IN (SELECT campaign_id FROM chores WHERE kind = 'discard')`,
    )
    .pluck()
    .all()
  expect(ids.filter(campaignId => countWrongTallies(database, campaignId) > 0)).toEqual([])
}
