import { z } from 'zod'
import { contactFilterSchema } from './contact-list.ts'
import { valueChoicesSchema, variableNameSchema } from './filling.ts'
import { cleanTextsSchema } from './many.ts'
import { countSchema, idSchema, timeMsSchema } from './ranges.ts'
import {
  campaignStatuses,
  type Hold,
  holdReasons,
  type Pause,
  pauseReasons,
  recipientStates,
  resolutions,
  unknownCauses,
  unsentCauses,
} from './states.ts'
import { typedText } from './typed-text.ts'

/** Practice goes to the built-in stand-in and never leaves the computer. Fixed when the campaign is made. */
export const modeSchema = z.enum(['practice', 'real'])
export type Mode = z.infer<typeof modeSchema>

/**
 * `bulk`: a list. `test`: one message to the owner's own phone, belonging to a campaign. `quick`: one message to
 * one phone. `retry`: chosen recipients of another campaign once more; their original outcomes are kept.
 */
export const campaignKindSchema = z.enum(['bulk', 'test', 'quick', 'retry'])
export type CampaignKind = z.infer<typeof campaignKindSchema>

const code = typedText(64).min(1)

export const signatureSchema = z.object({
  /** The words between the brackets 【】, without them. */
  name: typedText(40).min(1),
  code,
})
export type Signature = z.infer<typeof signatureSchema>

export const templateSchema = z.object({
  code,
  /** The approved text as pasted, with `${name}` or `$<name>` variables. */
  text: z.string().min(1).max(2000),
})
export type Template = z.infer<typeof templateSchema>

/** The content of a campaign: what it says, and the CODEs by which the provider knows it. */
export const contentSchema = z.object({ signature: signatureSchema, template: templateSchema })
export type Content = z.infer<typeof contentSchema>

/** The source of a variable, and the owner's decisions about its values. */
const variableOriginSchema = z.union([
  valueChoicesSchema.extend({ variable: variableNameSchema, column: z.string().max(100_000) }),
  z.object({ variable: variableNameSchema, text: z.string().max(10_000) }),
])
export type VariableOrigin = z.infer<typeof variableOriginSchema>

/** The result of the import, kept with the campaign so that the report can say where its recipients came from. */
export const contactSourceSchema = z.object({
  fileName: z.string().max(255),
  rows: z.int().min(0),
  usable: z.int().min(0),
  duplicate: z.int().min(0),
  bad: z.int().min(0),
  empty: z.int().min(0),
  leftOut: z.int().min(0),
  /** The contact list and the filter that were used; left out for a file. */
  list: z.object({ listId: idSchema, filter: contactFilterSchema }).optional(),
  /** The source of each variable: the name of its column, or the text that everybody got. */
  variables: z.array(variableOriginSchema).max(100).optional(),
})

export const campaignNameSchema = typedText(80).min(1)

export const campaignDraftSchema = z.object({
  name: campaignNameSchema,
  kind: campaignKindSchema.default('bulk'),
  mode: modeSchema,
  signature: signatureSchema,
  template: templateSchema,
  source: contactSourceSchema,
})
export type CampaignDraft = z.input<typeof campaignDraftSchema>

/** What the window may create. Tests and retries have calls of their own, which apply their own rules. */
export const newCampaignSchema = campaignDraftSchema.extend({
  kind: campaignKindSchema.extract(['bulk', 'quick']).default('bulk'),
})
export type NewCampaign = z.input<typeof newCampaignSchema>

/** One recipient as sent by the window. Main checks all of it again. */
export const newRecipientSchema = z.object({
  /** Row in the source file, header = 1; 0 where there was no file. */
  row: z.int().min(0),
  phone: z.string().max(40),
  /** One value per variable of the template, in the order of `parseTemplate(text).variables`; '' if there is none. */
  values: cleanTextsSchema(100, 2000),
})
export type NewRecipient = z.infer<typeof newRecipientSchema>

/** The largest batch of one call. */
export const recipientBatchLimit = 5000

/** Recipients that were skipped on purpose or because of a cancel, by reason. */
const skippedSchema = z.array(z.object({ reason: z.string(), count: countSchema })).readonly()

const stateCountsSchema = z.record(z.enum(recipientStates), z.int().min(0))

export const pauseSchema: z.ZodType<Pause> = z.object({
  reason: z.enum(pauseReasons),
  code: z.int().optional(),
  httpStatus: z.int().optional(),
  cause: z.enum(unsentCauses).optional(),
  causes: z
    .array(
      z.union([
        z.object({ code: z.int(), count: z.int() }),
        z.object({ cause: z.enum([...unsentCauses, ...unknownCauses]), count: z.int() }),
      ]),
    )
    .optional(),
  run: z.array(z.int()).optional(),
}) as z.ZodType<Pause>

const holdSchema: z.ZodType<Hold> = z.object({
  reason: z.enum(holdReasons),
  until: timeMsSchema.optional(),
}) as z.ZodType<Hold>

/** A campaign as screens see it. Times are milliseconds since 1970. */
export const campaignViewSchema = z.object({
  id: z.int(),
  parentId: idSchema.nullable(),
  kind: campaignKindSchema,
  name: z.string(),
  mode: modeSchema,
  status: z.enum(campaignStatuses),
  pause: pauseSchema.nullable(),
  hold: holdSchema.nullable(),
  signature: signatureSchema,
  template: templateSchema,
  /** The names of every recipient's values: the variables that a text of this campaign can use. */
  valueNames: z.array(z.string()).readonly(),
  source: contactSourceSchema,
  counts: stateCountsSchema,
  /** Parts of the recipients in each state; those of the accepted ones are billed. */
  partsByState: stateCountsSchema,
  /** Why recipients were skipped, the most frequent reason first. */
  skipped: skippedSchema,
  createdAt: timeMsSchema,
  /** The planned start of a scheduled campaign, or of one that was scheduled once. */
  scheduledAt: timeMsSchema.nullable(),
  startedAt: timeMsSchema.nullable(),
  finishedAt: timeMsSchema.nullable(),
})
export type CampaignView = z.infer<typeof campaignViewSchema>

/** Live figures of the campaign that is being sent; pushed at most four times a second. */
export const progressSchema = z.object({
  campaignId: idSchema,
  status: z.enum(campaignStatuses),
  pause: pauseSchema.nullable(),
  hold: holdSchema.nullable(),
  counts: stateCountsSchema,
  /** Completions per second over the last seconds. */
  ratePerSecond: z.number().min(0),
  /** The rate that is allowed now; below `setRate` after the provider asked for less or answered slowly. */
  rateLimit: z.number().min(0),
  /** The rate that the owner has set. */
  setRate: z.number().min(0),
  /** The send log can't be written at the moment and is tried again; until then nothing begins. */
  logWaiting: z.boolean(),
  /** Null while no rate is known. */
  remainingMs: z.number().min(0).nullable(),
})
export type Progress = z.infer<typeof progressSchema>

/** What will happen if the owner presses 发送 now. */
export const preflightSchema = z.object({
  campaignId: idSchema,
  recipients: countSchema,
  toSend: countSchema,
  skipped: skippedSchema,
  /** Parts in total over the recipients to be sent. */
  parts: countSchema,
  /** Messages by number of parts: `[{parts: 1, count: 37}, …]`. */
  byParts: z.array(z.object({ parts: z.int(), count: countSchema })).readonly(),
  /** Yuan; null where no price is set. An estimate. */
  estimatedCost: z.number().min(0).nullable(),
  /**
   * Recipients whose message, counted with signature and opt-out wording, has 300 or more characters, so that the
   * provider may refuse it.
   */
  maybeTooLong: countSchema,
  /** Seconds at the set rate and concurrency, assuming answers as fast as recent ones. */
  estimatedSeconds: z.number().min(0),
})
export type Preflight = z.infer<typeof preflightSchema>

/** What will happen if a paused campaign resumes with a changed content. */
export const contentTrialSchema = preflightSchema.omit({ campaignId: true, recipients: true }).extend({
  /** The recipients to send to who were refused before. */
  dueAgain: countSchema,
  /** The first recipient to send to, and the one with the longest message if that is another. */
  samples: z.array(
    z.object({
      seq: idSchema,
      row: countSchema,
      phone: z.string(),
      /** In the order of the campaign's `valueNames`. */
      values: z.array(z.string()).readonly(),
    }),
  ),
})
export type ContentTrial = z.infer<typeof contentTrialSchema>

/** A content that a campaign had before its present one. */
export const earlierContentSchema = contentSchema.extend({
  /** 1 for the first. */
  version: idSchema,
  /** When it was replaced. */
  untilMs: timeMsSchema,
})

/** Why a phone can't replace one that was refused (30011). */
export const correctionProblems = ['no-phone', 'in-campaign', 'opted-out'] as const
export type CorrectionProblem = (typeof correctionProblems)[number]

/** Which of a campaign's people a follow-up goes to. */
export const resultSchema = z.object({
  /** `skipped`: only those with the reason `cancelled`, who got nothing because of the cancel. */
  state: z.enum(['accepted', 'rejected', 'unsent', 'unknown', 'skipped']),
  /** Only those with this code and cause; left out: all of the state. */
  reason: z.object({ code: z.int().nullable(), cause: z.string().max(64).nullable() }).optional(),
})
export type Result = z.infer<typeof resultSchema>

/** People of a result as a list, with the campaign's values. */
export const resultPageSchema = z.object({
  contacts: z
    .array(
      z.object({
        phone: z.string(),
        /** In the order of the campaign's `valueNames`. */
        values: z.array(z.string()).readonly(),
      }),
    )
    .readonly(),
  /** Where the next page begins; null at the end. */
  next: idSchema.nullable(),
})
export type ResultPage = z.infer<typeof resultPageSchema>

/**
 * Which of a draft's recipients to send to got earlier campaigns: accepted, sending, or unknown and not treated as
 * unsent. A resend counts as its original campaign; the newest first.
 */
export const earlierSendsSchema = z.object({
  /** How many people got at least one of them. */
  people: countSchema,
  sends: z
    .array(
      z.object({
        campaignId: idSchema,
        name: z.string(),
        startedAt: timeMsSchema.nullable(),
        people: countSchema,
      }),
    )
    .readonly(),
})
export type EarlierSends = z.infer<typeof earlierSendsSchema>

export const recipientViewSchema = z.object({
  seq: idSchema,
  row: countSchema,
  phone: z.string(),
  /** Null where none of the campaign's values is a name. */
  name: z.string().nullable(),
  /** The message as the last attempt sent it, or as the next one would; signature included. */
  message: z.string(),
  /** The CODEs that the last attempt used, or that the next one would. */
  signatureCode: z.string(),
  templateCode: z.string(),
  parts: countSchema,
  state: z.enum(recipientStates),
  /** The provider's code of a rejection, else null. */
  code: z.int().nullable(),
  /** The cause of unsent and unknown, or the reason of skipped, else null. */
  cause: z.string().nullable(),
  attempts: countSchema,
  resolution: z.enum(resolutions).nullable(),
  /** When the decision was made, where a list shows it. */
  resolvedAt: timeMsSchema.nullable(),
  updatedAt: timeMsSchema.nullable(),
})
export type RecipientView = z.infer<typeof recipientViewSchema>

/** An earlier message of a person, and when it was sent. */
const earlierMessageSchema = z.object({ campaignId: idSchema, campaignName: z.string(), at: timeMsSchema })
export type EarlierMessage = z.infer<typeof earlierMessageSchema>

/**
 * A person who got something from another campaign, with the newest message; null where that was taken back
 * meanwhile.
 */
export const hadPersonSchema = recipientViewSchema.extend({ last: earlierMessageSchema.nullable() })
export type HadPerson = z.infer<typeof hadPersonSchema>

/** The people behind a figure that looks across campaigns. */
export const hadOfSchema = z.discriminatedUnion('kind', [
  /** People who got exactly the same filled text. */
  z.object({ kind: z.literal('same-text') }),
  /**
   * `rule`: covered by the rule on recent messages; `week`: got anything within a week; `new`: a start has asked
   * about them.
   */
  z.object({ kind: z.literal('recent'), span: z.enum(['rule', 'week', 'new']) }),
  /** People who got this campaign or a resend of it. */
  z.object({ kind: z.literal('had'), earlier: idSchema }),
])
export type HadOf = z.infer<typeof hadOfSchema>

/** One line of a recipient's log. Times are milliseconds since 1970. */
export const eventViewSchema = z.object({
  at: timeMsSchema,
  attempt: countSchema,
  /** `sending`, an outcome, `pending` for one that did not begin, or `resolution`. */
  state: z.string(),
  code: z.int().nullable(),
  cause: z.string().nullable(),
  httpStatus: z.int().nullable(),
  latencyMs: z.number().min(0).nullable(),
  /** The provider's answer, cut, without secrets and whole phones; for a corrected phone that of the original one. */
  answer: z.string().nullable(),
  /** The CODEs at that time, if the campaign's content was ever changed; otherwise null. */
  codes: z.object({ signature: z.string(), template: z.string() }).nullable(),
  /** The text as this attempt sent it; null where nothing was sent. */
  message: z.string().nullable(),
})
export type EventView = z.infer<typeof eventViewSchema>

/** A recipient together with its campaign, for lists across campaigns. */
export const foundRecipientSchema = recipientViewSchema.extend({
  campaignId: idSchema,
  campaignName: z.string(),
  campaignKind: campaignKindSchema,
  mode: modeSchema,
})
export type FoundRecipient = z.infer<typeof foundRecipientSchema>
