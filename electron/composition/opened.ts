import { firstRunHandlers } from '../ipc/handlers/app-handlers.ts'
import { createRightOfWay } from '../services/storage/right-of-way.ts'
import type { Base } from './base.ts'
import { buildCampaigns } from './campaigns.ts'
import { buildPeople } from './people.ts'
import type { Problems } from './problems.ts'
import { buildSending } from './sending.ts'
import { buildStorage } from './storage.ts'
import { buildUpdates } from './updates.ts'
import type { WindowLink } from './window-link.ts'

export type Opened = Awaited<ReturnType<typeof openParts>>

/** Everything that works on the database, from the ground up. */
export async function openParts(base: Base, window: WindowLink, problems: Problems) {
  const storage = await buildStorage(base, window)
  const rightOfWay = createRightOfWay()
  const campaigns = buildCampaigns(base, storage, rightOfWay, window, problems)
  const sending = buildSending(base, storage, campaigns, rightOfWay, window, problems)
  const people = buildPeople(base, storage, campaigns, window)
  const updates = buildUpdates(base, sending.isSending, window)
  return {
    sending,
    handlers: {
      ...storage.handlers,
      ...campaigns.handlers,
      ...firstRunHandlers(base.vault, campaigns.campaigns),
      ...sending.handlers,
      ...people.handlers,
      ...updates.handlers,
    },
    async close(): Promise<void> {
      updates.close()
      await sending.close()
      await people.close()
      await campaigns.close()
      await storage.close()
    },
  }
}
