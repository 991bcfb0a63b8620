import type { CampaignView } from '../../../shared/domain/campaign.ts'
import type { ReportFormat } from '../../../shared/domain/export.ts'
import type { Settings } from '../../../shared/domain/settings.ts'
import { type AtomicFileSystem, openAtomically } from '../files/atomic-file.ts'
import { type CampaignReport, reportFileName } from './campaign-report.ts'
import { type PageReason, reportPage } from './report-page.ts'
import type { OverTime } from './report-plots.ts'

/** The target and format of a report. */
export type ReportFile = Pick<CampaignReport, 'path' | 'format' | 'language' | 'pricePerPart' | 'masked'>

export type ReportService = {
  /**
   * Asks for a path and has the campaign's report written there. Path null and no rows: the owner closed the
   * dialog; no rows alone: a page to print. Rejects with AppError `not-found` or `file-not-writable`.
   */
  readonly exportReport: (
    campaignId: number,
    format: ReportFormat,
    masked: boolean,
  ) => Promise<{ readonly path: string | null; readonly rows: number }>
}

export const createReportService = ({
  campaigns,
  reader,
  settings,
  askPath,
  print,
  files,
  now,
}: {
  readonly campaigns: {
    readonly view: (campaignId: number) => CampaignView
    readonly outcomes: (campaignId: number) => { readonly reasons: readonly PageReason[] }
  }
  readonly reader: {
    readonly overTime: (campaignId: number) => Promise<OverTime>
    readonly writeReport: (campaignId: number, file: ReportFile) => Promise<{ readonly rows: number }>
  }
  readonly settings: () => Pick<Settings, 'language' | 'pricePerPart'>
  /** Asks for a path, suggesting a file name; null when the owner cancels. */
  readonly askPath: (suggestedName: string) => Promise<string | null>
  /** Turns a page of HTML into one page of PDF. */
  readonly print: (html: string) => Promise<Uint8Array>
  readonly files?: AtomicFileSystem
  readonly now: () => number
}): ReportService => {
  const writePage = async (campaignId: number, path: string): Promise<void> => {
    const { language, pricePerPart } = settings()
    const html = reportPage({
      campaign: campaigns.view(campaignId),
      overTime: await reader.overTime(campaignId),
      reasons: campaigns.outcomes(campaignId).reasons,
      language,
      pricePerPart,
      madeAtMs: now(),
    })
    const file = await openAtomically(path, files)
    try {
      await file.write(await print(html))
      await file.commit()
    } finally {
      await file.abort()
    }
  }

  return {
    async exportReport(campaignId, format, masked) {
      const { language, pricePerPart } = settings()
      const path = await askPath(
        reportFileName(campaigns.view(campaignId), language, format, masked || format === 'pdf'),
      )
      if (path === null) return { path, rows: 0 }
      if (format === 'pdf') {
        await writePage(campaignId, path)
        return { path, rows: 0 }
      }
      const { rows } = await reader.writeReport(campaignId, { path, format, language, pricePerPart, masked })
      return { path, rows }
    },
  }
}
