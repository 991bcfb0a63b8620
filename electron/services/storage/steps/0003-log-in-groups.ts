/** Recipients and events in the shape that costs the log least. Frozen: files of owners have taken this step (docs/storage.md). */
export const sql = `
  -- What is written for every message, in the shape that SQLite writes fastest (docs/adr/0008-the-log-in-groups.md):
  -- a list in a CHECK is built anew by every statement, a chain of comparisons is not.
  ALTER TABLE recipients RENAME TO recipients_before;
  CREATE TABLE recipients (
    campaign_id INTEGER NOT NULL REFERENCES campaigns(id) ON DELETE CASCADE,
    seq         INTEGER NOT NULL,
    row         INTEGER NOT NULL,
    phone       TEXT NOT NULL,
    values_json TEXT NOT NULL CHECK (json_valid(values_json)),
    parts       INTEGER NOT NULL,
    state       TEXT NOT NULL CHECK (state = 'pending' OR state = 'sending' OR state = 'accepted' OR
                  state = 'rejected' OR state = 'unsent' OR state = 'unknown' OR state = 'skipped'),
    code        INTEGER,
    cause       TEXT,
    attempts    INTEGER NOT NULL DEFAULT 0,
    resolution  TEXT CHECK (resolution IN ('treat-as-sent', 'treat-as-unsent', 'sent-again')),
    updated_at  INTEGER,
    PRIMARY KEY (campaign_id, seq)
  ) STRICT, WITHOUT ROWID;
  INSERT INTO recipients (campaign_id, seq, row, phone, values_json, parts, state, code, cause, attempts, resolution, updated_at)
    SELECT campaign_id, seq, row, phone, values_json, parts, state, code, cause, attempts, resolution, updated_at
      FROM recipients_before ORDER BY campaign_id, seq;
  DROP TABLE recipients_before;
  CREATE UNIQUE INDEX recipients_by_phone ON recipients (phone, campaign_id);
  CREATE INDEX recipients_unresolved ON recipients (campaign_id, seq)
    WHERE state = 'unknown' AND resolution IS NULL;

  -- Events stand in the order in which they were written, found by their recipient through an index: a new one always
  -- goes to the end, wherever its recipient stands.
  ALTER TABLE events RENAME TO events_before;
  CREATE TABLE events (
    id          INTEGER PRIMARY KEY,
    campaign_id INTEGER NOT NULL,
    seq         INTEGER NOT NULL,
    at          INTEGER NOT NULL,
    attempt     INTEGER NOT NULL,
    state       TEXT NOT NULL,
    code        INTEGER,
    cause       TEXT,
    http_status INTEGER,
    latency_ms  INTEGER,
    answer      TEXT
  ) STRICT;
  INSERT INTO events (campaign_id, seq, at, attempt, state, code, cause, http_status, latency_ms, answer)
    SELECT campaign_id, seq, at, attempt, state, code, cause, http_status, latency_ms, answer
      FROM events_before ORDER BY id;
  DROP TABLE events_before;
  CREATE INDEX events_by_recipient ON events (campaign_id, seq);
  CREATE TRIGGER events_are_never_changed BEFORE UPDATE ON events
    BEGIN SELECT RAISE(ABORT, 'the send log is append-only'); END;
  CREATE TRIGGER events_are_never_removed BEFORE DELETE ON events
    BEGIN SELECT RAISE(ABORT, 'the send log is append-only'); END;
  `
