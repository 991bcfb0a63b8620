import type { CampaignView } from '../../../shared/domain/campaign.ts'
import type { Language } from '../../../shared/domain/settings.ts'
import { piecesOf, type Share, sharesOf } from '../../../shared/domain/shares.ts'
import type { RecipientState } from '../../../shared/domain/states.ts'
import { shanghaiTime } from '../../../shared/time/shanghai.ts'
import { escaped } from './markup.ts'
import type { ReportPageTexts } from './report-page-texts.ts'
import { reportTexts } from './report-texts.ts'

/** How many were accepted in each step of time. */
export type OverTime = {
  readonly stepMs: number
  readonly points: readonly { readonly at: number; readonly accepted: number }[]
}

/** With fewer steps a plot shows nothing: everything happened at once. */
const leastPoints = 3
/** In percent of the bar, so that one person of a million is visible too. */
const leastLength = 0.8

const order: readonly RecipientState[] = [
  'accepted',
  'rejected',
  'unknown',
  'unsent',
  'skipped',
  'sending',
  'pending',
]
/** Colours that differ in grey too; patterns and labels help as well. */
const ink: Readonly<Record<RecipientState, string>> = {
  accepted: '#1b6650',
  rejected: '#c8584b',
  unknown: '#c39a35',
  unsent: '#d98b3a',
  skipped: '#8d938f',
  sending: '#5a7fb0',
  pending: '#d6d2c8',
}
/** Patterns that distinguish the states on a printer with one ink; accepted and pending are plain. */
const patterns = `
  <pattern id="rejected" width="7" height="7" patternUnits="userSpaceOnUse"><path d="M0 0 7 7M7 0 0 7"/></pattern>
  <pattern id="unknown" width="6" height="6" patternUnits="userSpaceOnUse"><path d="M-1 7 7 -1M-1 1 1 -1M5 7 7 5"/></pattern>
  <pattern id="unsent" width="6" height="6" patternUnits="userSpaceOnUse"><path d="M3 0V6"/></pattern>
  <pattern id="skipped" width="6" height="6" patternUnits="userSpaceOnUse"><path d="M2.4 3h1.2"/></pattern>
  <pattern id="sending" width="6" height="6" patternUnits="userSpaceOnUse"><path d="M0 3H6"/></pattern>`

export const plotStyle = `
  svg { display: block; }
  .legend { display: flex; flex-wrap: wrap; gap: 4px 22px; margin-top: 8px; list-style: none; }
  .legend li { display: flex; align-items: center; gap: 7px; }
  .legend b { font-weight: 600; }
  .most { color: #56605b; font-size: 12px; }
  .times { display: flex; justify-content: space-between; color: #56605b; font-size: 12px; }`

const percentOf = ({ percent, edge }: Share = { percent: 0, edge: null }): string =>
  edge === null ? `${percent}%` : edge === 'below' ? '<1%' : '>99%'

/** People by state as one bar, with labels under it. */
export function stateBar(
  { counts }: Pick<CampaignView, 'counts'>,
  language: Language,
  texts: ReportPageTexts,
): string {
  const states = order.filter(state => counts[state] > 0)
  const words = reportTexts[language].states
  const amounts = states.map(state => counts[state])
  const pieces = piecesOf(amounts, leastLength)
  const shares = sharesOf(amounts)
  // In percent instead of a stretched drawing, so that the strokes of a pattern keep their width.
  const bar = states.map((state, place) => {
    const { from, length } = pieces[place] ?? { from: 0, length: 0 }
    const at = `x="${from.toFixed(3)}%" width="${length.toFixed(3)}%" height="22"`
    return `<rect ${at} fill="${ink[state]}"/><rect ${at} fill="url(#${state})" stroke="#fff" stroke-width="1.5"/>`
  })
  const legend = states.map(
    (state, place) =>
      `<li><svg width="14" height="14"><rect width="14" height="14" fill="${ink[state]}"/><rect width="14" height="14" fill="url(#${state})"/></svg>${escaped(words[state])} <b>${escaped(texts.people(counts[state]))}</b> <small>${escaped(percentOf(shares[place]))}</small></li>`,
  )
  return `<svg width="100%" height="22" role="img" aria-label="${escaped(texts.facts)}">
<defs><g stroke="#fff" stroke-width="1" fill="none">${patterns}</g></defs>${bar.join('')}</svg>
<ul class="legend">${legend.join('')}</ul>`
}

/** Acceptances over time, as bars over a line; empty where everything happened at once. */
export function overTimePlot({ stepMs, points }: OverTime, texts: ReportPageTexts): string {
  const [first] = points
  const last = points.at(-1)
  if (first === undefined || last === undefined || points.length < leastPoints) return ''
  const width = 1000
  const height = 64
  const most = Math.max(...points.map(({ accepted }) => accepted))
  const step = width / points.length
  const bars = points
    .map(({ at, accepted }, place) => ({ at, accepted, place }))
    .filter(({ accepted }) => accepted > 0)
    .map(({ accepted, place }) => {
      const length = Math.max(1.5, (accepted / most) * height)
      return `<rect x="${(place * step + step * 0.1).toFixed(2)}" y="${(height - length).toFixed(2)}" width="${(step * 0.8).toFixed(2)}" height="${length.toFixed(2)}" fill="${ink.accepted}"/>`
    })
  const time = (ms: number): string =>
    shanghaiTime(ms).slice(0, stepMs < 60_000 ? 'yyyy-MM-dd HH:mm:ss'.length : 'yyyy-MM-dd HH:mm'.length)
  return `<h2>${escaped(texts.overTime)}</h2>
<p class="most">${escaped(texts.perStep(stepMs))} ${escaped(texts.most(most))}</p>
<svg width="100%" height="${height + 1}" viewBox="0 0 ${width} ${height + 1}" preserveAspectRatio="none" role="img" aria-label="${escaped(texts.overTime)}">${bars.join('')}<rect y="${height}" width="${width}" height="1" fill="#1d2421"/></svg>
<p class="times"><span>${escaped(time(first.at))}</span><span>${escaped(time(last.at + stepMs))}</span></p>`
}
