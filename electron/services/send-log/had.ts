/**
 * SQL over a recipient `sent`: the provider has the message or may have it. What the owner decided to treat as unsent
 * is had by nobody. One meaning for every rule that looks across campaigns (docs/sending.md, "Across campaigns").
 */
export const had = `(sent.state = 'accepted' OR sent.state = 'sending'
  OR (sent.state = 'unknown' AND sent.resolution IS NOT 'treat-as-unsent'))`

/** SQL over a recipient `sent`: the version of an earlier content that the last attempt used; 0: the present one. */
export const usedVersion = 'iif(sent.attempts <= sent.content_until, sent.content, 0)'

/** A campaign whose people may be left out of another one. */
export type EarlierCampaign = {
  readonly campaignId: number
  /** Only who had this content: a version of `contents`, 0 for the present one; null: whoever had any. */
  readonly version: number | null
}

/**
 * SQL over `recipients`: whoever had one of the campaigns of the JSON list (parameter 1: `EarlierCampaign[]`), and,
 * where parameter 2 is 1, with the same values, so that the filled text was the same.
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
