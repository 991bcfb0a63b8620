import SqliteDatabase from 'better-sqlite3'

export type ClaimViolation = {
  readonly phone: string
  /** The states found for that phone, one per campaign; or what kept the database from being read. */
  readonly found: readonly string[]
}

export type ClaimCheck = {
  /** To be called for every request when its phone has been read. Never throws. */
  readonly check: (phone: string) => void
  readonly checked: () => number
  readonly violations: () => readonly ClaimViolation[]
}

/**
 * Holds the app to its promise (docs/sending.md): when a request arrives, its recipient stands committed as
 * `sending` in the app's database. Opens the file anew and read-only each time, as another program would, so that
 * only what is committed counts. A request that reaches the server after its sender gave it up is a violation too:
 * `found` then says which outcome was written.
 */
export function createClaimCheck(databasePath: string): ClaimCheck {
  const violations: ClaimViolation[] = []
  let checked = 0
  return {
    check: phone => {
      checked += 1
      const found = statesOf(databasePath, phone)
      if (!found.includes('sending')) violations.push({ phone, found })
    },
    checked: () => checked,
    violations: () => violations,
  }
}

function statesOf(databasePath: string, phone: string): readonly string[] {
  let database: SqliteDatabase.Database | undefined
  try {
    database = new SqliteDatabase(databasePath, { readonly: true, fileMustExist: true })
    return database
      .prepare<[string], string>('SELECT state FROM recipients WHERE phone = ?')
      .pluck()
      .all(phone)
  } catch (error) {
    return [String(error)]
  } finally {
    database?.close()
  }
}
