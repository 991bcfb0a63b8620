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

/** What became of campaigns and of their people, and what the owner decides about it. */
export const resultCalls = {
  /** People of a campaign's result, a page at a time; who was or is being sent again is not among them. */
  'campaigns.resultContacts': {
    input: resultSchema.extend({ campaignId, after: z.int().min(0) }),
    output: resultPageSchema,
  },
  /** What is wrong with a new phone for somebody whom the provider refused as no phone (30011); null: nothing. */
  'campaigns.checkCorrection': {
    input: z.object({ campaignId, phone: onePhone }),
    output: z.object({ problem: z.enum(correctionProblems).nullable() }),
  },
  /** Makes a draft of kind `retry` of chosen recipients. Whoever is in it can't be chosen a second time. */
  'campaigns.retry': {
    input: z.object({
      campaignId,
      states: z.array(z.enum(['unsent', 'rejected', 'unknown'])).min(1),
      /** Only rejections with these codes; all where left out. */
      codes: z.array(z.int()).max(100).optional(),
      /** Only these recipients; all where left out. */
      seqs: z.array(idSchema).max(5000).optional(),
      /** New phones for those who were refused with 30011. */
      corrections: z
        .array(z.object({ seq: idSchema, phone: onePhone }))
        .max(5000)
        .optional(),
    }),
    output: z.object({ campaignId, recipients: countSchema }),
  },
  /** Who of a campaign could be sent once more, and how many decisions stand beside unknown outcomes. */
  'campaigns.outcomes': {
    input: byCampaign,
    output: z.object({
      unsent: countSchema,
      /** By the provider's code, the most frequent first. */
      rejected: z.array(z.object({ code: z.int(), count: countSchema })),
      unknown: countSchema,
      /** Why people were not accepted, resent ones too, the most frequent first; `open` could be sent once more. */
      reasons: z.array(
        z.object({
          state: z.enum(['rejected', 'unsent', 'unknown']),
          code: z.int().nullable(),
          cause: z.string().nullable(),
          count: countSchema,
          open: countSchema,
        }),
      ),
      /** Those of the unknown that no decision stands beside. */
      waiting: countSchema,
      /** Decision → how many; `sent-again` counts recipients of every outcome. */
      resolved: z.record(z.enum(resolutions), countSchema),
    }),
  },
  /** Unknown outcomes that wait for the owner, over all campaigns, newest first. */
  'campaigns.unknowns': {
    input: pageRequestSchema,
    output: pageSchema(foundRecipientSchema),
  },
  /** The owner's decision on unknown outcomes; `seqs` null: all of the campaign that wait. */
  'campaigns.resolve': {
    input: z.object({
      campaignId,
      seqs: z.array(idSchema).max(5000).nullable(),
      resolution: z.enum(resolutions).exclude(['sent-again']),
    }),
    output: z.object({ resolved: countSchema }),
  },
  /** Takes the owner's decision on unknown outcomes back; `decision-settled` where their resend has left. */
  'campaigns.takeBack': {
    input: z.object({
      campaignId,
      /** Null: all of the campaign for whom this was decided. */
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
      /** Only recipients with this decision beside their outcome. */
      resolution: z.enum(resolutions).optional(),
      /** Only recipients with this code and cause; not together with `resolution`. */
      reason: z.object({ code: z.int().nullable(), cause: z.string().max(64).nullable() }).optional(),
      /** Only recipients whose message has so many parts, or whose length comes near the limit; neither with `resolution`, `search` or `order`. */
      parts: z.int().min(1).optional(),
      nearLimit: z.boolean().optional(),
      /** The first or last digits of a phone, or a part of a name. */
      search: z.string().max(80).optional(),
      order: z.enum(recipientOrders).default('list'),
    }),
    output: pageSchema(recipientViewSchema),
  },
  /** How many recipients were accepted in each step of time, from the first to the last of them. */
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
  /** The same by a part of the person's name, the newest campaign first; no more than the first 500. */
  'log.searchByName': {
    input: pageRequestSchema.extend({ name: z.string().min(1).max(80) }),
    output: pageSchema(foundRecipientSchema),
  },
} as const satisfies Partial<CallsOf<'campaigns'>> & CallsOf<'log'>
