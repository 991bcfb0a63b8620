/**
 * What the rules across campaigns need: when the owner was told of recent messages, what left on a day, and phones that
 * were corrected. Frozen: files of owners have taken this step (docs/storage.md).
 */
export const sql = `
-- When the owner was last told how many of the campaign's people were sent something lately; NULL: never.
ALTER TABLE campaigns ADD COLUMN recent_checked_at INTEGER;

-- Parts of real messages by the day of China (counted from 1970) on which they were marked 'sending'. Written in the
-- transaction that marks them; taken back only where a message is then refused or did not leave.
CREATE TABLE day_parts (
  day   INTEGER PRIMARY KEY,
  parts INTEGER NOT NULL CHECK (parts >= 0)
) STRICT;
-- 28,800,000 ms: China is eight hours ahead, always.
INSERT INTO day_parts (day, parts)
  SELECT (recipients.updated_at + 28800000) / 86400000 AS day, sum(recipients.parts)
    FROM recipients JOIN campaigns ON campaigns.id = recipients.campaign_id
   WHERE campaigns.mode = 'real' AND recipients.state IN ('sending', 'accepted', 'unknown')
     AND recipients.updated_at IS NOT NULL
   GROUP BY 1;

-- Recipients of a resend whose phone the owner has corrected: which one of the campaign that it belongs to, and from
-- which phone (NULL: forgotten).
CREATE TABLE corrections (
  campaign_id INTEGER NOT NULL REFERENCES campaigns(id) ON DELETE CASCADE,
  seq         INTEGER NOT NULL,
  of_seq      INTEGER NOT NULL,
  from_phone  TEXT,
  at          INTEGER NOT NULL,
  PRIMARY KEY (campaign_id, seq)
) STRICT, WITHOUT ROWID;
`
