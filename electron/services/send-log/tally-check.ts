import type { Database } from 'better-sqlite3'
import { z } from 'zod'

const recount = `
  SELECT campaign_id, state, coalesce(code, 0) AS code, coalesce(cause, '') AS cause,
         coalesce(resolution, '') AS resolution, resend_id IS NOT NULL AS held, parts, near_limit,
         count(*) AS recipients, max(seq) AS last_seq
    FROM recipients WHERE campaign_id = @campaignId GROUP BY 2, 3, 4, 5, 6, 7, 8`

const same = `mine.state = other.state AND mine.code = other.code AND mine.cause = other.cause AND
  mine.resolution = other.resolution AND mine.held = other.held AND mine.parts = other.parts AND
  mine.near_limit = other.near_limit`

/**
 * Counts a campaign's recipients and compares them with its tallies. Returns how many tallies are wrong or missing; a
 * `last_seq` may be higher than needed, never lower. Reads every recipient: not for the window's thread.
 */
export function countWrongTallies(database: Database, campaignId: number): number {
  return z.int().parse(
    database
      .prepare(
        `WITH counted AS (${recount}),
              kept AS (SELECT * FROM tallies WHERE campaign_id = @campaignId AND recipients > 0)
         SELECT (SELECT count(*) FROM counted AS mine LEFT JOIN kept AS other ON ${same}
                  WHERE other.recipients IS NOT mine.recipients OR other.last_seq < mine.last_seq)
              + (SELECT count(*) FROM kept AS mine LEFT JOIN counted AS other ON ${same}
                  WHERE other.recipients IS NULL)`,
      )
      .pluck()
      .get({ campaignId }),
  )
}

/** Recomputes a campaign's tallies from its recipients. */
export function rewriteTallies(database: Database, campaignId: number): void {
  database
    .transaction(() => {
      database.prepare('DELETE FROM tallies WHERE campaign_id = ?').run(campaignId)
      database
        .prepare(
          `INSERT INTO tallies (campaign_id, state, code, cause, resolution, held, parts, near_limit, recipients, last_seq)
           ${recount}`,
        )
        .run({ campaignId })
    })
    .immediate()
}
