import { join } from 'node:path'
import { ownFolder } from '../services/back-up/back-up-folder.ts'
import { restoreFolder } from '../services/back-up/restore-folder.ts'
import { unfinishedFolder } from '../services/files/unfinished-files.ts'
import { logFileName, olderLogFileNames } from '../services/logging/log.ts'
import { type MovedAside, moveMisplaced, type PlaceKind } from '../services/storage/misplaced.ts'

export const logFolder = (userData: string): string => join(userData, 'logs')
export const workFolder = (userData: string): string => join(userData, 'work')

/** Folders of the profile, and files in them, that are written without a look at what stands there. */
const placesOf = (userData: string): readonly (readonly [string, PlaceKind])[] => [
  [logFolder(userData), 'folder'],
  ...[logFileName, ...olderLogFileNames].map(name => [join(logFolder(userData), name), 'file'] as const),
  [workFolder(userData), 'folder'],
  [unfinishedFolder(userData), 'folder'],
  [ownFolder(userData), 'folder'],
  [restoreFolder(userData), 'folder'],
]

/**
 * Moves aside what has taken the place of these. Files of settings and secrets, and the database, see to it themselves.
 * A failure is passed on and stops nothing: whatever needs the place says so.
 */
export function makeRoomInProfile(
  userData: string,
  nowMs: number,
  onFailure: (error: unknown) => void,
): readonly MovedAside[] {
  return placesOf(userData).flatMap(([path, kind]) => {
    try {
      const keptAs = moveMisplaced(path, kind, nowMs)
      return keptAs === null ? [] : [{ name: path.slice(userData.length + 1), keptAs }]
    } catch (error) {
      onFailure(error)
      return []
    }
  })
}
