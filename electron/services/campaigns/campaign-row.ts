import { z } from 'zod'
import {
  campaignKindSchema,
  contactSourceSchema,
  modeSchema,
  pauseSchema,
  type Template,
} from '../../../shared/domain/campaign.ts'
import { timeMsSchema } from '../../../shared/domain/ranges.ts'
import { campaignStatuses } from '../../../shared/domain/states.ts'
import { parseTemplate } from '../../../shared/sms/template.ts'
import { json } from '../storage/rows.ts'

/** A row of `campaigns`. */
export const campaignRow = z
  .object({
    id: z.int(),
    parent_id: z.int().nullable(),
    kind: campaignKindSchema,
    name: z.string(),
    mode: modeSchema,
    signature_name: z.string(),
    signature_code: z.string(),
    template_code: z.string(),
    template_text: z.string(),
    value_order: json(z.array(z.string())).nullable(),
    source: json(contactSourceSchema),
    status: z.enum(campaignStatuses),
    pause: json(pauseSchema).nullable(),
    created_at: timeMsSchema.catch(0),
    // A time outside the calendar counts as none: the owner still sees the campaign, and can set another time.
    scheduled_at: timeMsSchema.nullable().catch(null),
    started_at: timeMsSchema.nullable().catch(null),
    finished_at: timeMsSchema.nullable().catch(null),
    recent_checked_at: timeMsSchema.nullable().catch(null),
  })
  .transform(row => ({
    id: row.id,
    parentId: row.parent_id,
    kind: row.kind,
    name: row.name,
    mode: row.mode,
    signature: { name: row.signature_name, code: row.signature_code },
    template: { code: row.template_code, text: row.template_text } satisfies Template,
    valueNames: row.value_order ?? parseTemplate(row.template_text).variables,
    source: row.source,
    status: row.status,
    pause: row.pause,
    createdAt: row.created_at,
    scheduledAt: row.scheduled_at,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    recentCheckedAt: row.recent_checked_at,
  }))

/** A campaign as it is stored. */
export type StoredCampaign = z.infer<typeof campaignRow>
