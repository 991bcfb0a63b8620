import type { Database } from 'better-sqlite3'
import { z } from 'zod'
import { campaignKindSchema, modeSchema } from '../../../shared/domain/campaign.ts'
import type { Page, PageRequest } from '../../../shared/domain/page.ts'
import { type RecipientState, type Resolution, recipientStates } from '../../../shared/domain/states.ts'
import { type Along, keysetPage } from '../send-log/keyset.ts'
import { openRecipients, openState } from '../send-log/row-chores.ts'
import { createTallies, type Tally } from '../send-log/tallies.ts'
import type { ReportUnreadable } from '../storage/rows.ts'
import { legibleRecipients } from './legible-recipient.ts'
import type { StoredRecipient } from './recipient-reader.ts'

/** Only in the list's order and without a search; a survey answers the rest (reading/campaign-survey.ts). */
export type RecipientQuery = PageRequest & {
  readonly states?: readonly RecipientState[] | undefined
  readonly resolution?: Resolution | undefined
  /** Only recipients with this outcome's code and cause; not together with `resolution`. */
  readonly reason?: Pick<Tally, 'code' | 'cause'> | undefined
  /**
   * Only recipients whose message has this many parts, or whose length is near the limit; neither together with
   * `resolution`.
   */
  readonly parts?: number | undefined
  readonly nearLimit?: boolean | undefined
}

/** A recipient with its campaign. */
export type FoundStored = StoredRecipient & {
  readonly campaignId: number
  readonly campaignName: string
  readonly campaignKind: z.infer<typeof campaignKindSchema>
  readonly mode: z.infer<typeof modeSchema>
}

const foundRow = z
  .object({
    campaign_id: z.int(),
    campaign_name: z.string(),
    // Of a campaign that can't be read nobody is shown who was found (reader-worker.ts).
    campaign_kind: campaignKindSchema.catch('bulk'),
    mode: modeSchema.catch('real'),
  })
  .transform(row => ({
    campaignId: row.campaign_id,
    campaignName: row.campaign_name,
    campaignKind: row.campaign_kind,
    mode: row.mode,
  }))

const foundColumns = `recipients.*, campaigns.name AS campaign_name, campaigns.kind AS campaign_kind, campaigns.mode AS mode`

const numbers = (key: string): readonly number[] =>
  z.array(z.int().min(0)).min(1).parse(key.split('.').map(Number))

/** Counting stops here where a count would have to look at every row. */
const mostCounted = 1000

/** Pages of recipients by key (keyset.ts): of one campaign, of unknown outcomes, and of a search by digits. */
export function createRecipientPages(database: Database, report: ReportUnreadable = () => undefined) {
  const legible = legibleRecipients(report)
  const readFound = (row: unknown): FoundStored => ({ ...legible(row), ...foundRow.parse(row) })
  const tallies = createTallies(database)

  const selectOne = database.prepare(
    `SELECT ${foundColumns} FROM recipients JOIN campaigns ON campaigns.id = recipients.campaign_id
      WHERE recipients.campaign_id = ? AND recipients.seq = ?`,
  )

  /** Rows of one state, read along the index, or along the table up to the last such row. */
  const ofState = (
    campaignId: number,
    state: RecipientState,
    held: readonly Tally[],
    { reason, parts, nearLimit }: Pick<RecipientQuery, 'reason' | 'parts' | 'nearLimit'>,
  ): Along<unknown, number> => {
    const last = held.reduce(
      (most, tally) => (tally.state === state ? Math.max(most, tally.lastSeq) : most),
      0,
    )
    const isMost = state === 'accepted' || state === 'sending'
    const where = `campaign_id = ? AND ${isMost ? `state = '${state}'` : openState(state)}`
    const select = `SELECT * FROM ${isMost ? 'recipients' : openRecipients} WHERE ${where}
      ${reason === undefined ? '' : 'AND code IS ? AND cause IS ?'}
      ${parts === undefined ? '' : 'AND parts = ?'} ${nearLimit === true ? 'AND near_limit = 1' : ''}`
    const values = [
      campaignId,
      ...(reason === undefined ? [] : [reason.code, reason.cause]),
      ...(parts === undefined ? [] : [parts]),
    ]
    return {
      forward: (after, limit) =>
        last === 0
          ? []
          : database
              .prepare(`${select} AND seq > ? AND seq <= ? ORDER BY seq LIMIT ?`)
              .all(...values, after ?? 0, last, limit),
      backward: (before, limit) =>
        last === 0
          ? []
          : database
              .prepare(`${select} AND seq <= ? ORDER BY seq DESC LIMIT ?`)
              .all(...values, Math.min(last, (before ?? last + 1) - 1), limit),
      keyOf: () => 0,
    }
  }

  /** Merges several sources of one campaign, in the order of the recipients' numbers. */
  const merged = (sources: readonly Along<unknown, number>[]): Along<StoredRecipient, number> => {
    const read = (rows: readonly unknown[]): StoredRecipient[] => rows.map(legible)
    return {
      forward: (after, limit) =>
        read(sources.flatMap(source => source.forward(after, limit)))
          .sort((a, b) => a.seq - b.seq)
          .slice(0, limit),
      backward: (before, limit) =>
        read(sources.flatMap(source => source.backward(before, limit)))
          .sort((a, b) => b.seq - a.seq)
          .slice(0, limit),
      keyOf: ({ seq }) => seq,
    }
  }

  /** Rows along the table or one of its indexes. */
  const along = (from: string, where: string, values: readonly unknown[]): Along<unknown, number> => ({
    forward: (after, limit) =>
      database
        .prepare(`SELECT * FROM ${from} WHERE ${where} AND seq > ? ORDER BY seq LIMIT ?`)
        .all(...values, after ?? 0, limit),
    backward: (before, limit) =>
      database
        .prepare(`SELECT * FROM ${from} WHERE ${where} AND seq < ? ORDER BY seq DESC LIMIT ?`)
        .all(...values, before ?? Number.MAX_SAFE_INTEGER, limit),
    keyOf: () => 0,
  })

  const seqOf = (key: string): number => numbers(key)[0] ?? 0

  /** Unknown outcomes without a decision, campaign by campaign, the newest first. The key is campaign and number. */
  const waiting = (campaigns: readonly number[]): Along<FoundStored, readonly [number, number]> => {
    const select = (campaignId: number, condition: string, order: string, seq: number, limit: number) =>
      database
        .prepare(
          `SELECT ${foundColumns} FROM ${openRecipients} JOIN campaigns ON campaigns.id = campaign_id
            WHERE recipients.campaign_id = ? AND ${openState('unknown')}
              AND recipients.resolution IS NULL AND recipients.resend_id IS NULL AND recipients.seq ${condition} ? ORDER BY recipients.seq ${order} LIMIT ?`,
        )
        .all(campaignId, seq, limit)
        .map(readFound)
    const collect = (
      ids: readonly number[],
      limit: number,
      of: (campaignId: number, left: number) => readonly FoundStored[],
    ): readonly FoundStored[] => {
      const rows: FoundStored[] = []
      for (const id of ids) {
        if (rows.length >= limit) break
        rows.push(...of(id, limit - rows.length))
      }
      return rows
    }
    return {
      forward: (after, limit) =>
        collect(after === null ? campaigns : campaigns.filter(id => id <= after[0]), limit, (id, left) =>
          select(id, '>', 'ASC', after?.[0] === id ? after[1] : 0, left),
        ),
      backward: (before, limit) =>
        collect(
          (before === null ? campaigns : campaigns.filter(id => id >= before[0])).toReversed(),
          limit,
          (id, left) =>
            select(id, '<', 'DESC', before?.[0] === id ? before[1] : Number.MAX_SAFE_INTEGER, left),
        ),
      keyOf: ({ campaignId, seq }) => [campaignId, seq],
    }
  }

  /** Entries of a table of phones between two bounds. The key is the entry's text and its campaign. */
  type Entry = { readonly digits: string; readonly campaignId: number; readonly seq: number }
  const entryRow = z
    .object({ digits: z.string(), campaign_id: z.int(), seq: z.int() })
    .transform(({ digits, campaign_id, seq }): Entry => ({ digits, campaignId: campaign_id, seq }))
  const entries = (
    table: 'phone_starts' | 'phone_ends',
    column: 'phone' | 'ending',
    digits: string,
    without: string | null,
  ) => {
    const select = `SELECT ${column} AS digits, campaign_id, seq FROM ${table} WHERE ${column} >= ? AND ${column} < ?
      ${without === null ? '' : `AND substr(${column}, ${-without.length}) <> '${without}'`}`
    const bounds = [digits, `${digits}:`]
    const read = (rows: readonly unknown[]): readonly Entry[] => rows.map(row => entryRow.parse(row))
    return {
      forward: (after: Entry | null, limit: number): readonly Entry[] =>
        read(
          after === null
            ? database.prepare(`${select} ORDER BY ${column}, campaign_id DESC LIMIT ?`).all(...bounds, limit)
            : database
                .prepare(
                  `${select} AND ${column} >= ? AND (${column} > ? OR campaign_id < ?)
                   ORDER BY ${column}, campaign_id DESC LIMIT ?`,
                )
                .all(...bounds, after.digits, after.digits, after.campaignId, limit),
        ),
      backward: (before: Entry | null, limit: number): readonly Entry[] =>
        read(
          before === null
            ? database.prepare(`${select} ORDER BY ${column} DESC, campaign_id LIMIT ?`).all(...bounds, limit)
            : database
                .prepare(
                  `${select} AND ${column} <= ? AND (${column} < ? OR campaign_id > ?)
                   ORDER BY ${column} DESC, campaign_id LIMIT ?`,
                )
                .all(...bounds, before.digits, before.digits, before.campaignId, limit),
        ),
      count: (): number =>
        Number(
          database
            .prepare(`SELECT count(*) FROM (${select} LIMIT ${mostCounted + 1})`)
            .pluck()
            .get(...bounds),
        ),
    }
  }

  return {
    /** Recipients of a campaign in the list's order. `total` is exact. */
    recipients(campaignId: number, query: RecipientQuery): Page<StoredRecipient> {
      const standing = tallies.of(campaignId)
      const { states, resolution, reason, parts, nearLimit } = query
      const wanted = standing.filter(
        tally =>
          (states === undefined || states.includes(tally.state)) &&
          (resolution === undefined || tally.resolution === resolution) &&
          (reason === undefined || (tally.code === reason.code && tally.cause === reason.cause)) &&
          (parts === undefined || tally.parts === parts) &&
          (nearLimit !== true || tally.nearLimit),
      )
      const isSome = reason !== undefined || parts !== undefined || nearLimit === true
      const isEverybody =
        !isSome && (states === undefined || recipientStates.every(state => states.includes(state)))
      const sources =
        resolution !== undefined
          ? [
              along('recipients INDEXED BY recipients_decided', 'campaign_id = ? AND resolution = ?', [
                campaignId,
                resolution,
              ]),
            ]
          : isEverybody
            ? [along('recipients', 'campaign_id = ?', [campaignId])]
            : [...new Set(wanted.map(({ state }) => state))].map(state =>
                ofState(campaignId, state, isSome ? wanted : standing, query),
              )
      return {
        ...keysetPage(merged(sources), query, seqOf, String),
        total: wanted.reduce((sum, { recipients }) => sum + recipients, 0),
        totalIsLeast: false,
      }
    },

    /** A recipient with its campaign; null where it is gone. */
    one(campaignId: number, seq: number): FoundStored | null {
      const row = selectOne.get(campaignId, seq)
      return row === undefined ? null : readFound(row)
    },

    /** Unknown outcomes that have no decision and are in no resend, over all campaigns that were started. */
    unknowns(request: PageRequest): Page<FoundStored> {
      const rows = z.array(z.object({ campaign_id: z.int(), n: z.int() })).parse(
        database
          .prepare(
            `SELECT campaign_id, sum(recipients) AS n FROM tallies
                WHERE state = 'unknown' AND resolution = '' AND held = 0 AND recipients > 0
                GROUP BY campaign_id ORDER BY campaign_id DESC`,
          )
          .all(),
      )
      const page = keysetPage(
        waiting(rows.map(({ campaign_id }) => campaign_id)),
        request,
        (key): readonly [number, number] => {
          const [campaignId = 0, seq = 0] = numbers(key)
          return [campaignId, seq]
        },
        key => key.join('.'),
      )
      return { ...page, total: rows.reduce((sum, { n }) => sum + n, 0), totalIsLeast: false }
    },

    /**
     * Recipients of started campaigns whose phone begins with these digits, then those whose phone ends with them.
     * Counts up to 1,000.
     */
    byDigits(digits: string, request: PageRequest): Page<FoundStored> {
      const backwards = [...digits].reverse().join('')
      const starts = entries('phone_starts', 'phone', digits, null)
      // Phones that also begin with the digits were among the first.
      const ends = entries('phone_ends', 'ending', backwards, backwards)
      type Found = { readonly part: 0 | 1; readonly entry: Entry }
      const as = (part: 0 | 1, list: readonly Entry[]): readonly Found[] =>
        list.map(entry => ({ part, entry }))
      const along: Along<Found, Found> = {
        forward(after, limit) {
          const first = after?.part === 1 ? [] : as(0, starts.forward(after?.entry ?? null, limit))
          if (first.length >= limit || digits.length === 11) return first
          const key = after?.part === 1 ? after.entry : null
          return [...first, ...as(1, ends.forward(key, limit - first.length))]
        },
        backward(before, limit) {
          const last =
            before?.part === 0 || digits.length === 11
              ? []
              : as(1, ends.backward(before?.entry ?? null, limit))
          if (last.length >= limit) return last
          const key = before?.part === 0 ? before.entry : null
          return [...last, ...as(0, starts.backward(key, limit - last.length))]
        },
        keyOf: found => found,
      }
      const page = keysetPage(
        along,
        request,
        (key): Found => {
          const [part, text, campaignId] = key.split('.')
          return {
            part: part === '1' ? 1 : 0,
            entry: {
              digits: z
                .string()
                .regex(/^\d{1,11}$/)
                .parse(text),
              campaignId: Number(campaignId),
              seq: 0,
            },
          }
        },
        ({ part, entry }) => `${part}.${entry.digits}.${entry.campaignId}`,
      )
      const counted = starts.count() + (digits.length === 11 ? 0 : ends.count())
      return {
        ...page,
        // An entry that leads to nobody hides no other.
        rows: page.rows.flatMap(({ entry }) => {
          const row = selectOne.get(entry.campaignId, entry.seq)
          return row === undefined ? [] : [readFound(row)]
        }),
        total: Math.min(counted, mostCounted),
        totalIsLeast: counted > mostCounted,
      }
    },
  }
}
