import type { Database } from 'better-sqlite3'
import { createCampaignService } from '../services/campaigns/campaign-service.ts'
import { createCampaignStore } from '../services/campaigns/campaign-store.ts'
import { createReportService } from '../services/reports/report-service.ts'
import { createLogQueries } from '../services/send-log/log-queries.ts'
import type { Base } from './base.ts'
import type { WindowLink } from './window-link.ts'

/** Campaigns as the owner sets them up, and what is read of them: reports and questions to the send log. */
export function buildCampaigns({ settings, clock }: Base, database: Database, window: WindowLink) {
  const campaigns = createCampaignService(createCampaignStore(database, clock.now), settings.get)
  const reports = createReportService({
    campaigns,
    language: () => settings.get().language,
    askPath: window.askPath,
  })
  return { campaigns, reports, queries: createLogQueries(database) }
}
