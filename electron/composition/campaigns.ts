import { retentionHandlers } from '../ipc/handlers/retention-handlers.ts'
import { createCampaignService } from '../services/campaigns/campaign-service.ts'
import { createCampaignStore } from '../services/campaigns/campaign-store.ts'
import { startKeeper } from '../services/campaigns/keeper.ts'
import { isLeftOver } from '../services/campaigns/left-over.ts'
import { createRetention } from '../services/campaigns/retention.ts'
import type { Reader } from '../services/reading/reader.ts'
import { createReportService } from '../services/reports/report-service.ts'
import { createAnswerTimes } from '../services/sending/answer-times.ts'
import type { RightOfWay } from '../services/storage/right-of-way.ts'
import type { Base } from './base.ts'
import { type Problems, threadEnded } from './problems.ts'
import type { Storage } from './storage.ts'
import type { WindowLink } from './window-link.ts'

/** The campaign service and the two threads behind it: the keeper writes, the reader (already begun) reads. */
export function buildCampaigns(
  { settings, clock, log, databasePath, exportFiles }: Base,
  { database, recovered, unreadable }: Storage,
  reader: Reader,
  rightOfWay: RightOfWay,
  window: WindowLink,
  problems: Problems,
  /** Called when people of old campaigns were forgotten. */
  onForgotten: () => void,
) {
  const answerTimes = createAnswerTimes()
  const campaigns = createCampaignService(
    createCampaignStore(database, clock.now, unreadable),
    settings.get,
    answerTimes.of,
  )
  const keeper = startKeeper({
    scriptUrl: new URL('./keeper-worker.js', import.meta.url),
    databasePath,
    rightOfWay: rightOfWay.memory,
    onUnreadable: unreadable,
    // The next call starts a new thread, which finishes what was cut off: every long write has a mark in the database.
    onFailure: threadEnded(log, problems, 'the keeper'),
  })
  let isRecounting = false
  reader.tellUnreadable((table, row, problem) => {
    unreadable(table, row, problem)
    if (table !== 'tallies' || isRecounting) return
    // Unreadable figures are recounted once.
    isRecounting = true
    void tidy()
  })
  const retention = createRetention({ keeper, settings: settings.get, now: clock.now })
  const sweep = (): void => {
    retention.sweep().then(
      people => {
        if (people === 0) return
        log.info('people of old campaigns were forgotten', { people })
        onForgotten()
      },
      (error: unknown) => log.error('people of old campaigns could not be forgotten', error),
    )
  }
  settings.onChange((after, before) => {
    if (after.keepMonths !== before.keepMonths) sweep()
  })
  const tidy = (): Promise<void> =>
    keeper.tidy(recovered).then(
      wrong => {
        if (wrong.length > 0)
          log.error('figures of campaigns were wrong and were counted anew', { campaigns: wrong })
      },
      (error: unknown) => log.error('what was left over could not be cleared away', error),
    )
  const tidied = recovered.length > 0 || isLeftOver(database) ? tidy() : Promise.resolve()
  void tidied.then(sweep)
  const reports = createReportService({
    campaigns,
    reader,
    settings: settings.get,
    askPath: window.askPath,
    // Loaded only when a page is printed.
    print: async html => (await import('../platform/print-page.ts')).printPage(html),
    files: exportFiles,
    now: clock.now,
  })
  return {
    campaigns,
    keeper,
    reader,
    reports,
    handlers: retentionHandlers(retention),
    answerTimes,
    async close(): Promise<void> {
      await keeper.close()
      await reader.close()
    },
  }
}
