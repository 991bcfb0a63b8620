import type { Database } from 'better-sqlite3'
import { withoutRowChecks } from './rows.ts'
import { sql as campaignsAndLog } from './steps/0001-campaigns-and-log.ts'
import { sql as optOutsAndLists } from './steps/0002-opt-outs-and-lists.ts'
import { sql as logInGroups } from './steps/0003-log-in-groups.ts'
import { sql as secondYear } from './steps/0004-second-year.ts'
import { sql as contentVersions } from './steps/0005-content-versions.ts'
import { sql as acrossCampaigns } from './steps/0006-across-campaigns.ts'
import { sql as peopleForgotten } from './steps/0007-people-forgotten.ts'

/**
 * The schema, step by step. A step that has landed is never changed; a new one is added (docs/storage.md).
 * `PRAGMA user_version` holds the number of steps that a file has taken.
 */
export const migrations: readonly string[] = [
  campaignsAndLog,
  optOutsAndLists,
  logInGroups,
  secondYear,
  contentVersions,
  acrossCampaigns,
  peopleForgotten,
]

/** The number of steps that the file says it has taken. */
export const versionOf = (database: Database): number =>
  Number(database.pragma('user_version', { simple: true }))

/** The same. Throws where these are steps that this app does not know. */
export function expectKnownVersion(database: Database): number {
  const taken = versionOf(database)
  if (taken <= migrations.length) return taken
  throw new Error(
    '数据文件 zhanggui.db 是由更新版本的掌柜短信写成的，未作任何改动。请安装新版本后再打开。\n' +
      `The data file zhanggui.db was written by a newer version of this app and has been left as it is. Install that version. (${taken} > ${migrations.length})`,
  )
}

/** Reported before each step: `step` of `of` missing ones, from 1. */
export type StepProgress = { readonly step: number; readonly of: number }

/**
 * Takes the missing steps, up to step `upTo`, each whole or not at all. Foreign keys are not enforced meanwhile: a
 * step that rebuilds a table drops the old one, which would delete the rows that refer to it. Instead, each step is
 * checked for broken references before it is committed.
 */
export function migrate(
  database: Database,
  onProgress: (progress: StepProgress) => void = () => undefined,
  upTo = migrations.length,
): void {
  const taken = expectKnownVersion(database)
  const missing = migrations.slice(taken, upTo)
  const enforced = database.pragma('foreign_keys', { simple: true })
  database.pragma('foreign_keys = OFF')
  try {
    for (const [index, sql] of missing.entries()) {
      onProgress({ step: index + 1, of: missing.length })
      const take = database.transaction(() => takeStep(database, sql, taken + index + 1))
      // A row that can't be read is taken along as it is.
      withoutRowChecks(database, () => take.immediate())
    }
  } finally {
    database.pragma(`foreign_keys = ${enforced}`)
  }
}

function takeStep(database: Database, sql: string, version: number): void {
  // Another connection may have taken the step while this one waited for the file.
  if (expectKnownVersion(database) >= version) return
  const brokenBefore = brokenReferences(database)
  database.exec(sql)
  const broken = brokenReferences(database)
  // References that were broken before the step are not its fault and must not keep the app from starting.
  if (broken > brokenBefore) throw new Error(`step ${version} would leave ${broken} broken references`)
  database.pragma(`user_version = ${version}`)
}

const brokenReferences = (database: Database): number =>
  Number(database.prepare('SELECT count(*) FROM pragma_foreign_key_check').pluck().get())
