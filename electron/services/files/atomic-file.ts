import { randomUUID } from 'node:crypto'
import { type FileHandle, open, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { AppError } from '../../../shared/ipc/result.ts'

/**
 * File system calls, passed in because another program such as Excel can block them, on Windows only; and hooks
 * that record unfinished files (unfinished-files.ts).
 */
export type AtomicFileSystem = {
  readonly open: typeof open
  readonly rename: typeof rename
  /** Called before a temporary file is created, and when it is gone or has its final name. */
  readonly begun?: (temporary: string) => Promise<void>
  readonly ended?: (temporary: string) => Promise<void>
}

const nodeFileSystem: AtomicFileSystem = { open, rename }

/** The name of a temporary file; no other file is ever taken for one. */
export const temporaryName = /^\.zhanggui-[0-9a-f-]{36}\.tmp$/

/** A file that is being written next to the one that it will replace. */
export type AtomicFile = {
  /**
   * Appends. Resolves when all earlier data is written, so that one block is written while the next is prepared. An
   * error of one block is thrown by the next call.
   */
  write(data: string | Uint8Array): Promise<void>
  /** Overwrites bytes that were written before. */
  overwrite(bytes: Uint8Array, position: number): Promise<void>
  /** Flushes to the disk and replaces the old file. */
  commit(): Promise<void>
  /** Removes the temporary file; the old file is unchanged. Does nothing after `commit`. */
  abort(): Promise<void>
}

/**
 * Opens a file that will be written as a whole or not at all: a temporary file in the same folder, flushed to the
 * disk, then renamed over the old one. Each step throws AppError `file-not-writable` with the file's name where the
 * disk or another program refuses (Excel locks an open file).
 */
export async function openAtomically(
  path: string,
  files: AtomicFileSystem = nodeFileSystem,
): Promise<AtomicFile> {
  const refused = (error: unknown): never => {
    throw refusalOf(path, error)
  }
  await makeSureNobodyHolds(path, files).catch(refused)
  const temporary = join(dirname(path), `.zhanggui-${randomUUID()}.tmp`)
  // SECURITY: the file holds customers' data; no other user of the computer may read it.
  await files.begun?.(temporary)
  const handle = await files.open(temporary, 'wx', 0o600).catch(async error => {
    await files.ended?.(temporary)
    return refused(error)
  })
  let isOpen = true
  let isThere = true
  let onItsWay: Promise<void> = Promise.resolve()
  const close = async (): Promise<void> => {
    if (!isOpen) return
    isOpen = false
    await handle.close()
  }
  return {
    async write(data) {
      await onItsWay
      onItsWay = handle.writeFile(data).catch(refused)
      onItsWay.catch(() => undefined)
    },
    async overwrite(bytes, position) {
      await onItsWay
      await handle.write(bytes, 0, bytes.length, position).catch(refused)
    },
    async commit() {
      await onItsWay
      await handle.sync().catch(error => (canFlush(error) ? refused(error) : undefined))
      await close().catch(refused)
      await files.rename(temporary, path).catch(refused)
      isThere = false
      await files.ended?.(temporary)
      await syncFolder(dirname(path))
    },
    async abort() {
      await onItsWay.catch(() => undefined)
      await close().catch(() => undefined)
      if (isThere) {
        await rm(temporary, { force: true })
        await files.ended?.(temporary)
      }
      isThere = false
    },
  }
}

/** Writes a whole file at once, as `openAtomically` does. */
export async function writeAtomically(path: string, data: string | Uint8Array): Promise<void> {
  const file = await openAtomically(path)
  try {
    await file.write(data)
    await file.commit()
  } finally {
    await file.abort()
  }
}

/** Checked first, so that the owner of a long list hears of an open file at once and not at the end. */
async function makeSureNobodyHolds(path: string, files: AtomicFileSystem): Promise<void> {
  let handle: FileHandle
  try {
    handle = await files.open(path, 'r+')
  } catch (error) {
    if (errorCodeOf(error) === 'ENOENT') return
    throw error
  }
  await handle.close()
}

/**
 * Makes the rename durable where the file system offers it. The file is complete in either case, so an error here
 * is ignored: Windows can't open a folder, and some network drives can't flush one.
 */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => null)
  if (handle === null) return
  await handle.sync().catch(() => undefined)
  await handle.close()
}

/** Some network drives have no flush; the file is written there all the same. */
const canFlush = (error: unknown): boolean =>
  !['EINVAL', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'].includes(errorCodeOf(error) ?? '')

const errorCodeOf = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined

const refusalOf = (path: string, error: unknown): unknown => {
  const detail = errorCodeOf(error)
  return detail === undefined ? error : new AppError('file-not-writable', { where: basename(path), detail })
}
