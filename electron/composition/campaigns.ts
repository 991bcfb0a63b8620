import type { Database } from 'better-sqlite3'
import { createCampaignService } from '../services/campaigns/campaign-service.ts'
import { createCampaignStore } from '../services/campaigns/campaign-store.ts'
import { startKeeper } from '../services/campaigns/keeper.ts'
import { startReader } from '../services/reports/reader.ts'
import { createReportService } from '../services/reports/report-service.ts'
import type { RightOfWay } from '../services/storage/right-of-way.ts'
import type { Base } from './base.ts'
import type { WindowLink } from './window-link.ts'

/** Campaigns as the owner sets them up and looks back at them; the threads that write and read many recipients. */
export function buildCampaigns(
  { settings, clock, log }: Base,
  {
    database,
    databasePath,
    recovered,
  }: {
    readonly database: Database
    readonly databasePath: string
    readonly recovered: readonly number[]
  },
  rightOfWay: RightOfWay,
  window: WindowLink,
) {
  const campaigns = createCampaignService(createCampaignStore(database, clock.now), settings.get)
  const keeper = startKeeper({
    scriptUrl: new URL('./keeper-worker.js', import.meta.url),
    databasePath,
    rightOfWay: rightOfWay.memory,
    onFailure: error => log.error('the keeper has ended', error),
  })
  const reader = startReader({
    scriptUrl: new URL('./reader-worker.js', import.meta.url),
    databasePath,
    onFailure: error => log.error('the reader has ended', error),
  })
  keeper.tidy(recovered).then(
    wrong => {
      if (wrong.length > 0)
        log.error('figures of campaigns were wrong and were counted anew', { campaigns: wrong })
    },
    (error: unknown) => log.error('what was left over could not be cleared away', error),
  )
  const reports = createReportService({
    campaigns,
    reader,
    language: () => settings.get().language,
    askPath: window.askPath,
  })
  return {
    campaigns,
    keeper,
    reader,
    reports,
    async close(): Promise<void> {
      await keeper.close()
      await reader.close()
    },
  }
}
