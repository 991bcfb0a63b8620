import { contactListHandlers } from '../ipc/handlers/contact-list-handlers.ts'
import { exportHandlers } from '../ipc/handlers/export-handlers.ts'
import { optOutHandlers } from '../ipc/handlers/opt-out-handlers.ts'
import { createContactListService } from '../services/contact-lists/contact-list-service.ts'
import { createListStore } from '../services/contact-lists/list-store.ts'
import { createListViews } from '../services/contact-lists/list-views.ts'
import { createMappingStore } from '../services/contact-lists/mapping-store.ts'
import { createStaging } from '../services/contact-lists/staging.ts'
import { createExportService } from '../services/contact-lists/window-export.ts'
import { createOptOutService } from '../services/opt-outs/opt-out-service.ts'
import { createOptOutStore } from '../services/opt-outs/opt-out-store.ts'
import { createTurns } from '../services/time/turns.ts'
import type { Base } from './base.ts'
import type { buildCampaigns } from './campaigns.ts'
import type { Storage } from './storage.ts'
import type { WindowLink } from './window-link.ts'

/** Contact lists, opt-outs, remembered column mappings, and exports of the list in the window. */
export function buildPeople(
  { settings, clock, log, files, works, exportFiles }: Base,
  { database, patiently, removeCopies, unreadable }: Storage,
  { reader, keeper }: Pick<ReturnType<typeof buildCampaigns>, 'reader' | 'keeper'>,
  window: WindowLink,
  /** Called when a person was forgotten. */
  onForgotten: () => void,
) {
  const removeWorks = async (): Promise<void> => {
    await works.removeWithPeople()
    window.tell('works-removed', {})
  }
  const exporting = { language: () => settings.get().language, askPath: window.askPath }
  const turns = createTurns(clock, patiently)
  const optOuts = createOptOutService({
    store: createOptOutStore(database, clock.now, unreadable),
    turns,
    reader,
    clock,
    ...exporting,
    onChange: count => window.tell('opt-outs-changed', { count }),
  })
  const notCleared = (error: unknown) => log.error('a removed list could not be cleared away', error)
  const listStore = createListStore(database, clock.now, unreadable)
  const lists = createContactListService({
    store: listStore,
    staging: createStaging(database),
    views: createListViews(database, listStore, turns),
    turns,
    optOuts,
    forgetting: {
      campaignsOf: keeper.campaignsOf,
      forget: async phone => {
        const forgotten = await keeper.forget(phone)
        onForgotten()
        return forgotten
      },
      works: { count: works.countWithPeople, remove: removeWorks },
    },
    reader,
    clock,
    removeCopies,
    ...exporting,
    onFailure: notCleared,
  })
  lists.tidy().catch(notCleared)
  const exports = createExportService({ ...exporting, clock, files: exportFiles })
  return {
    handlers: {
      ...optOutHandlers(optOuts, files),
      ...contactListHandlers(lists, createMappingStore(database, clock.now, turns), files),
      ...exportHandlers(exports, files),
    },
    /** The page is gone: an export that it was writing is abandoned. */
    windowGone: exports.windowGone,
    async close(): Promise<void> {
      await lists.close()
      await exports.close()
    },
  }
}
