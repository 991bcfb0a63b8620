import type { Database } from 'better-sqlite3'

/**
 * The schema, step by step. A step that has been released is never changed; a new one is added.
 * `PRAGMA user_version` holds the number of steps that a file has taken.
 */
export const migrations: readonly string[] = [
  `
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
  `,

  `
  -- Phones that must get nothing: asked at every claim of a recipient (send-log.ts).
  CREATE TABLE opt_outs (
    phone    TEXT PRIMARY KEY CHECK (length(phone) = 11),
    added_at INTEGER NOT NULL,
    reason   TEXT NOT NULL,
    source   TEXT NOT NULL CHECK (source IN ('typed', 'pasted', 'file', 'forgotten'))
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX opt_outs_by_time ON opt_outs (added_at DESC, phone);

  -- Lists that the owner keeps. 'filling' and 'removing' are seen by nobody and are cleared away at the next start.
  CREATE TABLE contact_lists (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    name         TEXT NOT NULL,
    columns_json TEXT NOT NULL CHECK (json_valid(columns_json)),
    contacts     INTEGER NOT NULL DEFAULT 0 CHECK (contacts >= 0),
    state        TEXT NOT NULL CHECK (state IN ('filling', 'kept', 'removing')),
    created_at   INTEGER NOT NULL,
    updated_at   INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE list_contacts (
    list_id     INTEGER NOT NULL REFERENCES contact_lists(id) ON DELETE CASCADE,
    phone       TEXT NOT NULL CHECK (length(phone) = 11),
    values_json TEXT NOT NULL CHECK (json_valid(values_json)),
    tags_json   TEXT NOT NULL CHECK (json_valid(tags_json)),
    added_at    INTEGER NOT NULL,
    PRIMARY KEY (list_id, phone)
  ) STRICT, WITHOUT ROWID;

  -- How the owner had files of the same header read.
  CREATE TABLE mappings (
    header_key   TEXT PRIMARY KEY,
    mapping_json TEXT NOT NULL CHECK (json_valid(mapping_json)),
    updated_at   INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  `,

  `
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
  `,
]

/** The number of steps that the file has taken. Throws where it has taken some that this app does not know. */
export function expectKnownVersion(database: Database): number {
  const taken = Number(database.pragma('user_version', { simple: true }))
  if (taken <= migrations.length) return taken
  throw new Error(
    '数据文件是由更新版本的掌柜短信写成的，未作任何改动。请安装新版本后再打开。\n' +
      `The data was written by a newer version of this app and has been left as it is. Install that version. (${taken} > ${migrations.length})`,
  )
}

/** Takes the steps that are missing, each whole or not at all. */
export function migrate(database: Database): void {
  const taken = expectKnownVersion(database)
  for (const [index, step] of migrations.entries()) {
    if (index < taken) continue
    database.transaction(() => {
      database.exec(step)
      database.pragma(`user_version = ${index + 1}`)
    })()
  }
}
