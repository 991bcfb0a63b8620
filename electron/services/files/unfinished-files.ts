import { existsSync } from 'node:fs'
import { mkdir, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, isAbsolute, join } from 'node:path'
import { type AtomicFileSystem, temporaryName } from './atomic-file.ts'

/**
 * Exports go to folders of the owner's choice, and what a crash leaves of one there is full of customers. So each is noted
 * in the profile before it is begun: a small file of the temporary file's name, which holds its path.
 */
export const unfinishedFolder = (userData: string): string => join(userData, 'unfinished-exports')

/** Files whose beginnings and ends are noted in this folder. A note that can't be written stops no export. */
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
 * To be called at start, before any export: removes what exports of the last time have left. A note whose folder is not
 * there (a stick that was pulled out) stays for another time. Resolves to how many files were removed.
 */
export async function clearUnfinished(folder: string): Promise<number> {
  const names = await readdir(folder).catch(() => [])
  let removed = 0
  for (const name of names.filter(each => temporaryName.test(each))) {
    const path = await readFile(join(folder, name), 'utf8').catch(() => '')
    // SECURITY: whatever a note says, only a file of such a name is ever removed.
    if (isAbsolute(path) && basename(path) === name) {
      if (!existsSync(dirname(path))) continue
      if (existsSync(path)) removed += 1
      await rm(path, { force: true })
    }
    await rm(join(folder, name), { force: true })
  }
  return removed
}
