/** Phones that must get nothing, lists that the owner keeps, and remembered mappings of columns. Frozen: files of owners have taken this step (docs/storage.md). */
export const sql = `
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
  `
