import type { Database } from 'better-sqlite3'
import { selectUnseenDrafts } from './campaign-store.ts'

/** Whether there is anything for the keeper's `tidy`: most starts find nothing, and need no thread for it. */
export const isLeftOver = (database: Database): boolean =>
  database
    .prepare(
      `SELECT EXISTS (SELECT 1 FROM chores) OR EXISTS (SELECT 1 FROM erasures) OR EXISTS (${selectUnseenDrafts})`,
    )
    .pluck()
    .get() === 1
