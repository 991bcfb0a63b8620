import type { CampaignView } from '../../../shared/domain/campaign.ts'
import type { ExportFormat } from '../../../shared/domain/export.ts'
import type { Settings } from '../../../shared/domain/settings.ts'
import { type CampaignReport, reportFileName } from './campaign-report.ts'

/** Where a report goes, and how it is written. */
export type ReportFile = Pick<CampaignReport, 'path' | 'format' | 'language' | 'pricePerPart'>

export type ReportService = {
  /**
   * Asks where to, and has the campaign's report written there. Path null and no rows: the owner closed the dialog.
   * Rejects with AppError `not-found` or `file-not-writable`.
   */
  readonly exportReport: (
    campaignId: number,
    format: ExportFormat,
  ) => Promise<{ readonly path: string | null; readonly rows: number }>
}

export const createReportService = ({
  campaigns,
  reader,
  settings,
  askPath,
}: {
  readonly campaigns: { readonly view: (campaignId: number) => CampaignView }
  readonly reader: {
    readonly writeReport: (campaignId: number, file: ReportFile) => Promise<{ readonly rows: number }>
  }
  readonly settings: () => Pick<Settings, 'language' | 'pricePerPart'>
  /** Gets a file name to offer; null when the owner would rather not. */
  readonly askPath: (suggestedName: string) => Promise<string | null>
}): ReportService => ({
  async exportReport(campaignId, format) {
    const { language, pricePerPart } = settings()
    const path = await askPath(reportFileName(campaigns.view(campaignId), language, format))
    if (path === null) return { path, rows: 0 }
    const { rows } = await reader.writeReport(campaignId, { path, format, language, pricePerPart })
    return { path, rows }
  },
})
