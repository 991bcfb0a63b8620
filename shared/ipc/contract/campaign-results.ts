import { z } from 'zod'
import {
  campaignNameSchema,
  campaignViewSchema,
  correctionProblems,
  eventViewSchema,
  foundRecipientSchema,
  recipientViewSchema,
  resultPageSchema,
  resultSchema,
} from '../../domain/campaign.ts'
import { reportFormats } from '../../domain/export.ts'
import { pageRequestSchema, pageSchema } from '../../domain/page.ts'
import { countSchema, idSchema, timeMsSchema } from '../../domain/ranges.ts'
import { recipientOrders, recipientStates, resolutions } from '../../domain/states.ts'
import { byCampaign, type CallsOf, campaignId, done, exported, nothing, onePhone } from './shapes.ts'

/** The results of campaigns, and the owner's decisions about them. */
export const resultCalls = {
  /** People of a campaign's result, a page at a time; without those who were or are being sent to again. */
  'campaigns.resultContacts': {
    input: resultSchema.extend({ campaignId, after: z.int().min(0) }),
    output: resultPageSchema,
  },
  /** What is wrong with a new phone for a recipient whom the provider refused as no phone (30011); null: nothing. */
  'campaigns.checkCorrection': {
    input: z.object({ campaignId, phone: onePhone }),
    output: z.object({ problem: z.enum(correctionProblems).nullable() }),
  },
  /** Creates a draft of kind `retry` with chosen recipients. They can't be chosen a second time. */
  'campaigns.retry': {
    input: z.object({
      campaignId,
      states: z.array(z.enum(['unsent', 'rejected', 'unknown'])).min(1),
      /** Only rejections with these codes; left out: all. */
      codes: z.array(z.int()).max(100).optional(),
      /** Only these recipients; left out: all. */
      seqs: z.array(idSchema).max(5000).optional(),
      /** New phones for those who were refused with 30011. */
      corrections: z
        .array(z.object({ seq: idSchema, phone: onePhone }))
        .max(5000)
        .optional(),
    }),
    output: z.object({ campaignId, recipients: countSchema }),
  },
  /** How many recipients could be sent to again, and the decisions on unknown outcomes. */
  'campaigns.outcomes': {
    input: byCampaign,
    output: z.object({
      unsent: countSchema,
      /** By the provider's code, the most frequent first. */
      rejected: z.array(z.object({ code: z.int(), count: countSchema })),
      unknown: countSchema,
      /**
       * Why recipients were not accepted, including those sent to again, the most frequent first; `open`: how many
       * could be sent to again.
       */
      reasons: z.array(
        z.object({
          state: z.enum(['rejected', 'unsent', 'unknown']),
          code: z.int().nullable(),
          cause: z.string().nullable(),
          count: countSchema,
          open: countSchema,
        }),
      ),
      /** The unknown outcomes without a decision. */
      waiting: countSchema,
      /** Decision → count; `sent-again` counts recipients of every outcome. */
      resolved: z.record(z.enum(resolutions), countSchema),
    }),
  },
  /** Unknown outcomes without a decision, over all campaigns, newest first. */
  'campaigns.unknowns': {
    input: pageRequestSchema,
    output: pageSchema(foundRecipientSchema),
  },
  /** The owner's decision on unknown outcomes; `seqs` null: all of the campaign without a decision. */
  'campaigns.resolve': {
    input: z.object({
      campaignId,
      seqs: z.array(idSchema).max(5000).nullable(),
      resolution: z.enum(resolutions).exclude(['sent-again']),
    }),
    output: z.object({ resolved: countSchema }),
  },
  /** Takes back a decision on unknown outcomes; `decision-settled` where their resend has left. */
  'campaigns.takeBack': {
    input: z.object({
      campaignId,
      /** Null: all of the campaign with this decision. */
      seqs: z.array(idSchema).min(1).max(5000).nullable(),
      resolution: z.enum(resolutions).exclude(['sent-again']),
    }),
    output: z.object({ takenBack: countSchema }),
  },
  'campaigns.list': { input: nothing, output: z.array(campaignViewSchema) },
  'campaigns.get': { input: byCampaign, output: campaignViewSchema },
  'campaigns.rename': { input: byCampaign.extend({ name: campaignNameSchema }), output: done },
  'campaigns.recipients': {
    input: pageRequestSchema.extend({
      campaignId,
      states: z.array(z.enum(recipientStates)).optional(),
      /** Only recipients with this decision on their outcome. */
      resolution: z.enum(resolutions).optional(),
      /** Only recipients with this code and cause; not together with `resolution`. */
      reason: z.object({ code: z.int().nullable(), cause: z.string().max(64).nullable() }).optional(),
      /**
       * Only recipients whose message has this many parts, or whose length is near the limit; neither with
       * `resolution`, `search` or `order`.
       */
      parts: z.int().min(1).optional(),
      nearLimit: z.boolean().optional(),
      /** The first or last digits of a phone, or part of a name. */
      search: z.string().max(80).optional(),
      order: z.enum(recipientOrders).default('list'),
    }),
    output: pageSchema(recipientViewSchema),
  },
  /** Numbers of recipients accepted in each time step, from the first to the last. */
  'campaigns.overTime': {
    input: byCampaign,
    output: z.object({
      stepMs: z.int().min(1),
      points: z.array(z.object({ at: timeMsSchema, accepted: countSchema })).readonly(),
    }),
  },
  'campaigns.exportReport': {
    input: z.object({
      campaignId,
      format: z.enum(reportFormats).default('xlsx'),
      /** Phones as 138****0000. The page to print has none. */
      masked: z.boolean().default(false),
    }),
    /** `rows` is 0 for the page to print. */
    output: exported,
  },

  'log.events': { input: z.object({ campaignId, seq: z.int().min(1) }), output: z.array(eventViewSchema) },
  /** Recipients of all campaigns whose phone begins or ends with these digits. */
  'log.search': {
    input: pageRequestSchema.extend({ digits: z.string().regex(/^\d{3,11}$/) }),
    output: pageSchema(foundRecipientSchema),
  },
  /** The same by part of the person's name, the newest campaign first; at most the first 500. */
  'log.searchByName': {
    input: pageRequestSchema.extend({ name: z.string().min(1).max(80) }),
    output: pageSchema(foundRecipientSchema),
  },
} as const satisfies Partial<CallsOf<'campaigns'>> & CallsOf<'log'>
