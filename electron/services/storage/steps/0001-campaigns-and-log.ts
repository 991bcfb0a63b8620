/** Campaigns, their recipients, and the log of what happened to them. Frozen: files of owners have taken this step (docs/storage.md). */
export const sql = `
  CREATE TABLE campaigns (
    id             INTEGER PRIMARY KEY,
    parent_id      INTEGER REFERENCES campaigns(id) ON DELETE CASCADE,
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
    created_at     INTEGER NOT NULL,
    scheduled_at   INTEGER,
    started_at     INTEGER,
    finished_at    INTEGER
  ) STRICT;

  -- The present state of every recipient. One phone stands once in a campaign: the first guard against a double.
  CREATE TABLE recipients (
    campaign_id INTEGER NOT NULL REFERENCES campaigns(id) ON DELETE CASCADE,
    seq         INTEGER NOT NULL,
    row         INTEGER NOT NULL,
    phone       TEXT NOT NULL,
    values_json TEXT NOT NULL CHECK (json_valid(values_json)),
    parts       INTEGER NOT NULL,
    state       TEXT NOT NULL CHECK (state IN
                  ('pending', 'sending', 'accepted', 'rejected', 'unsent', 'unknown', 'skipped')),
    code        INTEGER,
    cause       TEXT,
    attempts    INTEGER NOT NULL DEFAULT 0,
    resolution  TEXT CHECK (resolution IN ('treat-as-sent', 'treat-as-unsent', 'sent-again')),
    updated_at  INTEGER,
    PRIMARY KEY (campaign_id, seq)
  ) STRICT, WITHOUT ROWID;
  CREATE UNIQUE INDEX recipients_by_phone ON recipients (phone, campaign_id);

  -- Unknown outcomes that wait for the owner are few and looked for often.
  CREATE INDEX recipients_unresolved ON recipients (campaign_id, seq)
    WHERE state = 'unknown' AND resolution IS NULL;

  -- What happened to a recipient, in order of id. Rows are only ever added.
  CREATE TABLE events (
    campaign_id INTEGER NOT NULL,
    seq         INTEGER NOT NULL,
    id          INTEGER NOT NULL,
    at          INTEGER NOT NULL,
    attempt     INTEGER NOT NULL,
    state       TEXT NOT NULL,
    code        INTEGER,
    cause       TEXT,
    http_status INTEGER,
    latency_ms  INTEGER,
    answer      TEXT,
    PRIMARY KEY (campaign_id, seq, id)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

  CREATE TRIGGER events_are_never_changed BEFORE UPDATE ON events
    BEGIN SELECT RAISE(ABORT, 'the send log is append-only'); END;
  CREATE TRIGGER events_are_never_removed BEFORE DELETE ON events
    BEGIN SELECT RAISE(ABORT, 'the send log is append-only'); END;
  `
