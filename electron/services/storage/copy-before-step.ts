import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { Database } from 'better-sqlite3'
import { copyWhole, flushCopy } from './whole-copy.ts'

/** The beginning of a copy's name; the number of the first step after it follows. */
const copyPrefix = (path: string): string => `${basename(path)}.before-step-`

/**
 * Copies the database next to itself before a schema step, and removes older copies: only one is kept. Returns the
 * copy's file name. Throws SQLite's error where there is no room; no partial copy is left then.
 */
export function copyBeforeStep(database: Database, path: string, step: number): string {
  const name = copyPrefix(path) + step
  const copy = join(dirname(path), name)
  const unfinished = `${copy}.tmp`
  try {
    copyWhole(database, unfinished)
    flushCopy(unfinished)
    renameSync(unfinished, copy)
  } catch (error) {
    rmSync(unfinished, { force: true })
    throw error
  }
  removeCopies(path, name)
  return name
}

/**
 * Removes all copies except the one with this name.
 * SECURITY: called without a name when somebody is forgotten, because copies hold that person too.
 */
export const removeCopies = (path: string, but: string | null = null): void =>
  removeBeside(path, name => name.startsWith(copyPrefix(path)) && name !== but)

/** The beginning of the name under which an unreadable database is put aside; the time follows. */
export const asidePrefix = (path: string): string => `${basename(path)}.damaged-`

/** SECURITY: databases that were put aside hold people too. */
const removePutAside = (path: string): void => removeBeside(path, name => name.startsWith(asidePrefix(path)))

/** SECURITY: called when somebody is forgotten: removes copies and databases that were put aside. */
export function removeOtherDatabases(path: string): void {
  removeCopies(path)
  removePutAside(path)
}

function removeBeside(path: string, isMeant: (name: string) => boolean): void {
  const folder = dirname(path)
  if (!existsSync(folder)) return
  for (const name of readdirSync(folder)) {
    if (isMeant(name)) rmSync(join(folder, name), { force: true })
  }
}
