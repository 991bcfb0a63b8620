import { firstRunHandlers } from '../ipc/handlers/app-handlers.ts'
import type { Reader } from '../services/reading/reader.ts'
import { createRightOfWay } from '../services/storage/right-of-way.ts'
import { buildBackUps, type Leaving } from './back-ups.ts'
import type { Base } from './base.ts'
import { buildCampaigns } from './campaigns.ts'
import { buildPeople } from './people.ts'
import type { Problems } from './problems.ts'
import { buildSending } from './sending.ts'
import { buildStorage } from './storage.ts'
import { buildSupport } from './support.ts'
import { buildUpdates } from './updates.ts'
import type { WindowLink } from './window-link.ts'

export type Opened = Awaited<ReturnType<typeof openParts>>

/** Everything that works on the database, from the ground up. */
export async function openParts(
  base: Base,
  reader: Reader,
  window: WindowLink,
  problems: Problems,
  leaving: Leaving,
) {
  const storage = await buildStorage(base, window, problems)
  const rightOfWay = createRightOfWay()
  let backUps: ReturnType<typeof buildBackUps> | null = null
  const forgotten = (): void => backUps?.forgotten()
  const campaigns = buildCampaigns(base, storage, reader, rightOfWay, window, problems, forgotten)
  const sending = buildSending(base, storage, campaigns, rightOfWay, window, problems)
  const people = buildPeople(base, storage, campaigns, window, forgotten)
  backUps = buildBackUps(base, storage, sending, window, problems, leaving)
  const { handlers: backUpHandlers, close: closeBackUps, thread } = backUps
  const support = buildSupport(base, storage, backUps.backUps, thread, window, problems)
  const updates = buildUpdates(base, sending.isSending, window)
  return {
    sending,
    windowGone: people.windowGone,
    handlers: {
      ...storage.handlers,
      ...campaigns.handlers,
      ...firstRunHandlers(base.vault, campaigns.campaigns),
      ...sending.handlers,
      ...people.handlers,
      ...backUpHandlers,
      ...support.handlers,
      ...updates.handlers,
    },
    async close(): Promise<void> {
      updates.close()
      await closeBackUps()
      await sending.close()
      await people.close()
      await campaigns.close()
      await storage.close()
    },
  }
}
