import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { Database } from 'better-sqlite3'
import { copyWhole, flushCopy } from './whole-copy.ts'

/** Begins the name of a copy; the number of the first step that came after it follows. */
const copyPrefix = (path: string): string => `${basename(path)}.before-step-`

/**
 * Copies the database beside itself, as it stands before a step is taken, and removes older copies: one is kept. Returns
 * the copy's file name. Throws what SQLite throws where there is no room; then no copy stands that is not whole.
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
 * Removes every copy but the one of this name.
 * SECURITY: called without a name when somebody asks to be forgotten, who stands in the copy too.
 */
export const removeCopies = (path: string, but: string | null = null): void =>
  removeBeside(path, name => name.startsWith(copyPrefix(path)) && name !== but)

/** Begins the name under which a database that could not be read is put aside; the time follows. */
export const asidePrefix = (path: string): string => `${basename(path)}.damaged-`

/** SECURITY: databases that were put aside hold people too. */
const removePutAside = (path: string): void => removeBeside(path, name => name.startsWith(asidePrefix(path)))

/** SECURITY: called when somebody is forgotten: neither copies nor databases that were put aside are left. */
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
