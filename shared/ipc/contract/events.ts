import { z } from 'zod'
import { endpointSchema } from '../../domain/app-info.ts'
import { progressSchema } from '../../domain/campaign.ts'
import { problemSchema } from '../../domain/problem.ts'
import { countSchema } from '../../domain/ranges.ts'
import { settingsSchema } from '../../domain/settings.ts'
import { storageProgressSchema, storageStatusSchema } from '../../domain/storage-status.ts'
import { updateNoticeSchema } from '../../domain/update.ts'
import type { EventName } from '../channels.ts'
import { campaignId } from './shapes.ts'

/** What an event carries. */
export const events = {
  'app-problem': problemSchema,
  'campaign-progress': progressSchema,
  'campaigns-changed': z.object({ campaignId }),
  'opt-outs-changed': z.object({ count: countSchema }),
  /** The address for real messages was changed. */
  'endpoint-changed': endpointSchema,
  /** Settings were changed outside the page, by the app's menu. */
  'settings-changed': settingsSchema,
  /**
   * Every work in progress with a list of the owner's was removed, including the one in the window, because
   * somebody was forgotten.
   */
  'works-removed': z.object({}),
  /** A newer version is out. */
  'update-found': updateNoticeSchema,
  /** Sent at start, only if the database can't be used at once. */
  'storage-progress': storageProgressSchema,
  /** The check of the whole database has ended. */
  'storage-changed': storageStatusSchema,
} as const satisfies Record<EventName, z.ZodType>
