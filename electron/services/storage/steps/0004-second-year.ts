/**
 * Made for many campaigns and large ones: figures are data, long writes have a mark, phones are found from both ends,
 * and an id is never used twice. Frozen: files of owners have taken this step (docs/storage.md).
 */
export const sql = `
  -- AUTOINCREMENT: the events of a discarded campaign must never be those of a later one.
  CREATE TABLE campaigns_new (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    parent_id      INTEGER REFERENCES campaigns(id) ON DELETE SET NULL,
    kind           TEXT NOT NULL CHECK (kind IN ('bulk', 'test', 'quick', 'retry')),
    name           TEXT NOT NULL,
    mode           TEXT NOT NULL CHECK (mode IN ('practice', 'real')),
    signature_name TEXT NOT NULL,
    signature_code TEXT NOT NULL,
    template_code  TEXT NOT NULL,
    template_text  TEXT NOT NULL,
    source         TEXT NOT NULL CHECK (json_valid(source)),
    status         TEXT NOT NULL CHECK (status IN
                     ('draft', 'scheduled', 'sending', 'holding', 'paused', 'finished', 'cancelled')),
    pause          TEXT CHECK (pause IS NULL OR json_valid(pause)),
    -- 1 when every phone of the campaign stands in phone_starts and phone_ends; needed before anything is sent.
    phones_listed  INTEGER NOT NULL DEFAULT 0 CHECK (phones_listed IN (0, 1)),
    created_at     INTEGER NOT NULL,
    scheduled_at   INTEGER,
    started_at     INTEGER,
    finished_at    INTEGER
  ) STRICT;
  INSERT INTO campaigns_new (id, parent_id, kind, name, mode, signature_name, signature_code, template_code,
                             template_text, source, status, pause, phones_listed, created_at, scheduled_at,
                             started_at, finished_at)
    SELECT id, parent_id, kind, name, mode, signature_name, signature_code, template_code, template_text, source,
           status, pause, status NOT IN ('draft', 'scheduled'), created_at, scheduled_at, started_at, finished_at
      FROM campaigns ORDER BY id;
  DROP TABLE campaigns;
  ALTER TABLE campaigns_new RENAME TO campaigns;
  DELETE FROM sqlite_sequence WHERE name = 'campaigns';
  INSERT INTO sqlite_sequence (name, seq)
    SELECT 'campaigns', max(coalesce((SELECT max(id) FROM campaigns), 0),
                            coalesce((SELECT max(campaign_id) FROM events), 0));

  -- In which resend a recipient stands. 'sent-again' only where an attempt of the resend left; where it did not, the
  -- decision that stood there before comes back.
  ALTER TABLE recipients ADD COLUMN resend_id INTEGER;
  UPDATE recipients SET
    resend_id = (SELECT again.campaign_id FROM recipients AS again JOIN campaigns ON campaigns.id = again.campaign_id
                  WHERE again.phone = recipients.phone AND campaigns.kind = 'retry'
                    AND campaigns.parent_id = recipients.campaign_id AND again.state <> 'skipped'
                  ORDER BY again.campaign_id DESC LIMIT 1)
    WHERE resolution = 'sent-again';
  UPDATE recipients SET
    resolution = (SELECT 'treat-as-unsent' WHERE EXISTS (SELECT 1 FROM events
                   WHERE events.campaign_id = recipients.campaign_id AND events.seq = recipients.seq
                     AND events.state = 'resolution' AND events.cause = 'treat-as-unsent'))
    WHERE resolution = 'sent-again'
      AND NOT EXISTS (SELECT 1 FROM recipients AS again
                       WHERE again.phone = recipients.phone AND again.campaign_id = recipients.resend_id
                         AND (again.state IN ('accepted', 'rejected', 'unknown') OR again.code IS NOT NULL));

  -- A person can be forgotten: the row stays, without phone and values.
  CREATE TABLE recipients_new (
    campaign_id INTEGER NOT NULL REFERENCES campaigns(id) ON DELETE CASCADE,
    seq         INTEGER NOT NULL,
    row         INTEGER NOT NULL,
    phone       TEXT,
    values_json TEXT NOT NULL CHECK (json_valid(values_json)),
    parts       INTEGER NOT NULL,
    -- 1 where the provider may find the message longer than it takes.
    near_limit  INTEGER NOT NULL DEFAULT 0 CHECK (near_limit = 0 OR near_limit = 1),
    state       TEXT NOT NULL CHECK (state = 'pending' OR state = 'sending' OR state = 'accepted' OR
                  state = 'rejected' OR state = 'unsent' OR state = 'unknown' OR state = 'skipped'),
    code        INTEGER,
    cause       TEXT,
    attempts    INTEGER NOT NULL DEFAULT 0,
    resolution  TEXT CHECK (resolution IN ('treat-as-sent', 'treat-as-unsent', 'sent-again')),
    resend_id   INTEGER,
    updated_at  INTEGER,
    PRIMARY KEY (campaign_id, seq)
  ) STRICT, WITHOUT ROWID;
  INSERT INTO recipients_new (campaign_id, seq, row, phone, values_json, parts, state, code, cause, attempts,
                              resolution, resend_id, updated_at)
    SELECT campaign_id, seq, row, phone, values_json, parts, state, code, cause, attempts, resolution, resend_id,
           updated_at
      FROM recipients ORDER BY campaign_id, seq;
  DROP TABLE recipients;
  ALTER TABLE recipients_new RENAME TO recipients;

  -- Whoever is not simply accepted, by state: pages, claims and remedies find them without passing over the rest.
  -- Accepted and sending are left out, because an index entry costs the sender as much as the change itself.
  CREATE INDEX recipients_open ON recipients (campaign_id, state, seq)
    WHERE state <> 'accepted' AND state <> 'sending';
  CREATE INDEX recipients_decided ON recipients (campaign_id, resolution, seq) WHERE resolution IS NOT NULL;

  -- Phones of campaigns that were begun, from their first digit and (written backwards) from their last. One phone
  -- stands once in a campaign: the guard against a double.
  CREATE TABLE phone_starts (
    phone       TEXT NOT NULL,
    campaign_id INTEGER NOT NULL,
    seq         INTEGER NOT NULL,
    PRIMARY KEY (phone, campaign_id DESC)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE phone_ends (
    ending      TEXT NOT NULL,
    campaign_id INTEGER NOT NULL,
    seq         INTEGER NOT NULL,
    PRIMARY KEY (ending, campaign_id DESC)
  ) STRICT, WITHOUT ROWID;
  INSERT INTO phone_starts (phone, campaign_id, seq)
    SELECT phone, campaign_id, seq FROM recipients
     WHERE campaign_id IN (SELECT id FROM campaigns WHERE phones_listed = 1) ORDER BY phone, campaign_id DESC;
  INSERT INTO phone_ends (ending, campaign_id, seq)
    SELECT substr(phone, 11, 1) || substr(phone, 10, 1) || substr(phone, 9, 1) || substr(phone, 8, 1) ||
           substr(phone, 7, 1) || substr(phone, 6, 1) || substr(phone, 5, 1) || substr(phone, 4, 1) ||
           substr(phone, 3, 1) || substr(phone, 2, 1) || substr(phone, 1, 1) AS ending, campaign_id, seq
      FROM phone_starts ORDER BY ending, campaign_id DESC;

  -- A campaign's figures: how many recipients stand in which way, with how many parts each. Written in the transaction
  -- that changes them; every count, sum and histogram is a sum over a campaign's few rows. 0 and '' stand for none.
  CREATE TABLE tallies (
    campaign_id INTEGER NOT NULL REFERENCES campaigns(id) ON DELETE CASCADE,
    state       TEXT NOT NULL,
    code        INTEGER NOT NULL,
    cause       TEXT NOT NULL,
    resolution  TEXT NOT NULL,
    -- 1 where a resend holds the recipient, so that nobody can choose it for another.
    held        INTEGER NOT NULL,
    parts       INTEGER NOT NULL,
    near_limit  INTEGER NOT NULL,
    recipients  INTEGER NOT NULL CHECK (recipients >= 0),
    -- No recipient that stands in this way has a higher number.
    last_seq    INTEGER NOT NULL,
    PRIMARY KEY (campaign_id, state, code, cause, resolution, held, parts, near_limit)
  ) STRICT, WITHOUT ROWID;
  INSERT INTO tallies
    SELECT campaign_id, state, coalesce(code, 0), coalesce(cause, ''), coalesce(resolution, ''), resend_id IS NOT NULL,
           parts, near_limit, count(*), max(seq)
      FROM recipients WHERE campaign_id IN (SELECT id FROM campaigns) GROUP BY 1, 2, 3, 4, 5, 6, 7, 8;
  CREATE INDEX tallies_unresolved ON tallies (campaign_id)
    WHERE state = 'unknown' AND resolution = '' AND held = 0 AND recipients > 0;

  -- A long write under way, piece by piece. While it stands, its campaign can't be started, resumed, scheduled or
  -- claimed from; whoever opens the file next finishes it.
  CREATE TABLE chores (
    id          INTEGER PRIMARY KEY,
    campaign_id INTEGER NOT NULL REFERENCES campaigns(id) ON DELETE CASCADE,
    kind        TEXT NOT NULL,
    input       TEXT NOT NULL CHECK (json_valid(input)),
    -- The last recipient's number that is done with.
    cursor      INTEGER NOT NULL DEFAULT 0,
    changed     INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  CREATE INDEX chores_by_campaign ON chores (campaign_id, id);

  -- Of an event only the answer's text may be taken away: a person can be forgotten.
  DROP TRIGGER events_are_never_changed;
  CREATE TRIGGER events_are_never_changed BEFORE UPDATE ON events
    WHEN NEW.answer IS NOT NULL OR NEW.id IS NOT OLD.id OR NEW.campaign_id IS NOT OLD.campaign_id OR
         NEW.seq IS NOT OLD.seq OR NEW.at IS NOT OLD.at OR NEW.attempt IS NOT OLD.attempt OR
         NEW.state IS NOT OLD.state OR NEW.code IS NOT OLD.code OR NEW.cause IS NOT OLD.cause OR
         NEW.http_status IS NOT OLD.http_status OR NEW.latency_ms IS NOT OLD.latency_ms
    BEGIN SELECT RAISE(ABORT, 'the send log is append-only'); END;
`
