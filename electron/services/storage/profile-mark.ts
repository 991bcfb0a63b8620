import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'

/**
 * `made`: the profile has had a database. `unchecked`: also, a check of the whole file is due and has not passed
 * yet. `damaged`: also, a check found damage; the file must pass another check before it is opened again.
 */
const marks = ['made', 'unchecked', 'damaged'] as const
export type Mark = (typeof marks)[number]

/** What a mark counts as that can't be read or says nothing known: whatever it said, the file is checked. */
export const strictest = 'damaged' satisfies Mark

export type ProfileMark = {
  /** Null: no database was ever completed here. */
  readonly read: () => Mark | null
  readonly write: (mark: Mark) => void
}

/**
 * A small file next to the database, `zhanggui.db.made`, first written when a new database is complete. It
 * distinguishes a first start that was cut off from a database that has vanished.
 */
export function createProfileMark(databasePath: string): ProfileMark {
  const path = `${databasePath}.made`
  const read = (): Mark | null => {
    try {
      const text = readFileSync(path, 'utf8').trim()
      return marks.find(mark => mark === text) ?? strictest
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
      return strictest
    }
  }
  return {
    read,
    write(mark) {
      if (read() === mark) return
      const file = openSync(`${path}.tmp`, 'w', 0o600)
      try {
        writeSync(file, `${mark}\n`)
        fsyncSync(file)
      } finally {
        closeSync(file)
      }
      renameSync(`${path}.tmp`, path)
    },
  }
}
