import type { CampaignService } from '../../services/campaigns/campaign-service.ts'
import type { ReportService } from '../../services/reports/report-service.ts'
import type { LogQueries } from '../../services/send-log/log-queries.ts'
import type { Scheduler } from '../../services/sending/scheduler.ts'
import type { SendingService } from '../../services/sending/sending-service.ts'
import type { Patiently } from '../../services/storage/patience.ts'
import type { Handlers } from '../register.ts'

export const campaignHandlers = (
  campaigns: CampaignService,
  sending: SendingService,
  reports: ReportService,
  scheduler: Scheduler,
  queries: LogQueries,
  /** For writes on main's own connection: another program may hold the file for a while. */
  patiently: Patiently,
) =>
  ({
    'campaigns.create': async draft => ({ campaignId: await patiently(() => campaigns.create(draft)) }),
    'campaigns.addRecipients': async ({ campaignId, recipients }) => ({
      recipients: await patiently(() => campaigns.addRecipients(campaignId, recipients)),
    }),
    'campaigns.preflight': ({ campaignId }) => patiently(() => campaigns.preflight(campaignId)),
    'campaigns.discard': ({ campaignId }) => sending.discard(campaignId),
    'campaigns.list': () => campaigns.list().map(({ id }) => sending.view(id)),
    'campaigns.get': ({ campaignId }) => sending.view(campaignId),
    'campaigns.recipients': ({ campaignId, ...query }) => campaigns.recipients(campaignId, query),
    'campaigns.sendTest': async ({ campaignId, phone, seq }) => ({
      campaignId: await sending.sendTest(campaignId, phone, seq),
    }),
    'campaigns.start': ({ campaignId, slice }) => sending.start(campaignId, slice),
    'campaigns.schedule': ({ campaignId, at }) => patiently(() => scheduler.schedule(campaignId, at)),
    'campaigns.unschedule': ({ campaignId }) => patiently(() => scheduler.unschedule(campaignId)),
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
    'campaigns.unknowns': page => campaigns.foundView(queries.unknowns(page)),
    'campaigns.resolve': async ({ campaignId, seqs, resolution }) => ({
      resolved: await sending.resolve(campaignId, seqs, resolution),
    }),
    'log.events': ({ campaignId, seq }) => queries.events(campaignId, seq),
    'log.search': ({ phone, ...page }) => campaigns.foundView(queries.byPhone(phone, page)),
    'campaigns.pause': ({ campaignId }) => sending.pause(campaignId),
    'campaigns.resume': ({ campaignId }) => sending.resume(campaignId),
    'campaigns.cancel': ({ campaignId }) => sending.cancel(campaignId),
    'campaigns.progress': ({ campaignId }) => sending.progress(campaignId),
    'campaigns.exportReport': ({ campaignId, format }) => reports.exportReport(campaignId, format),
  }) satisfies Partial<Handlers>
