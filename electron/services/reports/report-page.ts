import { createHash } from 'node:crypto'
import { estimatedCost } from '../../../shared/domain/billing.ts'
import type { CampaignView } from '../../../shared/domain/campaign.ts'
import { headlineOf } from '../../../shared/domain/headline.ts'
import type { Language } from '../../../shared/domain/settings.ts'
import { totalOf } from '../../../shared/domain/states.ts'
import { codeEntry } from '../../../shared/provider/codes.ts'
import { maskPhonesIn } from '../../../shared/sms/phone-mask.ts'
import { messageOf } from '../../../shared/sms/template.ts'
import { shanghaiTime } from '../../../shared/time/shanghai.ts'
import { escaped } from './markup.ts'
import { type ReportPageTexts, reportPageTexts } from './report-page-texts.ts'
import { type OverTime, overTimePlot, plotStyle, stateBar } from './report-plots.ts'
import { reportTexts } from './report-texts.ts'

/** A reason why people were not accepted, and how many. */
export type PageReason = {
  readonly state: 'rejected' | 'unsent' | 'unknown'
  readonly code: number | null
  readonly cause: string | null
  readonly count: number
}

type ReportPage = {
  readonly campaign: CampaignView
  /** The most frequent first. */
  readonly reasons: readonly PageReason[]
  readonly overTime: OverTime
  readonly language: Language
  /** Yuan; null: no costs are shown. */
  readonly pricePerPart: number | null
  readonly madeAtMs: number
}

/** The page has room for this many. */
const mostReasons = 8
const longestText = 700
const longestName = 80

const style = `${plotStyle}
  @page { size: A4; margin: 15mm 16mm; }
  * { box-sizing: border-box; margin: 0; padding: 0; }
  body { color: #1d2421; font: 13px/1.6 "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC",
    "WenQuanYi Zen Hei", sans-serif; font-variant-numeric: tabular-nums; }
  header { padding-bottom: 10px; border-bottom: 2px solid #1b6650; }
  h1 { font-size: 15px; font-weight: 600; color: #56605b; }
  .name { font-size: 22px; font-weight: 600; overflow-wrap: anywhere; }
  .practice { display: inline-block; margin-top: 6px; padding: 2px 10px; border: 1px solid #4a5fa5; color: #4a5fa5; }
  .headline { margin: 16px 0 12px; font-size: 18px; font-weight: 600; }
  h2 { margin: 20px 0 6px; font-size: 14px; font-weight: 600; }
  table { width: 100%; border-collapse: collapse; }
  td, th { padding: 5px 0; border-top: 1px solid #e4e0d7; text-align: left; vertical-align: top; font-weight: 400; }
  th { width: 130px; color: #56605b; }
  td.count { width: 130px; font-weight: 600; }
  small { color: #56605b; font-size: 12px; }
  .text { padding: 10px 14px; border: 1px solid #e4e0d7; border-radius: 8px; overflow-wrap: anywhere; white-space: pre-wrap; }
  footer { margin-top: 18px; color: #626965; font-size: 11.5px; }`

/** SECURITY: the page's policy allows this style and no other. */
const styleHash = createHash('sha256').update(style).digest('base64')

const cut = (text: string, most: number): string => {
  const characters = [...text]
  return characters.length <= most ? text : `${characters.slice(0, most).join('')}…`
}

/**
 * A campaign on one page, for readers who did not take part: headline, bar, reasons, acceptances over time,
 * figures, text. Contains no phone, no name, and nothing that has to be loaded.
 */
export function reportPage({
  campaign,
  reasons,
  overTime,
  language,
  pricePerPart,
  madeAtMs,
}: ReportPage): string {
  const texts = reportPageTexts[language]
  const { mode } = campaign
  // A single message has its phone as its name.
  const name = maskPhonesIn(campaign.name)
  const headline = headlineOf(campaign).map(texts.headline).join(texts.separator)
  const title = `${texts.title} ${cut(name, longestName)}: ${headline}`
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-${styleHash}'">
<title>${escaped(title)}</title>
<style>${style}</style>
</head>
<body>
<header>
<h1>${escaped(texts.title)}</h1>
<p class="name">${escaped(cut(name, longestName))}</p>
${mode === 'practice' ? `<p class="practice">${escaped(texts.practice)}</p>` : ''}
</header>
<p class="headline">${escaped(headline)}</p>
${stateBar(campaign, language, texts)}
${reasonsOf(reasons, language, texts)}
${overTimePlot(overTime, texts)}
<h2>${escaped(texts.facts)}</h2>
<table>${factsOf(campaign, texts, pricePerPart)}</table>
<h2>${escaped(texts.text)}</h2>
<p class="text">${escaped(cut(messageOf(campaign.signature.name, campaign.template.text), longestText))}</p>
<footer>${escaped(mode === 'practice' ? texts.limitsPractice : texts.limits)} ${escaped(texts.made(minute(madeAtMs)))}</footer>
</body>
</html>`
}

const minute = (ms: number): string => shanghaiTime(ms).slice(0, 'yyyy-MM-dd HH:mm'.length)

function reasonsOf(reasons: readonly PageReason[], language: Language, texts: ReportPageTexts): string {
  if (reasons.length === 0) return ''
  // The line for all the others takes the room of one reason.
  const shown = reasons.length <= mostReasons ? reasons : reasons.slice(0, mostReasons - 1)
  const others = reasons.slice(shown.length)
  const { states, causes } = reportTexts[language]
  const causeWords: Readonly<Record<string, string>> = causes
  const wordsOf = ({ code, cause }: PageReason): string => {
    if (code !== null) return texts.code(code, codeEntry(code)[language === 'en' ? 'en' : 'zh'].what)
    return cause !== null && Object.hasOwn(causeWords, cause) ? (causeWords[cause] ?? cause) : (cause ?? '')
  }
  const rows = shown.map(
    reason =>
      `<tr><td class="count">${escaped(texts.people(reason.count))}</td><td>${escaped(states[reason.state])}　${escaped(wordsOf(reason))}</td></tr>`,
  )
  const sum = others.reduce((people, { count }) => people + count, 0)
  if (others.length > 0)
    rows.push(
      `<tr><td class="count">${escaped(texts.people(sum))}</td><td>${escaped(texts.otherReasons(others.length, sum))}</td></tr>`,
    )
  return `<h2>${escaped(texts.reasons)}</h2><table>${rows.join('')}</table>`
}

function factsOf(campaign: CampaignView, texts: ReportPageTexts, pricePerPart: number | null): string {
  const { accepted, unknown } = campaign.partsByState
  const rows: (readonly [string, string, string?])[] = [[texts.total, texts.people(totalOf(campaign.counts))]]
  if (campaign.startedAt !== null) rows.push([texts.started, minute(campaign.startedAt)])
  if (campaign.finishedAt !== null) rows.push([texts.finished, minute(campaign.finishedAt)])
  if (campaign.source.fileName !== '') rows.push([texts.list, cut(campaign.source.fileName, longestName)])
  rows.push([texts.signature, `【${campaign.signature.name}】`, campaign.signature.code])
  rows.push([texts.template, campaign.template.code])
  rows.push([texts.parts, texts.messages(accepted), unknown === 0 ? '' : texts.partsUnknown(unknown)])
  if (pricePerPart !== null)
    rows.push([texts.cost, texts.money(estimatedCost(accepted, pricePerPart)), texts.costNote(pricePerPart)])
  return rows
    .map(
      ([label, value, note = '']) =>
        `<tr><th scope="row">${escaped(label)}</th><td>${escaped(value)} <small>${escaped(note)}</small></td></tr>`,
    )
    .join('')
}
