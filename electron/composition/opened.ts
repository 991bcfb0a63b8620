import { firstRunHandlers } from '../ipc/handlers/app-handlers.ts'
import type { Base } from './base.ts'
import { buildCampaigns } from './campaigns.ts'
import { buildPeople } from './people.ts'
import type { Problems } from './problems.ts'
import { buildSending } from './sending.ts'
import { buildStorage } from './storage.ts'
import type { WindowLink } from './window-link.ts'

export type Opened = Awaited<ReturnType<typeof openParts>>

/** Everything that works on the database, from the ground up. */
export async function openParts(base: Base, window: WindowLink, problems: Problems) {
  const storage = await buildStorage(base)
  const { database } = storage
  const campaigns = buildCampaigns(base, database, window)
  const sending = buildSending(base, storage, campaigns, window, problems)
  const people = buildPeople(base, database, window)
  return {
    sending,
    handlers: {
      ...storage.handlers,
      ...firstRunHandlers(base.vault, campaigns.campaigns),
      ...sending.handlers,
      ...people.handlers,
    },
    async close(): Promise<void> {
      await sending.close()
      await people.close()
      storage.close()
    },
  }
}
