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

/** A campaign before it is started: its people, its check, and who had something lately. */
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
   * How many of a draft's people to be sent the rule on recent messages concerns (settings, `recentRule`), and how many
   * had anything within a week. Whoever asks tells the owner: `campaigns.start` refuses only for others (`recent-more`).
   */
  'campaigns.recent': { input: byCampaign, output: z.object({ people: countSchema, week: countSchema }) },
  /** Leaves them out; `new`: those for whom a start or resume was refused with `recent-more`. */
  'campaigns.skipRecent': {
    input: z.object({ campaignId, span: z.enum(['rule', 'week', 'new']) }),
    output: z.object({ skipped: countSchema }),
  },
  /** Those for whom a start or resume was refused with `recent-more` shall be sent to. */
  'campaigns.acceptRecent': { input: byCampaign, output: done },
  /** Who of a draft's people to be sent had the very same filled text already. */
  'campaigns.sameText': { input: byCampaign, output: earlierSendsSchema },
  /** Leaves them out. */
  'campaigns.skipSameText': { input: byCampaign, output: z.object({ skipped: countSchema }) },
  /** Who of a draft's people to be sent had something from which earlier campaign of its mode. */
  'campaigns.earlierSends': { input: byCampaign, output: earlierSendsSchema },
  /** Leaves out who had one of these campaigns or its resends. */
  'campaigns.skipHad': {
    input: z.object({ campaignId, earlier: z.array(campaignId).min(1).max(1000) }),
    output: z.object({ skipped: countSchema }),
  },
  /** The people behind a number of `campaigns.recent`, `sameText` or `earlierSends`, with the newest of what they had. */
  'campaigns.hadPeople': {
    input: pageRequestSchema.extend({ campaignId, of: hadOfSchema }),
    output: pageSchema(hadPersonSchema),
  },
} as const satisfies Partial<CallsOf<'campaigns'>>
