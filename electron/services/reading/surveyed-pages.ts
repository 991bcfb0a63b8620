import type { Database } from 'better-sqlite3'
import type { Page, PageRequest } from '../../../shared/domain/page.ts'
import { legibleRecipients } from '../campaigns/legible-recipient.ts'
import type { RecipientQuery } from '../campaigns/recipient-pages.ts'
import type { StoredRecipient } from '../campaigns/recipient-reader.ts'
import type { ReportUnreadable } from '../storage/rows.ts'
import type { Clock } from '../time/clock.ts'
import {
  type AcceptedOverTime,
  type CampaignSurvey,
  readSurvey,
  type SurveyQuery,
  standingOf,
} from './campaign-survey.ts'

/** A survey that is not used for this long is dropped: one of a million people takes 45 MB. */
const keptMs = 5 * 60_000

/**
 * Pages of one campaign's recipients by its survey, which is made at the first question and renewed when it is out
 * of date.
 */
export function createSurveyedPages(
  database: Database,
  namePlaceOf: (campaignId: number) => number | null,
  clock: Pick<Clock, 'after' | 'soon'>,
  report: ReportUnreadable = () => undefined,
) {
  const legible = legibleRecipients(report)
  const standing = standingOf(database)
  const select = database.prepare('SELECT * FROM recipients WHERE campaign_id = ? AND seq = ?')
  const pause = (): Promise<void> => new Promise(resolve => clock.soon(resolve))
  let last: {
    readonly campaignId: number
    readonly of: string
    readonly survey: Promise<CampaignSurvey>
  } | null = null
  let letGo = (): void => undefined

  const surveyOf = (campaignId: number): Promise<CampaignSurvey> => {
    const of = standing(campaignId)
    if (last?.of !== of) {
      const survey = readSurvey(database, campaignId, namePlaceOf(campaignId), pause)
      const kept = { campaignId, of, survey }
      last = kept
      survey.catch(() => {
        if (last === kept) last = null
      })
    }
    letGo()
    letGo = clock.after(keptMs, () => {
      last = null
    })
    return last.survey
  }

  /** The page of these numbers. A key is a number, which need not be among them if they are in the list's order. */
  const pageOf = (
    campaignId: number,
    found: Uint32Array,
    { at, limit }: PageRequest,
    { isSorted, isSearched }: { readonly isSorted: boolean; readonly isSearched: boolean },
  ): Page<StoredRecipient> => {
    const placeOf = (key: string): number => {
      const seq = Number(key)
      if (!isSorted) return Math.max(0, found.indexOf(seq))
      let low = 0
      let high = found.length
      while (low < high) {
        const middle = (low + high) >>> 1
        if ((found[middle] ?? 0) < seq) low = middle + 1
        else high = middle
      }
      return low
    }
    const fromOf = (): number => {
      if (at === 'first') return 0
      if (at === 'last') return Math.max(0, found.length - limit)
      if ('before' in at) return Math.max(0, placeOf(at.before) - limit)
      const place = placeOf(at.after)
      return found[place] === Number(at.after) ? place + 1 : place
    }
    const from = fromOf()
    const seqs = [...found.subarray(from, from + limit)]
    const rows = seqs.flatMap(seq => {
      const row = select.get(campaignId, seq)
      if (row === undefined) return []
      const recipient = legible(row)
      // Who was forgotten since the survey was read is found by nothing any more.
      return isSearched && recipient.phone === '' ? [] : [recipient]
    })
    return {
      rows,
      total: found.length,
      totalIsLeast: false,
      previous: from === 0 ? null : String(seqs[0]),
      next: from + limit >= found.length ? null : String(seqs.at(-1)),
    }
  }

  return {
    async recipients(
      campaignId: number,
      query: RecipientQuery & Pick<SurveyQuery, 'search' | 'order'>,
    ): Promise<Page<StoredRecipient>> {
      const { at, limit, states, resolution, reason, search, order } = query
      const survey = await surveyOf(campaignId)
      const found = survey.find({ states, resolution, reason, search, order })
      return pageOf(
        campaignId,
        found,
        { at, limit },
        { isSorted: order === 'list', isSearched: search !== undefined && search !== '' },
      )
    },

    async overTime(campaignId: number): Promise<AcceptedOverTime> {
      return (await surveyOf(campaignId)).acceptedOverTime()
    },
  }
}
