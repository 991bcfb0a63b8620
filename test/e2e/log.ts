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
