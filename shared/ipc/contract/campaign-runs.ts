import { z } from 'zod'
import {
  contentSchema,
  contentTrialSchema,
  earlierContentSchema,
  progressSchema,
} from '../../domain/campaign.ts'
import { countSchema, plannedTimeMsSchema } from '../../domain/ranges.ts'
import { byCampaign, type CallsOf, campaignId, done, nothing } from './shapes.ts'

/** A campaign from its start to its end. */
export const runCalls = {
  'campaigns.start': {
    /** `slice`: first send to this many recipients, of different carriers, then pause (`first-slice-done`). */
    input: z.object({ campaignId, slice: z.int().min(1).max(100).optional() }),
    output: done,
  },
  /**
   * Schedules a draft to start at a time (milliseconds since 1970). If the app is not running then, the owner is
   * asked.
   */
  'campaigns.schedule': { input: z.object({ campaignId, at: plannedTimeMsSchema }), output: done },
  'campaigns.unschedule': { input: byCampaign, output: done },
  'campaigns.pause': { input: byCampaign, output: done },
  'campaigns.resume': { input: byCampaign, output: done },
  'campaigns.cancel': { input: byCampaign, output: done },
  /** The effect of this content on a paused campaign; null where another one was tried meanwhile. */
  'campaigns.tryContent': {
    input: contentSchema.extend({ campaignId }),
    output: z.object({ trial: contentTrialSchema.nullable() }),
  },
  /**
   * Gives a paused campaign another signature or template; recipients refused because of the old one are due again.
   */
  'campaigns.changeContent': {
    input: contentSchema.extend({ campaignId }),
    output: z.object({ dueAgain: countSchema }),
  },
  /** The earlier contents of a campaign, the first first. */
  'campaigns.earlierContents': { input: byCampaign, output: z.array(earlierContentSchema) },
  /** The campaign that is being sent or holds; at most one. */
  'campaigns.active': { input: nothing, output: z.object({ campaignId: campaignId.nullable() }) },
  'campaigns.progress': { input: byCampaign, output: progressSchema },
} as const satisfies Partial<CallsOf<'campaigns'>>
