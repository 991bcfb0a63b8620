/**
 * The signature and template of a campaign that was begun can be changed; each attempt keeps what it used.
 * Frozen: files of owners have taken this step (docs/storage.md).
 */
export const sql = `
  -- Contents that a campaign had before its present one, which stands in the campaign's own row. Rows are only ever added.
  CREATE TABLE contents (
    campaign_id    INTEGER NOT NULL REFERENCES campaigns(id) ON DELETE CASCADE,
    -- 1 for the first.
    version        INTEGER NOT NULL CHECK (version > 0),
    signature_name TEXT NOT NULL,
    signature_code TEXT NOT NULL,
    template_code  TEXT NOT NULL,
    template_text  TEXT NOT NULL,
    -- When another content took its place.
    until_at       INTEGER NOT NULL,
    -- The last event of the log then: attempts that it tells of used this content or an earlier one.
    last_event     INTEGER NOT NULL,
    PRIMARY KEY (campaign_id, version)
  ) STRICT, WITHOUT ROWID;
  CREATE TRIGGER contents_are_never_changed BEFORE UPDATE ON contents
    BEGIN SELECT RAISE(ABORT, 'earlier contents are never changed'); END;
  -- They go with their campaign and never before it.
  CREATE TRIGGER contents_are_never_removed BEFORE DELETE ON contents
    WHEN EXISTS (SELECT 1 FROM campaigns WHERE id = OLD.campaign_id)
    BEGIN SELECT RAISE(ABORT, 'earlier contents are never removed'); END;

  -- The names of the recipients' values in their order; NULL: the variables of the campaign's text.
  ALTER TABLE campaigns ADD COLUMN value_order TEXT CHECK (value_order IS NULL OR json_valid(value_order));

  -- Attempts up to the number content_until used the content of this version or an earlier one; later attempts, and all
  -- where it is NULL, use the campaign's present content. Sending itself writes neither.
  ALTER TABLE recipients ADD COLUMN content INTEGER;
  ALTER TABLE recipients ADD COLUMN content_until INTEGER;
`
