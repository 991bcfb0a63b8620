import { randomUUID } from 'node:crypto'
import { type FileHandle, open, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { AppError } from '../../../shared/ipc/result.ts'

/** The calls that a program such as Excel can stand in the way of; handed in, because it does so on Windows only. */
export type AtomicFileSystem = { readonly open: typeof open; readonly rename: typeof rename }

const nodeFileSystem: AtomicFileSystem = { open, rename }

/** About this many UTF-16 units go to the disk at a time. */
const blockLength = 64 * 1024

/**
 * Writes a text file as a whole or not at all: into a temporary file beside it, flushed to the disk, then renamed over
 * it. Throws AppError `file-not-writable` with the file's name where the disk or another program refuses (Excel keeps
 * an open file locked); what `pieces` throws passes through. In both cases the old file still stands, unchanged.
 */
export async function writeTextAtomically(
  path: string,
  pieces: AsyncIterable<string>,
  files: AtomicFileSystem = nodeFileSystem,
): Promise<void> {
  const refused = (error: unknown): never => {
    throw refusalOf(path, error)
  }
  await makeSureNobodyHolds(path, files).catch(refused)
  const temporary = join(dirname(path), `.zhanggui-${randomUUID()}.tmp`)
  const handle = await files.open(temporary, 'wx').catch(refused)
  try {
    try {
      for await (const block of inBlocks(pieces)) await handle.writeFile(block).catch(refused)
      await handle.sync().catch(refused)
    } finally {
      await handle.close().catch(refused)
    }
    await files.rename(temporary, path).catch(refused)
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
  await syncFolder(dirname(path))
}

/** Asks before the work, so that the owner of a long list hears of an open file at once and not at its end. */
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

async function* inBlocks(pieces: AsyncIterable<string>): AsyncIterable<string> {
  let block = ''
  for await (const piece of pieces) {
    block += piece
    if (block.length < blockLength) continue
    yield block
    block = ''
  }
  if (block !== '') yield block
}

/**
 * Makes the rename durable where the file system offers it. The file is complete in either case, so a refusal here is
 * no failure: Windows can't open a folder, and some network drives can't flush one.
 */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => null)
  if (handle === null) return
  await handle.sync().catch(() => undefined)
  await handle.close()
}

const errorCodeOf = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined

const refusalOf = (path: string, error: unknown): unknown => {
  const detail = errorCodeOf(error)
  return detail === undefined ? error : new AppError('file-not-writable', { where: basename(path), detail })
}
