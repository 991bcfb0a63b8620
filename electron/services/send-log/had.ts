/**
 * SQL over a recipient `sent`: the provider has the message, or may have it. Outcomes that the owner decided to
 * treat as unsent don't count. Every rule that looks across campaigns uses this meaning (docs/sending.md, "Across
 * campaigns").
 */
export const had = `(sent.state = 'accepted' OR sent.state = 'sending'
  OR (sent.state = 'unknown' AND sent.resolution IS NOT 'treat-as-unsent'))`

/** SQL over a recipient `sent`: the version of an earlier content that the last attempt used; 0: the present one. */
export const usedVersion = 'iif(sent.attempts <= sent.content_until, sent.content, 0)'

/** Parameters of the rule on recent messages. */
export type RecentQuestion = {
  /** Messages since then count: milliseconds since 1970. */
  readonly sinceMs: number
  /** A person is covered from this many messages on. */
  readonly messages: number
  /** Only people who got one of them since then; 0: all. */
  readonly newSinceMs: number
}

/**
 * SQL over `recipients`, with `recentValues`: covered by the rule. Real messages to the same phone count, except
 * tests and the outcome that a resend was chosen for.
 */
export const sentRecently = `
  (SELECT count(*) >= ? AND max(sent.updated_at) >= ?
     FROM phone_starts AS earlier
     CROSS JOIN campaigns ON campaigns.id = earlier.campaign_id
       AND campaigns.mode = 'real' AND campaigns.kind <> 'test'
       AND (campaigns.finished_at IS NULL OR campaigns.finished_at >= ?)
     CROSS JOIN recipients AS sent ON sent.campaign_id = earlier.campaign_id AND sent.seq = earlier.seq
    WHERE earlier.phone = recipients.phone AND earlier.campaign_id <> recipients.campaign_id
      AND ${had} AND sent.updated_at >= ? AND sent.resend_id IS NOT recipients.campaign_id)`
export const recentValues = ({ sinceMs, messages, newSinceMs }: RecentQuestion): readonly number[] => [
  messages,
  newSinceMs,
  sinceMs,
  sinceMs,
]

/** A campaign whose people may be left out of another one. */
export type EarlierCampaign = {
  readonly campaignId: number
  /** Only people who got this content: a version of `contents`, 0 for the present one; null: any content. */
  readonly version: number | null
}

/**
 * SQL over `recipients`: people who got one of the campaigns of the JSON list (parameter 1: `EarlierCampaign[]`),
 * and, where parameter 2 is 1, with the same values, so that the filled text was the same.
 */
export const hadOneOf = `
  EXISTS (
    SELECT 1 FROM json_each(?) AS chosen
      CROSS JOIN phone_starts AS earlier ON earlier.phone = recipients.phone
        AND earlier.campaign_id = chosen.value ->> 'campaignId'
      CROSS JOIN recipients AS sent ON sent.campaign_id = earlier.campaign_id AND sent.seq = earlier.seq
     WHERE ${had}
       AND (chosen.value ->> 'version' IS NULL OR ${usedVersion} = chosen.value ->> 'version')
       AND (? = 0 OR sent.values_json = recipients.values_json)
  )`
