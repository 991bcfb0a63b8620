import { chmodSync, closeSync, lstatSync, openSync, readdirSync } from 'node:fs'
import { isAbsolute, join } from 'node:path'

/** SECURITY: the app's data is about customers; no other user of the computer may read it. */
const ownerOnly = { file: 0o600, folder: 0o700 }

/**
 * Creates the file with private permissions before SQLite would create it readable for all. Errors are left for
 * SQLite to report.
 */
export function createPrivate(path: string): void {
  // An in-memory database.
  if (!isAbsolute(path)) return
  try {
    closeSync(openSync(path, 'a', ownerOnly.file))
  } catch {
    // A folder of that name, or a disk error: opening the database will report it.
  }
}

/** The app's own files in the profile; the others are Chromium's. */
const isOurs = (name: string): boolean =>
  /^zhanggui\.db|\.json(?:\.|$)|^(?:logs|work|unfinished-exports)$/.test(name)

/**
 * Removes other users' access that an older version, a restored copy or a mistake has granted: from all app data in
 * the profile, and from the profile folder itself if it is the app's own folder and not one that the user named.
 * Returns the number of files that were open to others. Windows protects a user's profile by itself.
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
