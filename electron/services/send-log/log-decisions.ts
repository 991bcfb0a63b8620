import type { Database } from 'better-sqlite3'
import type { EventLog } from './event-log.ts'
import type { Synchronous } from './send-log.ts'
import type { LogDecisions } from './send-store.ts'

/** Real messages that reached the provider, or may have. Practice never counts. */
const sentSince = `
  EXISTS (
    SELECT 1 FROM recipients AS earlier JOIN campaigns ON campaigns.id = earlier.campaign_id
     WHERE earlier.phone = recipients.phone AND earlier.campaign_id <> recipients.campaign_id
       AND earlier.state IN ('accepted', 'unknown') AND earlier.updated_at >= ?
       AND campaigns.mode = 'real' AND campaigns.kind <> 'test'
  )`

/** The owner's decisions about recipients. */
export function createDecisions(
  database: Database,
  now: () => number,
  events: EventLog,
): Synchronous<LogDecisions> {
  return {
    recent: (campaignId, sinceMs) =>
      Number(
        database
          .prepare(
            `SELECT count(*) FROM recipients WHERE campaign_id = ? AND state = 'pending' AND ${sentSince}`,
          )
          .pluck()
          .get(campaignId, sinceMs),
      ),

    skipRecent: (campaignId, sinceMs) =>
      database
        .transaction(() => {
          const where = `state = 'pending' AND ${sentSince}`
          events.writeWhere(campaignId, now(), where, [sinceMs], {
            state: `'skipped'`,
            cause: `'recently-sent'`,
          })
          return database
            .prepare(
              `UPDATE recipients SET state = 'skipped', cause = 'recently-sent' WHERE campaign_id = ? AND ${where}`,
            )
            .run(campaignId, sinceMs).changes
        })
        .immediate(),

    retry: (campaignId, intoCampaignId, { states, codes, seqs }) =>
      database
        .transaction(() => {
          const where = `(resolution IS NULL OR resolution = 'treat-as-unsent')
            AND state IN (SELECT value FROM json_each(?))
            AND (state <> 'rejected' OR ? IS NULL OR code IN (SELECT value FROM json_each(?)))
            AND (? IS NULL OR seq IN (SELECT value FROM json_each(?)))`
          const chosenCodes = codes === null ? null : JSON.stringify(codes)
          const chosenSeqs = seqs === null ? null : JSON.stringify(seqs)
          const values = [JSON.stringify(states), chosenCodes, chosenCodes, chosenSeqs, chosenSeqs]
          database
            .prepare(
              `INSERT INTO recipients (campaign_id, seq, row, phone, values_json, parts, state)
               SELECT ?, row_number() OVER (ORDER BY seq), row, phone, values_json, parts, 'pending'
                 FROM recipients WHERE campaign_id = ? AND ${where}`,
            )
            .run(intoCampaignId, campaignId, ...values)
          events.writeWhere(campaignId, now(), where, values, {
            state: `'resolution'`,
            cause: `'sent-again'`,
          })
          return database
            .prepare(`UPDATE recipients SET resolution = 'sent-again' WHERE campaign_id = ? AND ${where}`)
            .run(campaignId, ...values).changes
        })
        .immediate(),

    withdrawRetry: campaignId =>
      database
        .transaction(() => {
          const parentId = database
            .prepare(`SELECT parent_id FROM campaigns WHERE id = ? AND kind = 'retry' AND status = 'draft'`)
            .pluck()
            .get(campaignId)
          if (typeof parentId !== 'number') return 0
          const where = `resolution = 'sent-again' AND phone IN (SELECT phone FROM recipients WHERE campaign_id = ?)`
          events.writeWhere(parentId, now(), where, [campaignId], {
            state: `'resolution'`,
            cause: `'withdrawn'`,
          })
          database
            .prepare(`UPDATE recipients SET resolution = NULL WHERE campaign_id = ? AND ${where}`)
            .run(parentId, campaignId)
          return database.prepare('DELETE FROM recipients WHERE campaign_id = ?').run(campaignId).changes
        })
        .immediate(),

    resolve: (campaignId, seqs, resolution) =>
      database
        .transaction(() => {
          const where = `state = 'unknown' AND resolution IS NULL
            AND (? IS NULL OR seq IN (SELECT value FROM json_each(?)))`
          const chosen = seqs === null ? null : JSON.stringify(seqs)
          events.writeWhere(campaignId, now(), where, [chosen, chosen], {
            state: `'resolution'`,
            cause: `'${resolution}'`,
          })
          return database
            .prepare(`UPDATE recipients SET resolution = ? WHERE campaign_id = ? AND ${where}`)
            .run(resolution, campaignId, chosen, chosen).changes
        })
        .immediate(),
  }
}
