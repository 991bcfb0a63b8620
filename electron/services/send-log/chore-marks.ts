import type { Database } from 'better-sqlite3'
import { z } from 'zod'
import { contentSchema } from '../../../shared/domain/campaign.ts'
import { resolutions } from '../../../shared/domain/states.ts'

const resendable = ['unsent', 'rejected', 'unknown'] as const

/** Which recipients of an ended campaign to send to again; null: no limit. */
export const resendChoiceSchema = z.object({
  states: z.array(z.enum(resendable)).readonly(),
  /** Only rejections with these codes. */
  codes: z.array(z.int()).readonly().nullable(),
  seqs: z.array(z.int()).readonly().nullable(),
  /** Recipients whose phone the owner has corrected (corrections.ts). */
  corrections: z
    .array(z.object({ seq: z.int(), phone: z.string() }))
    .readonly()
    .optional(),
})
export type ResendChoice = z.infer<typeof resendChoiceSchema>
export type Correction = NonNullable<ResendChoice['corrections']>[number]

const dueAgain = {
  codes: z.array(z.int()).readonly(),
  seqs: z.array(z.int()).readonly().default([]),
}

/** A long write on a campaign's recipients, as it is stored while it is under way. */
export const choreSchema = z.discriminatedUnion('kind', [
  /** The campaign is cancelled: pending recipients are skipped, or keep the result of their last attempt. */
  z.object({ kind: z.literal('cancel') }),
  /** Recipients refused with one of these codes, or refused and listed by number, are due again. */
  z.object({ kind: z.literal('requeue'), ...dueAgain }),
  /** Another signature or template: as `requeue`, and all due recipients are measured again (content-change.ts). */
  z.object({
    kind: z.literal('change-content'),
    ...contentSchema.shape,
    ...dueAgain,
    /** The text that the provider appends; counted with the message. */
    optOutWording: z.string(),
  }),
  /** In a draft, opted-out recipients are skipped. */
  z.object({ kind: z.literal('skip-opted-out') }),
  /**
   * In a campaign that is not started or is paused, recipients covered by the rule on recent messages are skipped
   * (had.ts).
   */
  z.object({
    kind: z.literal('skip-recent'),
    sinceMs: z.number(),
    messages: z.int().default(1),
    newSinceMs: z.number().default(0),
  }),
  /**
   * In a draft, recipients who got one of these campaigns are skipped; `same`: only those who got it with the same
   * values.
   */
  z.object({
    kind: z.literal('skip-had'),
    earlier: z.array(z.object({ campaignId: z.int(), version: z.int().nullable() })).readonly(),
    same: z.boolean(),
  }),
  /** The owner's decision on unknown outcomes. */
  z.object({
    kind: z.literal('resolve'),
    seqs: z.array(z.int()).readonly().nullable(),
    resolution: z.enum(resolutions).exclude(['sent-again']),
  }),
  /**
   * The owner takes this decision on unknown outcomes back, where no attempt of a resend has left; `seqs` null: for
   * all.
   */
  z.object({
    kind: z.literal('take-back'),
    seqs: z.array(z.int()).readonly().nullable(),
    resolution: z.enum(resolutions).exclude(['sent-again']),
  }),
  /** Fills a resend (the chore's campaign) with recipients of another campaign, and marks them there as held. */
  z.object({ kind: z.literal('fill-resend'), from: z.int(), choice: resendChoiceSchema }),
  /** Lists the phones of a campaign that is about to start. */
  z.object({ kind: z.literal('list-phones') }),
  /** Removes a draft with its recipients, and releases those whom it held. */
  z.object({ kind: z.literal('discard') }),
])
export type Chore = z.infer<typeof choreSchema>
/** Skips people because of messages from other campaigns. */
export type HadChore = Extract<Chore, { kind: 'skip-recent' | 'skip-had' }>
export type ChoreKind = Chore['kind']

/** Decisions on ended recipients change nobody who is still to be sent to. */
const harmlessToSending = `kind NOT IN ('resolve', 'take-back')`

/** Writes the mark of a chore, inside the transaction that makes it necessary. Returns its id. */
export function markChore(database: Database, campaignId: number, { kind, ...input }: Chore): number {
  const { lastInsertRowid } = database
    .prepare('INSERT INTO chores (campaign_id, kind, input) VALUES (?, ?, ?)')
    .run(campaignId, kind, JSON.stringify(input))
  return Number(lastInsertRowid)
}

/** Whether a long write is under way that keeps the campaign from being sent. */
export function choreQuestion(database: Database): (campaignId: number) => boolean {
  const select = database
    .prepare(`SELECT 1 FROM chores WHERE campaign_id = ? AND ${harmlessToSending} LIMIT 1`)
    .pluck()
  return campaignId => select.get(campaignId) !== undefined
}
