import { estimatedCost, submittedParts } from '../../../shared/domain/billing.ts'
import type { CampaignView, RecipientView } from '../../../shared/domain/campaign.ts'
import type { ExportFormat, ReportFormat } from '../../../shared/domain/export.ts'
import type { Language } from '../../../shared/domain/settings.ts'
import { noCounts, type RecipientState, type StateCounts } from '../../../shared/domain/states.ts'
import type { Cell } from '../../../shared/export/csv-line.ts'
import { codeEntry } from '../../../shared/provider/codes.ts'
import { maskPhone, maskPhonesIn } from '../../../shared/sms/phone-mask.ts'
import { shanghaiTime } from '../../../shared/time/shanghai.ts'
import type { AtomicFileSystem } from '../files/atomic-file.ts'
import { stampedFileName } from '../files/file-name.ts'
import { endings, writeTable } from '../files/table-writer.ts'
import { type ReportTexts, reportColumns, reportTexts } from './report-texts.ts'

export type CampaignReport = {
  /** Absolute; an older file of that name is replaced. */
  readonly path: string
  readonly format: ExportFormat
  readonly campaign: Pick<CampaignView, 'mode'>
  /** Every recipient of the campaign, in the order of the report. */
  readonly recipients: Iterable<RecipientView>
  readonly language: Language
  /** Yuan; null where none is set, and the report shows no costs. */
  readonly pricePerPart: number | null
  /** Phones are written as 138****0000, in messages too. */
  readonly masked: boolean
}

/** What was written; the counts are those of the rows in the file. */
export type ReportSummary = { readonly rows: number; readonly counts: StateCounts }

/**
 * Writes a campaign's report, one row per recipient. Throws AppError `file-not-writable` where the file is open in
 * another program or the disk refuses; an older report is then unchanged.
 */
export async function writeCampaignReport(
  { path, format, campaign, recipients, language, pricePerPart, masked }: CampaignReport,
  files?: AtomicFileSystem,
): Promise<ReportSummary> {
  const texts = reportTexts[language]
  const columns = reportColumns.filter(column => column !== 'cost' || pricePerPart !== null)
  const counts: Record<RecipientState, number> = { ...noCounts }
  function* cells(): Iterable<readonly Cell[]> {
    for (const recipient of recipients) {
      counts[recipient.state] += 1
      yield cellsOf(masked ? maskedOf(recipient) : recipient, campaign, language, texts, pricePerPart)
    }
  }
  const header = columns.map(column => texts.columns[column])
  const { rows } = await writeTable({ path, format, header, sheetName: texts.title }, cells(), files)
  return { rows, counts }
}

/** The same person with the phone masked wherever it occurs. */
const maskedOf = (recipient: RecipientView): RecipientView => {
  const { phone, message } = recipient
  if (phone === '') return recipient
  const masked = maskPhone(phone)
  return { ...recipient, phone: masked, message: message.replaceAll(phone, masked) }
}

/** In the order of `reportColumns`. */
const cellsOf = (
  recipient: RecipientView,
  campaign: Pick<CampaignView, 'mode'>,
  language: Language,
  texts: ReportTexts,
  pricePerPart: number | null,
): readonly Cell[] => {
  const submitted = submittedParts(recipient)
  const cells: Cell[] = [
    // Row 0 means that the recipient came from no file.
    recipient.row === 0 ? null : recipient.row,
    recipient.phone.includes('*') ? recipient.phone : { phone: recipient.phone },
    recipient.message,
    submitted,
  ]
  if (pricePerPart !== null) cells.push(submitted === null ? null : estimatedCost(submitted, pricePerPart))
  cells.push(
    texts.states[recipient.state],
    recipient.code,
    explanationOf(recipient, language, texts),
    recipient.attempts,
    recipient.resolution === null ? null : texts.resolutions[recipient.resolution],
    recipient.updatedAt === null ? null : shanghaiTime(recipient.updatedAt),
    texts.modes[campaign.mode],
    recipient.signatureCode,
    recipient.templateCode,
  )
  return cells
}

function explanationOf(
  { code, cause }: RecipientView,
  language: Language,
  texts: ReportTexts,
): string | null {
  if (code !== null) {
    const entry = codeEntry(code)
    return language === 'en' ? `${entry.en.what} ${entry.en.do}` : `${entry.zh.what}${entry.zh.do}`
  }
  if (cause === null) return null
  // A cause written by a newer version has no text here; its name is better than nothing.
  const words: Readonly<Record<string, string>> = texts.causes
  return Object.hasOwn(words, cause) ? (words[cause] ?? cause) : cause
}

/**
 * The suggested file name: `群发报告-<campaign>-<its start>` with the ending of the format; practice campaigns are
 * marked as such.
 */
export function reportFileName(
  campaign: Pick<CampaignView, 'name' | 'mode' | 'startedAt' | 'createdAt'>,
  language: Language,
  format: ReportFormat,
  masked: boolean,
): string {
  const texts = reportTexts[language]
  const practice = campaign.mode === 'practice' ? [texts.modes.practice] : []
  return stampedFileName(
    [texts.title, ...practice, masked ? maskPhonesIn(campaign.name) : campaign.name],
    campaign.startedAt ?? campaign.createdAt,
    format === 'pdf' ? 'pdf' : endings[format],
  )
}
