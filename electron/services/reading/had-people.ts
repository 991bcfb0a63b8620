import type { Database } from 'better-sqlite3'
import { z } from 'zod'
import type { EarlierMessage, HadPerson, RecipientView } from '../../../shared/domain/campaign.ts'
import type { Page, PageRequest } from '../../../shared/domain/page.ts'
import { timeMsSchema } from '../../../shared/domain/ranges.ts'
import { legibleRecipients } from '../campaigns/legible-recipient.ts'
import type { StoredRecipient } from '../campaigns/recipient-reader.ts'
import type { HadChore } from '../send-log/chore-marks.ts'
import { had, usedVersion } from '../send-log/had.ts'
import { openRecipients, rowChores } from '../send-log/row-chores.ts'
import type { ReportUnreadable } from '../storage/rows.ts'
import { pageOfPlaces } from './kept-places.ts'

/** Recipients read between two turns of the event loop. */
const rowsAtOnce = 1_000

const lastRow = z
  .object({ id: z.int(), name: z.string(), at: timeMsSchema.catch(0) })
  .transform(({ id, name, at }): EarlierMessage => ({ campaignId: id, campaignName: name, at }))

/**
 * The people behind a figure that looks across campaigns: exactly those whom the chore would leave out, by the
 * chore's own condition. The first page reads everybody and keeps the result for the following pages; `asked`
 * identifies the question.
 */
export function createHadPeople(
  database: Database,
  pause: () => Promise<void>,
  report: ReportUnreadable = () => undefined,
) {
  const legible = legibleRecipients(report)
  const selectLastSeq = database
    .prepare('SELECT coalesce(max(seq), 0) FROM recipients WHERE campaign_id = ?')
    .pluck()
  const selectOne = database.prepare('SELECT * FROM recipients WHERE campaign_id = ? AND seq = ?')
  const selectLast = database.prepare(
    `SELECT campaigns.id, campaigns.name, sent.updated_at AS at
       FROM phone_starts AS earlier
       CROSS JOIN campaigns ON campaigns.id = earlier.campaign_id AND campaigns.kind <> 'test'
         AND campaigns.mode = (SELECT mode FROM campaigns WHERE id = @campaignId)
       CROSS JOIN recipients AS sent ON sent.campaign_id = earlier.campaign_id AND sent.seq = earlier.seq
      WHERE earlier.phone = @phone AND earlier.campaign_id <> @campaignId AND ${had}
        AND (@chosen IS NULL OR EXISTS (
          SELECT 1 FROM json_each(@chosen) AS chosen
           WHERE chosen.value ->> 'campaignId' = earlier.campaign_id
             AND (chosen.value ->> 'version' IS NULL OR ${usedVersion} = chosen.value ->> 'version')))
      ORDER BY sent.updated_at DESC LIMIT 1`,
  )

  const whereOf = (chore: HadChore): { readonly where: string; readonly values: readonly unknown[] } =>
    chore.kind === 'skip-recent'
      ? { where: rowChores['skip-recent'].where, values: rowChores['skip-recent'].values(chore) }
      : { where: rowChores['skip-had'].where, values: rowChores['skip-had'].values(chore) }

  let last: { readonly asked: string; readonly seqs: readonly number[] } | null = null
  let latest = 0

  /** Null where another question came meanwhile. */
  const look = async (campaignId: number, chore: HadChore): Promise<readonly number[] | null> => {
    latest += 1
    const mine = latest
    const { where, values } = whereOf(chore)
    const select = database
      .prepare(
        `SELECT seq FROM ${openRecipients} WHERE campaign_id = ? AND seq BETWEEN ? AND ? AND ${where} ORDER BY seq`,
      )
      .pluck()
    const end = Number(selectLastSeq.get(campaignId))
    const seqs: number[] = []
    for (let from = 1; from <= end; from += rowsAtOnce) {
      for (const seq of select.iterate(campaignId, from, from + rowsAtOnce - 1, ...values))
        seqs.push(Number(seq))
      await pause()
      if (latest !== mine) return null
    }
    return seqs
  }

  return async (
    campaignId: number,
    chore: HadChore,
    {
      asked,
      view,
      at,
      limit,
    }: PageRequest & {
      readonly asked: string
      readonly view: (recipient: StoredRecipient) => RecipientView
    },
  ): Promise<Page<HadPerson>> => {
    const key = `${campaignId} ${asked}`
    if (at === 'first' || last?.asked !== key) {
      const seqs = await look(campaignId, chore)
      if (seqs === null) return { rows: [], total: 0, totalIsLeast: false, previous: null, next: null }
      last = { asked: key, seqs }
    }
    const { seqs } = last
    const chosen = chore.kind === 'skip-had' ? JSON.stringify(chore.earlier) : null
    const page = pageOfPlaces(seqs, { at, limit }, seq => {
      const row = selectOne.get(campaignId, seq)
      // Removed meanwhile: skipped.
      if (row === undefined) return []
      const recipient = view(legible(row))
      const { phone } = recipient
      const earlier = phone === '' ? undefined : selectLast.get({ campaignId, phone, chosen })
      return [{ ...recipient, last: earlier === undefined ? null : lastRow.parse(earlier) }]
    })
    return { ...page, totalIsLeast: false }
  }
}
