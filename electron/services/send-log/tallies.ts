import type { Database } from 'better-sqlite3'
import { z } from 'zod'
import {
  type RecipientState,
  type Resolution,
  recipientStates,
  resolutions,
} from '../../../shared/domain/states.ts'
import { type ReportUnreadable, readRows } from '../storage/rows.ts'

/** The part of a recipient's data by which it is counted. */
export type Standing = {
  readonly state: RecipientState
  readonly code: number | null
  readonly cause: string | null
  readonly resolution: Resolution | null
  /** A resend has taken the recipient. */
  readonly held: boolean
  readonly parts: number
  readonly nearLimit: boolean
}

/** The number of a campaign's recipients with one standing. */
export type Tally = Standing & { readonly recipients: number; readonly lastSeq: number }

const tallyColumns = z.object({
  state: z.enum(recipientStates),
  code: z.int(),
  cause: z.string(),
  resolution: z.enum(['', ...resolutions]),
  held: z.int(),
  parts: z.int(),
  near_limit: z.int(),
  recipients: z.int(),
  last_seq: z.int(),
})

const tallyOf = (row: z.infer<typeof tallyColumns>): Tally => ({
  state: row.state,
  code: row.code === 0 ? null : row.code,
  cause: row.cause === '' ? null : row.cause,
  resolution: row.resolution === '' ? null : row.resolution,
  held: row.held === 1,
  parts: row.parts,
  nearLimit: row.near_limit === 1,
  recipients: row.recipients,
  lastSeq: row.last_seq,
})

const tallyRow = tallyColumns.transform(tallyOf)
const ownedTallyRow = tallyColumns
  .extend({ campaign_id: z.int() })
  .transform(row => ({ campaignId: row.campaign_id, tally: tallyOf(row) }))

const tallyOwner = z.looseObject({ campaign_id: z.int() })

const isSame = (one: Standing, other: Standing): boolean =>
  one.state === other.state &&
  one.code === other.code &&
  one.cause === other.cause &&
  one.resolution === other.resolution &&
  one.held === other.held &&
  one.parts === other.parts &&
  one.nearLimit === other.nearLimit

/** Changes of a campaign's tallies that are gathered and written together, in the transaction that makes them. */
export type TallyChanges = {
  /** Adds a recipient with this standing. */
  readonly add: (standing: Standing, seq: number) => void
  readonly remove: (standing: Standing) => void
  readonly write: (campaignId: number) => void
}

export type Tallies = ReturnType<typeof createTallies>

/** The figures of campaigns; whoever changes a recipient writes them in the same transaction. */
export function createTallies(database: Database) {
  const select = database.prepare('SELECT * FROM tallies WHERE campaign_id = ? AND recipients > 0')
  const selectAll = database.prepare('SELECT * FROM tallies WHERE recipients > 0')
  // `+?`: SQLite compares a plain parameter with the terms of a partial index, and then compiles the statement anew
  // at every call, which takes four times as long as carrying it out.
  const where = `campaign_id = ? AND state = +? AND code = ? AND cause = ? AND resolution = +? AND held = +?
    AND parts = ? AND near_limit = ?`
  const change = database.prepare(
    `UPDATE tallies SET recipients = recipients + ?, last_seq = max(last_seq, ?) WHERE ${where}`,
  )
  const insert = database.prepare(
    `INSERT INTO tallies (recipients, last_seq, campaign_id, state, code, cause, resolution, held, parts, near_limit)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )

  return {
    /** Unreadable tallies are left out until the keeper has recounted the campaign. */
    of: (campaignId: number): readonly Tally[] =>
      readRows(tallyRow, select.all(campaignId), 'tallies', () => undefined),

    /** Campaigns of whose tallies one can't be read. */
    illegible(): readonly number[] {
      const campaigns = new Set<number>()
      for (const row of selectAll.all())
        if (!ownedTallyRow.safeParse(row).success) campaigns.add(tallyOwner.parse(row).campaign_id)
      return [...campaigns]
    },

    /** The tallies of every campaign by its id; an unreadable row is reported and left out. */
    ofAll(report: ReportUnreadable): ReadonlyMap<number, readonly Tally[]> {
      const byCampaign = new Map<number, Tally[]>()
      for (const { campaignId, tally } of readRows(ownedTallyRow, selectAll.all(), 'tallies', report)) {
        const known = byCampaign.get(campaignId)
        if (known === undefined) byCampaign.set(campaignId, [tally])
        else known.push(tally)
      }
      return byCampaign
    },

    changes(): TallyChanges {
      // So few standings that looking through them is faster than making keys of them.
      const gathered: { readonly standing: Standing; recipients: number; lastSeq: number }[] = []
      const note = (standing: Standing, recipients: number, seq: number): void => {
        const known = gathered.find(change => isSame(change.standing, standing))
        if (known === undefined) {
          gathered.push({ standing, recipients, lastSeq: seq })
          return
        }
        known.recipients += recipients
        if (seq > known.lastSeq) known.lastSeq = seq
      }
      return {
        add: (standing, seq) => note(standing, 1, seq),
        remove: standing => note(standing, -1, 0),
        write(campaignId) {
          for (const { standing, recipients, lastSeq } of gathered.splice(0)) {
            if (recipients === 0 && lastSeq === 0) continue
            const values = [
              recipients,
              lastSeq,
              campaignId,
              standing.state,
              standing.code ?? 0,
              standing.cause ?? '',
              standing.resolution ?? '',
              standing.held ? 1 : 0,
              standing.parts,
              standing.nearLimit ? 1 : 0,
            ]
            if (change.run(values).changes === 0) insert.run(values)
          }
        },
      }
    },
  }
}
