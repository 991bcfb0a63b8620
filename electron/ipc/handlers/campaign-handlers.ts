import type { CampaignService } from '../../services/campaigns/campaign-service.ts'
import type { ReportService } from '../../services/reports/report-service.ts'
import type { SendingService } from '../../services/sending/sending-service.ts'
import type { Handlers } from '../register.ts'

export const campaignHandlers = (
  campaigns: CampaignService,
  sending: SendingService,
  reports: ReportService,
) =>
  ({
    'campaigns.create': draft => ({ campaignId: campaigns.create(draft) }),
    'campaigns.addRecipients': ({ campaignId, recipients }) => ({
      recipients: campaigns.addRecipients(campaignId, recipients),
    }),
    'campaigns.preflight': ({ campaignId }) => campaigns.preflight(campaignId),
    'campaigns.discard': ({ campaignId }) => campaigns.discard(campaignId),
    'campaigns.list': () => campaigns.list().map(({ id }) => sending.view(id)),
    'campaigns.get': ({ campaignId }) => sending.view(campaignId),
    'campaigns.recipients': ({ campaignId, ...query }) => campaigns.recipients(campaignId, query),
    'campaigns.sendTest': async ({ campaignId, phone, seq }) => ({
      campaignId: await sending.sendTest(campaignId, phone, seq),
    }),
    'campaigns.start': ({ campaignId }) => sending.start(campaignId),
    'campaigns.pause': ({ campaignId }) => sending.pause(campaignId),
    'campaigns.resume': ({ campaignId }) => sending.resume(campaignId),
    'campaigns.cancel': ({ campaignId }) => sending.cancel(campaignId),
    'campaigns.progress': ({ campaignId }) => sending.progress(campaignId),
    'campaigns.exportReport': ({ campaignId }) => reports.exportReport(campaignId),
  }) satisfies Partial<Handlers>
