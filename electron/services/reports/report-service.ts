import type { CampaignView, RecipientView } from '../../../shared/domain/campaign.ts'
import type { ExportFormat } from '../../../shared/domain/export.ts'
import type { Language } from '../../../shared/domain/settings.ts'
import { reportFileName, writeCampaignReport } from './campaign-report.ts'

/** What the reports need of the campaigns. */
export type ReportedCampaigns = {
  readonly view: (campaignId: number) => CampaignView
  /** Every recipient in the order of the list, read as it is asked for. */
  readonly reportRows: (campaignId: number) => Iterable<RecipientView>
}

export type ReportService = {
  /**
   * Asks where to, and writes the campaign's report there. Path null and no rows: the owner closed the dialog.
   * Throws AppError `not-found` or `file-not-writable`.
   */
  readonly exportReport: (
    campaignId: number,
    format: ExportFormat,
  ) => Promise<{ readonly path: string | null; readonly rows: number }>
}

export const createReportService = ({
  campaigns,
  language,
  askPath,
}: {
  readonly campaigns: ReportedCampaigns
  readonly language: () => Language
  /** Gets a file name to offer; null when the owner would rather not. */
  readonly askPath: (suggestedName: string) => Promise<string | null>
}): ReportService => ({
  exportReport: async (campaignId, format) => {
    const campaign = campaigns.view(campaignId)
    const path = await askPath(reportFileName(campaign, language(), format))
    if (path === null) return { path: null, rows: 0 }
    const { rows } = await writeCampaignReport({
      path,
      format,
      campaign,
      recipients: campaigns.reportRows(campaignId),
      language: language(),
    })
    return { path, rows }
  },
})
