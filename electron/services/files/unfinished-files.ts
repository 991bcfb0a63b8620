import { existsSync } from 'node:fs'
import { mkdir, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, isAbsolute, join } from 'node:path'
import { type AtomicFileSystem, temporaryName } from './atomic-file.ts'

/**
 * Exports go to folders that the owner chooses, and an export that a crash cut off leaves customers' data there. So
 * each is recorded in the profile before it starts: a small file with the temporary file's name, which contains its
 * path.
 */
export const unfinishedFolder = (userData: string): string => join(userData, 'unfinished-exports')

/**
 * File system calls that record unfinished files in this folder. If a record can't be written, the export goes on.
 */
export function notedFiles(folder: string): AtomicFileSystem {
  const noteOf = (temporary: string): string => join(folder, basename(temporary))
  return {
    open,
    rename,
    async begun(temporary) {
      await mkdir(folder, { recursive: true, mode: 0o700 })
        .then(() => writeFile(noteOf(temporary), temporary, { mode: 0o600 }))
        .catch(() => undefined)
    },
    async ended(temporary) {
      await rm(noteOf(temporary), { force: true }).catch(() => undefined)
    },
  }
}

/**
 * Called at start, before any export: removes the unfinished exports of the last run. A record whose folder is
 * missing (a USB stick that was pulled out) is kept for later. Resolves to the number of files removed; rejects with
 * the errors of those that could not be, after all others were.
 */
export async function clearUnfinished(folder: string): Promise<number> {
  const names = await readdir(folder).catch(() => [])
  let removed = 0
  const errors: unknown[] = []
  for (const name of names.filter(each => temporaryName.test(each))) {
    try {
      if (await clearOne(folder, name)) removed += 1
    } catch (error) {
      errors.push(error)
    }
  }
  if (errors.length > 0) throw new AggregateError(errors, `${errors.length} could not be removed`)
  return removed
}

/** Resolves to whether there was a file to remove. */
async function clearOne(folder: string, name: string): Promise<boolean> {
  const path = await readFile(join(folder, name), 'utf8')
  // SECURITY: whatever a record says, only a file with such a name is ever removed.
  const isOurs = isAbsolute(path) && basename(path) === name
  if (isOurs && !existsSync(dirname(path))) return false
  const isThere = isOurs && existsSync(path)
  if (isThere) await rm(path)
  await rm(join(folder, name))
  return isThere
}
