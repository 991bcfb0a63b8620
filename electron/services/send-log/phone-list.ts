import type { Database } from 'better-sqlite3'
import { reversedPhone } from './recipient-rows.ts'

/**
 * Enters the phones of a campaign into `phone_starts` and `phone_ends`, in index order, so that each piece touches
 * few pages however many phones are listed already. Throws where the campaign has a phone twice.
 */
export function createPhoneList(database: Database) {
  let prepared: number | null = null
  let total = 0
  const isListed = database.prepare('SELECT 1 FROM campaigns WHERE id = ? AND phones_listed = 1').pluck()

  const drop = (): void => {
    database.exec('DROP TABLE IF EXISTS temp.phones_by_start; DROP TABLE IF EXISTS temp.phones_by_end')
    prepared = null
  }

  return {
    /** Sorts the phones; writes nothing to the database, so it blocks nobody. */
    prepare(campaignId: number): void {
      if (prepared === campaignId) return
      drop()
      database
        .prepare(
          `CREATE TEMP TABLE phones_by_start AS SELECT phone, seq FROM recipients
            WHERE campaign_id = ${Number(campaignId)} ORDER BY phone`,
        )
        .run()
      database
        .prepare(
          `CREATE TEMP TABLE phones_by_end AS SELECT ${reversedPhone} AS ending, seq FROM temp.phones_by_start
            ORDER BY ending`,
        )
        .run()
      total = Number(database.prepare('SELECT count(*) FROM temp.phones_by_start').pluck().get())
      prepared = campaignId
    },

    /** The next `size` entries after `cursor`: first those of `phone_starts`, then those of `phone_ends`. */
    enter(campaignId: number, cursor: number, size: number) {
      if (isListed.get(campaignId) !== undefined) return { cursor, changed: 0, isLast: true }
      const isStart = cursor < total
      const from = isStart ? cursor : cursor - total
      const to = Math.min(total, from + size)
      const sql = isStart
        ? 'INSERT INTO phone_starts (phone, campaign_id, seq) SELECT phone, ?, seq FROM temp.phones_by_start'
        : 'INSERT INTO phone_ends (ending, campaign_id, seq) SELECT ending, ?, seq FROM temp.phones_by_end'
      const { changes } = database
        .prepare(`${sql} WHERE rowid > ? AND rowid <= ? ORDER BY rowid`)
        .run(campaignId, from, to)
      return {
        cursor: isStart ? to : total + to,
        changed: isStart ? changes : 0,
        isLast: !isStart && to >= total,
      }
    },

    done: drop,

    /** Removes the phones of these recipients, if the campaign's phones were listed. */
    forget(campaignId: number, from: number, to: number): void {
      if (isListed.get(campaignId) === undefined) return
      const phones = `SELECT phone FROM recipients WHERE campaign_id = ? AND seq BETWEEN ? AND ?`
      database
        .prepare(`DELETE FROM phone_starts WHERE campaign_id = ? AND phone IN (${phones})`)
        .run(campaignId, campaignId, from, to)
      database
        .prepare(
          `DELETE FROM phone_ends WHERE campaign_id = ? AND ending IN (SELECT ${reversedPhone} FROM (${phones}))`,
        )
        .run(campaignId, campaignId, from, to)
    },
  }
}
