import { z } from 'zod'
import {
  earlierSendsSchema,
  hadOfSchema,
  hadPersonSchema,
  newCampaignSchema,
  newRecipientSchema,
  preflightSchema,
  recipientBatchLimit,
} from '../../domain/campaign.ts'
import { manyOf } from '../../domain/many.ts'
import { pageRequestSchema, pageSchema } from '../../domain/page.ts'
import { countSchema } from '../../domain/ranges.ts'
import { byCampaign, type CallsOf, campaignId, done } from './shapes.ts'

/** A campaign before it is started: its people, its preflight, and who got messages recently. */
export const draftCalls = {
  'campaigns.create': { input: newCampaignSchema, output: z.object({ campaignId }) },
  'campaigns.addRecipients': {
    input: z.object({ campaignId, recipients: manyOf(newRecipientSchema, recipientBatchLimit) }),
    output: z.object({ recipients: countSchema }),
  },
  'campaigns.preflight': { input: byCampaign, output: preflightSchema },
  'campaigns.discard': { input: byCampaign, output: done },
  'campaigns.sendTest': {
    input: z.object({ campaignId, phone: z.string().max(40), seq: z.int().min(1) }),
    /** The one-recipient campaign that carries the test; follow it by its progress. */
    output: z.object({ campaignId }),
  },
  /**
   * How many of a draft's recipients are covered by the rule on recent messages (settings, `recentRule`), and how
   * many got anything within a week. The caller shows this to the owner: `campaigns.start` refuses only because of
   * further people (`recent-more`).
   */
  'campaigns.recent': { input: byCampaign, output: z.object({ people: countSchema, week: countSchema }) },
  /** Skips them; `new`: those because of whom a start or resume was refused with `recent-more`. */
  'campaigns.skipRecent': {
    input: z.object({ campaignId, span: z.enum(['rule', 'week', 'new']) }),
    output: z.object({ skipped: countSchema }),
  },
  /** Accepts those because of whom a start or resume was refused with `recent-more`: they will be sent to. */
  'campaigns.acceptRecent': { input: byCampaign, output: done },
  /** The draft's recipients who already got exactly the same filled text. */
  'campaigns.sameText': { input: byCampaign, output: earlierSendsSchema },
  /** Skips them. */
  'campaigns.skipSameText': { input: byCampaign, output: z.object({ skipped: countSchema }) },
  /** The draft's recipients who got earlier campaigns of its mode, by campaign. */
  'campaigns.earlierSends': { input: byCampaign, output: earlierSendsSchema },
  /** Skips recipients who got one of these campaigns or a resend of it. */
  'campaigns.skipHad': {
    input: z.object({ campaignId, earlier: z.array(campaignId).min(1).max(1000) }),
    output: z.object({ skipped: countSchema }),
  },
  /**
   * The people behind a figure of `campaigns.recent`, `sameText` or `earlierSends`, with the newest message that
   * each of them got.
   */
  'campaigns.hadPeople': {
    input: pageRequestSchema.extend({ campaignId, of: hadOfSchema }),
    output: pageSchema(hadPersonSchema),
  },
} as const satisfies Partial<CallsOf<'campaigns'>>
