import type { Database } from 'better-sqlite3'
import { z } from 'zod'
import type { SkipReason } from '../../../shared/domain/states.ts'
import type { Tallies } from '../send-log/tallies.ts'

/** A recipient that has been checked and measured, ready to be stored. */
export type PreparedRecipient = {
  readonly row: number
  readonly phone: string
  readonly values: readonly string[]
  readonly parts: number
  /** The provider may count the message as longer than it accepts. */
  readonly nearLimit: boolean
  /** Null: the message will be sent. */
  readonly skip: SkipReason | null
}

/** Recipients stored by one statement. */
const insertedAtOnce = 50

/** Stores the recipients of drafts, batch by batch. */
export function createDraftRecipients(
  database: Database,
  tallies: Tallies,
  optOuts: { readonly some: () => boolean; readonly has: (phone: string) => boolean },
) {
  const insertRecipients = (rows: number) =>
    database.prepare(
      `INSERT INTO recipients (campaign_id, seq, row, phone, values_json, parts, near_limit, state, cause)
       VALUES ${Array(rows).fill('(?, ?, ?, ?, ?, ?, ?, ?, ?)').join(', ')}`,
    )
  const insertOne = insertRecipients(1)
  const insertMany = insertRecipients(insertedAtOnce)
  /**
   * Stores the rows in order. Statements of many rows take half the time, so as few single ones as possible are
   * used.
   */
  const insertAll = (rows: readonly (readonly unknown[])[]): void => {
    let from = 0
    for (; from + insertedAtOnce <= rows.length; from += insertedAtOnce)
      insertMany.run(rows.slice(from, from + insertedAtOnce).flat())
    for (const row of rows.slice(from)) insertOne.run(row)
  }
  const selectPhones = database
    .prepare('SELECT phone FROM recipients WHERE campaign_id = ? AND phone IS NOT NULL ORDER BY seq')
    .pluck()

  /** The draft that is being filled, with its phones, so that each phone is in it once. */
  let building: {
    readonly campaignId: number
    readonly phones: Set<number>
    readonly lastSeq: number
  } | null = null
  const buildingOf = (campaignId: number) => {
    if (building?.campaignId !== campaignId) {
      const lastSeq = tallies.of(campaignId).reduce((last, tally) => Math.max(last, tally.lastSeq), 0)
      const phones = new Set(z.array(z.string()).parse(selectPhones.all(campaignId)).map(Number))
      building = { campaignId, phones, lastSeq }
    }
    return building
  }

  return {
    /**
     * Adds recipients in order; a phone that the campaign already has is left as it is, and one that has opted out is
     * skipped for that reason before any other. Returns how many the campaign has now.
     */
    add(campaignId: number, recipients: readonly PreparedRecipient[]): number {
      const { phones, lastSeq } = buildingOf(campaignId)
      let seq = lastSeq
      try {
        database
          .transaction(() => {
            const changes = tallies.changes()
            const rows: (readonly unknown[])[] = []
            const someOptedOut = optOuts.some()
            for (const { row, phone, values, parts, nearLimit, skip } of recipients) {
              const key = Number(phone)
              if (phones.has(key)) continue
              const cause = someOptedOut && optOuts.has(phone) ? ('opted-out' satisfies SkipReason) : skip
              const state = cause === null ? 'pending' : 'skipped'
              seq += 1
              const near = nearLimit ? 1 : 0
              rows.push([campaignId, seq, row, phone, JSON.stringify(values), parts, near, state, cause])
              changes.add({ state, code: null, cause, resolution: null, held: false, parts, nearLimit }, seq)
              phones.add(key)
            }
            insertAll(rows)
            changes.write(campaignId)
          })
          .immediate()
      } catch (error) {
        building = null
        throw error
      }
      building = { campaignId, phones, lastSeq: seq }
      return seq
    },
  }
}
