import { lstatSync, readdirSync, renameSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { shanghaiStamp } from '../../../shared/time/shanghai.ts'
import { notAFile } from './storage-trouble.ts'

export type PlaceKind = 'file' | 'folder'

/** What stands there, behind a link too; `other`: a device, or a link that leads nowhere. */
export function kindAt(path: string): PlaceKind | 'other' | 'nothing' {
  const stat = orNull(() => statSync(path))
  // Nothing, or a link that can't be followed.
  if (stat === null) return orNull(() => lstatSync(path)) === null ? 'nothing' : 'other'
  if (stat.isFile()) return 'file'
  return stat.isDirectory() ? 'folder' : 'other'
}

function orNull<T>(look: () => T): T | null {
  try {
    return look()
  } catch {
    return null
  }
}

/**
 * Renames what stands in the place of a file or folder of the app and is of another kind, so that the app can write its
 * own and nothing is lost. Returns its new name, or null where all is well.
 */
export function moveMisplaced(path: string, expected: PlaceKind, nowMs: number): string | null {
  const kind = kindAt(path)
  if (kind === 'nothing' || kind === expected) return null
  const keptAs = `${basename(path)}.misplaced-${shanghaiStamp(nowMs)}`
  renameSync(path, join(dirname(path), keptAs))
  return keptAs
}

/** Files beside the database that hold nothing which is not elsewhere. */
const besideDatabase =
  /^(?:-shm|-journal|\.made(?:\.tmp)?|\.new(?:-wal|-shm|-journal)?|\.before-step-\d+(?:\.tmp)?)$/

export type MovedAside = { readonly name: string; readonly keptAs: string }

/**
 * Makes room for the files beside the database. Throws where the database itself or its write-ahead log is no file:
 * the real one may be elsewhere, and must not be taken for lost.
 */
export function makeRoomBeside(path: string, nowMs: number): readonly MovedAside[] {
  for (const each of [path, `${path}-wal`]) {
    const kind = kindAt(each)
    if (kind !== 'nothing' && kind !== 'file') throw notAFile(basename(each))
  }
  const [folder, own] = [dirname(path), basename(path)]
  return readdirSync(folder)
    .filter(name => name.startsWith(own) && besideDatabase.test(name.slice(own.length)))
    .flatMap(name => {
      const keptAs = moveMisplaced(join(folder, name), 'file', nowMs)
      return keptAs === null ? [] : [{ name, keptAs }]
    })
}
