import { existsSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import ElectronStore from 'electron-store'
import { AppError } from '../../../shared/ipc/result.ts'
import { shanghaiStamp } from '../../../shared/time/shanghai.ts'
import { kindAt } from '../storage/misplaced.ts'
import type { Clock } from '../time/clock.ts'

export type JsonRecord = Readonly<Record<string, unknown>>

/** One JSON object on disk. Writes are atomic: after a power cut the file holds the old object or the new one. */
export type JsonStore = {
  /** The stored object, unchecked; undefined where there is none, or where it was damaged and put aside. */
  readonly get: () => unknown
  /** Replaces the object. Throws AppError `file-not-writable`; the old object is then unchanged. */
  readonly set: (value: JsonRecord) => void
  /** Removes the file and all copies that were put aside. Throws AppError `file-not-writable`. */
  readonly delete: () => void
  /** Names of the damaged files that this store put aside since the app started. */
  readonly putAside: () => readonly string[]
}

export type JsonStoreOptions = {
  /** Absolute folder. */
  readonly cwd: string
  /** File name without `.json`. */
  readonly name: string
  readonly clock: Pick<Clock, 'now'>
}

/** SECURITY: no other user of the computer may read what the app keeps. */
const ownerOnly = 0o600

const isRecord = (value: unknown): value is JsonRecord =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * Keeps one JSON object in `<cwd>/<name>.json` with electron-store. A file that holds no JSON object, or a folder in its
 * place, is renamed to `<name>.json.corrupt-<time>` first, so that the owner's data is never silently overwritten.
 */
export function createJsonStore({ cwd, name, clock }: JsonStoreOptions): JsonStore {
  const fileName = `${name}.json`
  const path = join(cwd, fileName)
  const corruptPrefix = `${fileName}.corrupt-`
  const putAside: string[] = []

  const holdsRecord = (): boolean => {
    try {
      return isRecord(JSON.parse(readFileSync(path, 'utf8').replace(/^\uFEFF/, '')))
    } catch (error) {
      // A file that can't be opened (permissions, a device) is not damaged: the error is thrown, and the file is
      // left alone.
      if (error instanceof SyntaxError) return false
      throw error
    }
  }

  const freeCorruptName = (): string => {
    const wanted = corruptPrefix + shanghaiStamp(clock.now())
    for (let count = 1; ; count += 1) {
      const candidate = count === 1 ? wanted : `${wanted}-${count}`
      if (!existsSync(join(cwd, candidate))) return candidate
    }
  }

  const putAsideIfDamaged = (): void => {
    const kind = kindAt(path)
    if (kind === 'nothing' || (kind === 'file' && holdsRecord())) return
    const corruptName = freeCorruptName()
    renameSync(path, join(cwd, corruptName))
    putAside.push(corruptName)
  }

  putAsideIfDamaged()
  const store = new ElectronStore<Record<string, unknown>>({
    cwd,
    name,
    // electron-store wants a version; its migrations, which would use it, are never used here.
    projectVersion: '0.0.0',
    configFileMode: ownerOnly,
    accessPropertiesByDotNotation: false,
  })

  return {
    get: () => {
      putAsideIfDamaged()
      return existsSync(path) ? store.store : undefined
    },
    set: value => {
      putAsideIfDamaged()
      changing(fileName, () => {
        store.store = { ...value }
      })
    },
    delete: () => {
      changing(fileName, () => {
        const copies = existsSync(cwd)
          ? readdirSync(cwd).filter(other => other.startsWith(corruptPrefix))
          : []
        // A folder that was put aside is nothing that the app wrote.
        for (const doomed of [fileName, ...copies])
          if (kindAt(join(cwd, doomed)) !== 'folder') rmSync(join(cwd, doomed), { force: true })
      })
    },
    putAside: () => [...putAside],
  }
}

/** Runs a change on disk; an error becomes an AppError. */
function changing(fileName: string, change: () => void): void {
  try {
    change()
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && typeof error.code === 'string')) throw error
    throw new AppError('file-not-writable', { where: fileName, detail: error.code })
  }
}
