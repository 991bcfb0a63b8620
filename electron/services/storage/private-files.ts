import { chmodSync, closeSync, lstatSync, openSync, readdirSync } from 'node:fs'
import { isAbsolute, join } from 'node:path'

/** SECURITY: what the app keeps is about customers: no other user of the computer may read it. */
const ownerOnly = { file: 0o600, folder: 0o700 }

/** Makes sure that a file exists before somebody else (SQLite) creates it for all to read. A refusal is theirs to tell. */
export function createPrivate(path: string): void {
  // A database that is in memory alone.
  if (!isAbsolute(path)) return
  try {
    closeSync(openSync(path, 'a', ownerOnly.file))
  } catch {
    // A folder of that name, a disk that refuses: opening it will say so.
  }
}

/** What stands in the profile by the app's own doing; the rest is Chromium's. */
const isOurs = (name: string): boolean =>
  /^zhanggui\.db|\.json(?:\.|$)|^(?:logs|work|unfinished-exports)$/.test(name)

/**
 * Takes from other users what an older version, a restored copy or a careless hand gave them: all that the app keeps in its
 * profile, and the profile folder itself where it is the app's own place and not a folder that somebody named. Returns how
 * many were open to others. Windows keeps a user's profile from others by itself.
 */
export function makePrivate(profile: string, isOwnPlace: boolean): number {
  if (process.platform === 'win32') return 0
  let mended = 0
  const mend = (path: string): void => {
    const stat = lstatSync(path, { throwIfNoEntry: false })
    if (stat === undefined || stat.isSymbolicLink()) return
    if ((stat.mode & 0o077) !== 0) {
      chmodSync(path, stat.isDirectory() ? ownerOnly.folder : ownerOnly.file)
      mended += 1
    }
    if (stat.isDirectory()) for (const name of readdirSync(path)) mend(join(path, name))
  }
  for (const name of readdirSync(profile).filter(isOurs)) mend(join(profile, name))
  if (isOwnPlace && (lstatSync(profile).mode & 0o077) !== 0) {
    chmodSync(profile, ownerOnly.folder)
    mended += 1
  }
  return mended
}
