import type { CampaignView, RecipientView } from '../../../shared/domain/campaign.ts'
import type { ExportFormat } from '../../../shared/domain/export.ts'
import { noCounts, type RecipientState, type StateCounts } from '../../../shared/domain/states.ts'
import type { Cell } from '../../../shared/export/csv-line.ts'
import { codeEntry } from '../../../shared/provider/codes.ts'
import { endings, openTable } from '../exports/table-writer.ts'
import type { AtomicFileSystem } from './atomic-file.ts'
import {
  type Language,
  type ReportColumn,
  type ReportTexts,
  reportColumns,
  reportTexts,
} from './report-texts.ts'

export type CampaignReport = {
  /** Absolute; an older file of that name is replaced. */
  readonly path: string
  readonly format: ExportFormat
  readonly campaign: Pick<CampaignView, 'mode'>
  /** Every recipient of the campaign, in the order in which the report shall have them. */
  readonly recipients: AsyncIterable<RecipientView> | Iterable<RecipientView>
  readonly language: Language
}

/** What was written: the counts are those of the rows in the file. */
export type ReportSummary = { readonly rows: number; readonly counts: StateCounts }

/** Rows that are put together before the event loop has its turn. */
const rowsAtOnce = 200

/**
 * Writes a campaign's report, one row per recipient. Throws AppError `file-not-writable`
 * where the file is open in another program or the disk refuses; an older report then still stands.
 */
export async function writeCampaignReport(
  { path, format, campaign, recipients, language }: CampaignReport,
  files?: AtomicFileSystem,
): Promise<ReportSummary> {
  const texts = reportTexts[language]
  const counts: Record<RecipientState, number> = { ...noCounts }
  const header = reportColumns.map(column => texts.columns[column])
  const table = await openTable({ path, format, header, sheetName: texts.title }, files)
  try {
    let batch: (readonly Cell[])[] = []
    for await (const recipient of recipients) {
      counts[recipient.state] += 1
      const row = rowOf(recipient, campaign, language, texts)
      if (batch.push(reportColumns.map(column => row[column])) < rowsAtOnce) continue
      await table.add(batch)
      batch = []
    }
    await table.add(batch)
    const { rows } = await table.finish()
    return { rows, counts }
  } catch (error) {
    await table.abort()
    throw error
  }
}

const rowOf = (
  recipient: RecipientView,
  campaign: Pick<CampaignView, 'mode'>,
  language: Language,
  texts: ReportTexts,
): Readonly<Record<ReportColumn, Cell>> => ({
  // Row 0 means that the recipient came from no file.
  row: recipient.row === 0 ? null : recipient.row,
  phone: { phone: recipient.phone },
  message: recipient.message,
  parts: recipient.parts,
  state: texts.states[recipient.state],
  code: recipient.code,
  explanation: explanationOf(recipient, language, texts),
  attempts: recipient.attempts,
  resolution: recipient.resolution === null ? null : texts.resolutions[recipient.resolution],
  time: recipient.updatedAt === null ? null : shanghaiTime(recipient.updatedAt),
  mode: texts.modes[campaign.mode],
})

function explanationOf(
  { code, cause }: RecipientView,
  language: Language,
  texts: ReportTexts,
): string | null {
  if (code !== null) {
    const entry = codeEntry(code)
    return language === 'en' ? `${entry.en.what} ${entry.en.do}` : `${entry.zh.what}${entry.zh.do}`
  }
  // A cause that a newer version wrote has no words here; its name is better than nothing.
  return Object.entries(texts.causes).find(([name]) => name === cause)?.[1] ?? cause
}

const shanghaiOffsetMs = 8 * 60 * 60 * 1000

/** `yyyy-MM-dd HH:mm:ss` as clocks in China show it, which know no summer time. */
const shanghaiTime = (timeMs: number): string =>
  new Date(timeMs + shanghaiOffsetMs).toISOString().slice(0, 19).replace('T', ' ')

/** What no file name may hold on Windows, beside what would hide or break it. */
const notInFileNames = /[\\/:*?"<>|\p{C}\p{Zl}\p{Zp}]+/gu

/** File names have room for 255 bytes; one character takes four at most. */
const longestNamePart = 40

/** A name to offer: `群发报告-<campaign>-<yyyyMMdd-HHmm of its start>` with the ending of the format, safe on every system; practice is named. */
export function reportFileName(
  campaign: Pick<CampaignView, 'name' | 'mode' | 'startedAt' | 'createdAt'>,
  language: Language,
  format: ExportFormat,
): string {
  const texts = reportTexts[language]
  const name = [...campaign.name.replace(notInFileNames, ' ').replace(/\s+/g, ' ')]
    .slice(0, longestNamePart)
    .join('')
    .trim()
  const time = shanghaiTime(campaign.startedAt ?? campaign.createdAt)
  const stamp = time.slice(0, 16).replace(/[-:]/g, '').replace(' ', '-')
  const practice = campaign.mode === 'practice' ? [texts.modes.practice] : []
  return `${[texts.title, ...practice, name, stamp].join('-')}.${endings[format]}`
}
