/**
 * People can be forgotten, one by one or with their campaign's age: what is still to be done stands here, and nothing else
 * can take a phone or an answer away. Frozen: files of owners have taken this step (docs/storage.md).
 */
export const sql = `
-- Erasures under way, piece by piece; whoever opens the file next finishes them. 'person': one phone everywhere. 'older':
-- everybody of campaigns that ended before a time. 'rewrite': what was erased stands in no row any more, and the file is
-- still to be written anew, so that it stands in no free space either.
CREATE TABLE erasures (
  id          INTEGER PRIMARY KEY,
  kind        TEXT NOT NULL,
  input       TEXT NOT NULL CHECK (json_valid(input)),
  -- The campaign that is looked at, and its last recipient's number that is done with.
  campaign_id INTEGER NOT NULL DEFAULT 0,
  cursor      INTEGER NOT NULL DEFAULT 0,
  changed     INTEGER NOT NULL DEFAULT 0
) STRICT;

-- When everybody of the campaign was forgotten because of its age; NULL: nobody was.
ALTER TABLE campaigns ADD COLUMN erased_at INTEGER;

-- A phone is never changed, only taken away, and only where the campaign has ended; and it never comes back.
CREATE TRIGGER phones_are_only_forgotten BEFORE UPDATE OF phone ON recipients
  WHEN NEW.phone IS NOT OLD.phone AND (NEW.phone IS NOT NULL OR NOT EXISTS
    (SELECT 1 FROM campaigns WHERE id = OLD.campaign_id AND status IN ('finished', 'cancelled')))
  BEGIN SELECT RAISE(ABORT, 'a phone is only ever forgotten, after its campaign'); END;

-- Of an event only the answer's text may be taken away, and only of somebody who has been forgotten.
DROP TRIGGER events_are_never_changed;
CREATE TRIGGER events_are_never_changed BEFORE UPDATE ON events
  WHEN NEW.answer IS NOT NULL OR NEW.id IS NOT OLD.id OR NEW.campaign_id IS NOT OLD.campaign_id OR
       NEW.seq IS NOT OLD.seq OR NEW.at IS NOT OLD.at OR NEW.attempt IS NOT OLD.attempt OR
       NEW.state IS NOT OLD.state OR NEW.code IS NOT OLD.code OR NEW.cause IS NOT OLD.cause OR
       NEW.http_status IS NOT OLD.http_status OR NEW.latency_ms IS NOT OLD.latency_ms OR NOT EXISTS
         (SELECT 1 FROM recipients
           WHERE campaign_id = OLD.campaign_id AND seq = OLD.seq AND phone IS NULL)
  BEGIN SELECT RAISE(ABORT, 'the send log is append-only'); END;
`
