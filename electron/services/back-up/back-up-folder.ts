import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { BackUpKind } from '../../../shared/domain/back-up.ts'
import { backUpEnding } from './back-up-format.ts'
import { type BackUpFile, readHeader } from './header-reader.ts'

/** Limits of automatic back-ups, by number and by bytes together; the newest is always kept. */
export const mostKept = 7
export const mostKeptBytes = 2 * 1024 ** 3
/** The same for back-ups of the state before a restore. */
const mostBeforeRestore = 3

const prefixes = {
  manual: 'zhanggui-backup-',
  automatic: 'zhanggui-auto-',
  'before-restore': 'zhanggui-before-restore-',
} as const satisfies Record<BackUpKind, string>

/** `stamp`: the time, as `shanghaiStamp` writes it. */
export const backUpName = (kind: BackUpKind, stamp: string): string =>
  `${prefixes[kind]}${stamp}.${backUpEnding}`

/**
 * The folder in the profile. It holds automatic back-ups, unless the owner chose another folder, and back-ups of
 * the state before a restore.
 */
export const ownFolder = (userData: string): string => join(userData, 'backups')

/** Holds unencrypted copies while a back-up is made. One that a killed app has left is removed at the next start. */
export const snapshotName = 'back-up.tmp'

/** The name that `openAtomically` gives to an unfinished file. */
const unfinished = /^\.zhanggui-[0-9a-f-]{36}\.tmp$/

export type KeptBackUp = BackUpFile & { readonly path: string }

/**
 * Automatic back-ups in a folder, the newest first. SECURITY: they are recognised by name and by their header; no
 * other file in the folder is ever touched.
 */
export async function keptIn(folder: string): Promise<readonly KeptBackUp[]> {
  if (!existsSync(folder)) return []
  const own = readdirSync(folder).filter(
    name =>
      name.endsWith(`.${backUpEnding}`) &&
      (name.startsWith(prefixes.automatic) || name.startsWith(prefixes['before-restore'])),
  )
  const found: KeptBackUp[] = []
  for (const name of own) {
    const path = join(folder, name)
    try {
      const file = await readHeader(path)
      if (file.header.kind !== 'manual') found.push({ ...file, path })
    } catch {
      // Damaged, or not ours: left alone.
    }
  }
  return found.sort((one, other) => other.header.madeAt - one.header.madeAt)
}

/** The newest first. What was made after now, by a clock that was wrong, was made before all others. */
export const newestFirst = (nowMs: number) => {
  const placeOf = ({ header: { madeAt } }: KeptBackUp): number => (madeAt > nowMs ? madeAt - 8.64e15 : madeAt)
  return (one: KeptBackUp, other: KeptBackUp): number => placeOf(other) - placeOf(one)
}

/** Removes what is too old, too many or too much. */
export function prune(kept: readonly KeptBackUp[]): void {
  const automatic = kept.filter(({ header }) => header.kind === 'automatic')
  let bytes = 0
  automatic.forEach((file, place) => {
    bytes += file.bytes
    if (place > 0 && (place >= mostKept || bytes > mostKeptBytes)) rmSync(file.path, { force: true })
  })
  const before = kept.filter(({ header }) => header.kind === 'before-restore')
  for (const { path } of before.slice(mostBeforeRestore)) rmSync(path, { force: true })
}

/**
 * SECURITY: removes unfinished back-ups that a killed app has left; called at start. A folder that can't be read, or a
 * file that can't be removed, stops nothing.
 */
export function removeLeftOver(folders: readonly string[], onFailure: (error: unknown) => void): void {
  const passingOn = (act: () => void): void => {
    try {
      act()
    } catch (error) {
      onFailure(error)
    }
  }
  for (const folder of new Set(folders))
    passingOn(() => {
      if (!existsSync(folder)) return
      for (const name of readdirSync(folder).filter(each => unfinished.test(each)))
        passingOn(() => rmSync(join(folder, name), { force: true }))
    })
}

/**
 * SECURITY: removes what holds people who were forgotten since. Returns how many files that were. Told by the database in it,
 * because a clock may have been set meanwhile; files of earlier versions are told by their time.
 */
export function removeMadeBefore(kept: readonly KeptBackUp[], forgottenAtMs: number): number {
  const old = kept.filter(({ header: { madeAt, forgottenAt } }) =>
    forgottenAt === undefined ? madeAt <= forgottenAtMs : forgottenAt === null || forgottenAt < forgottenAtMs,
  )
  for (const { path } of old) rmSync(path, { force: true })
  return old.length
}
