import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { noCounts, type RecipientState } from '../../shared/domain/states.ts'

export type LoggedRecipient = {
  readonly phone: string
  readonly state: RecipientState
  readonly attempts: number
}

/** Reads the app's database as another program would: anew and read-only. */
export function readLog(profile: string) {
  const database = new SqliteDatabase(join(profile, 'zhanggui.db'), { readonly: true, fileMustExist: true })
  try {
    const campaign = database
      .prepare(`SELECT id, status FROM campaigns WHERE kind = 'bulk' ORDER BY id DESC LIMIT 1`)
      .get() as { id: number; status: string }
    const recipients = database
      .prepare('SELECT phone, state, attempts FROM recipients WHERE campaign_id = ? ORDER BY seq')
      .all(campaign.id) as LoggedRecipient[]
    const counts: Record<RecipientState, number> = { ...noCounts }
    for (const { state } of recipients) counts[state] += 1
    const integrity = database.pragma('integrity_check', { simple: true })
    return { campaign, recipients, counts, integrity }
  } finally {
    database.close()
  }
}

/**
 * The log as the app's next start finds it after a kill: from the database and its write-ahead log alone. Beside another
 * reader, such as the server that looks at each claim, SQLite goes by an index in memory instead, which the app may have
 * been killed just in front of updating.
 */
export function readCutLog(profile: string) {
  const copy = mkdtempSync(join(tmpdir(), 'zhanggui-cut-'))
  try {
    for (const name of ['zhanggui.db', 'zhanggui.db-wal'])
      if (existsSync(join(profile, name))) copyFileSync(join(profile, name), join(copy, name))
    return readLog(copy)
  } finally {
    rmSync(copy, { recursive: true, force: true })
  }
}
