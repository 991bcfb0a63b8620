import { pageByOffset } from '../../../shared/domain/offset-pages.ts'
import type { CampaignService } from '../../services/campaigns/campaign-service.ts'
import type { ReportService } from '../../services/reports/report-service.ts'
import type { LogQueries } from '../../services/send-log/log-queries.ts'
import type { Scheduler } from '../../services/sending/scheduler.ts'
import type { SendingService } from '../../services/sending/sending-service.ts'
import type { Handlers } from '../register.ts'

export const campaignHandlers = (
  campaigns: CampaignService,
  sending: SendingService,
  reports: ReportService,
  scheduler: Scheduler,
  queries: LogQueries,
) =>
  ({
    'campaigns.create': draft => ({ campaignId: campaigns.create(draft) }),
    'campaigns.addRecipients': ({ campaignId, recipients }) => ({
      recipients: campaigns.addRecipients(campaignId, recipients),
    }),
    'campaigns.preflight': ({ campaignId }) => campaigns.preflight(campaignId),
    'campaigns.discard': ({ campaignId }) => sending.discard(campaignId),
    'campaigns.list': () => campaigns.list().map(({ id }) => sending.view(id)),
    'campaigns.get': ({ campaignId }) => sending.view(campaignId),
    'campaigns.recipients': ({ campaignId, at, limit, ...filter }) =>
      pageByOffset(async place => campaigns.recipients(campaignId, { ...filter, ...place }), { at, limit }),
    'campaigns.sendTest': async ({ campaignId, phone, seq }) => ({
      campaignId: await sending.sendTest(campaignId, phone, seq),
    }),
    'campaigns.start': ({ campaignId, slice }) => sending.start(campaignId, slice),
    'campaigns.schedule': ({ campaignId, at }) => scheduler.schedule(campaignId, at),
    'campaigns.unschedule': ({ campaignId }) => scheduler.unschedule(campaignId),
    'campaigns.recent': ({ campaignId }) => sending.recent(campaignId),
    'campaigns.skipRecent': async ({ campaignId, hours }) => ({
      skipped: await sending.skipRecent(campaignId, hours),
    }),
    'campaigns.retry': ({ campaignId, states, codes, seqs }) =>
      sending.retry(campaignId, { states, codes: codes ?? null, seqs: seqs ?? null }),
    'campaigns.outcomes': ({ campaignId }) => {
      campaigns.get(campaignId)
      return queries.outcomes(campaignId)
    },
    'campaigns.unknowns': request =>
      pageByOffset(async place => campaigns.foundView(queries.unknowns(place)), request),
    'campaigns.resolve': async ({ campaignId, seqs, resolution }) => ({
      resolved: await sending.resolve(campaignId, seqs, resolution),
    }),
    'log.events': ({ campaignId, seq }) => queries.events(campaignId, seq),
    'log.search': ({ digits, ...request }) =>
      pageByOffset(async place => campaigns.foundView(queries.byPhone(digits, place)), request),
    'campaigns.pause': ({ campaignId }) => sending.pause(campaignId),
    'campaigns.resume': ({ campaignId }) => sending.resume(campaignId),
    'campaigns.cancel': ({ campaignId }) => sending.cancel(campaignId),
    'campaigns.progress': ({ campaignId }) => sending.progress(campaignId),
    'campaigns.exportReport': ({ campaignId, format }) => reports.exportReport(campaignId, format),
  }) satisfies Partial<Handlers>
