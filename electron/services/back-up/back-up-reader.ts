import { closeSync, createReadStream, mkdirSync, openSync, statfsSync, writeSync } from 'node:fs'
import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { Parser } from 'tar'
import { AppError } from '../../../shared/ipc/result.ts'
import { isContentName, type Manifest, manifestName, manifestSchema } from './back-up-format.ts'
import { digestOf } from './back-up-writer.ts'
import { damaged } from './damaged.ts'
import { readHeader } from './header-reader.ts'
import { opened, openingKey } from './sealing.ts'

/** SECURITY: no other user of the computer may read an owner's customers. */
const ownerOnly = { file: 0o600, folder: 0o700 }
/** SECURITY: a back-up that is not ours could hold any number of them, of any size: nothing fills memory or the disk. */
const mostEntries = 50_000
const mostReadWhole = 32 * 1024 ** 2
const spareBytes = 64 * 1024 ** 2
/** Read into memory as a whole, once they are there. */
const isReadWhole = (name: string): boolean => name.endsWith('.json')

/**
 * Unpacks a back-up into a new folder, and compares every byte with its digests. Throws as `readHeader` does, and
 * `backup-password` where the password is missing or wrong; the folder is removed then.
 */
export async function unpackBackUp(path: string, password: string | null, into: string): Promise<Manifest> {
  const { header, headerBytes } = await readHeader(path)
  if (header.seal !== null && password === null) throw new AppError('backup-password')
  const key = header.seal === null || password === null ? null : await openingKey(password, header.seal)
  await rm(into, { recursive: true, force: true })
  await mkdir(into, { recursive: true, mode: ownerOnly.folder })
  try {
    const body = createReadStream(path, { start: headerBytes.length, highWaterMark: 1024 * 1024 })
    const plain = key === null ? body : Readable.from(opened(body, key, headerBytes), { objectMode: false })
    await takeApart(plain, into)
    return await verified(into)
  } catch (error) {
    await rm(into, { recursive: true, force: true })
    throw error
  }
}

/** Synchronous, one entry after another: the thread does nothing else, and when this throws, no write is pending. */
async function takeApart(plain: Readable, into: string): Promise<void> {
  let entries = 0
  const { bavail, bsize } = statfsSync(into)
  let room = bavail * bsize - spareBytes
  let file: number | null = null
  const close = (): void => {
    if (file !== null) closeSync(file)
    file = null
  }
  const parser = new Parser({
    strict: true,
    onReadEntry(entry) {
      entries += 1
      const name = entry.path
      // SECURITY: only plain files of known names; no link, no folder, no path that leads elsewhere.
      const isFile = entry.type === 'File' || entry.type === 'OldFile'
      if (!isFile || entries > mostEntries || !(name === manifestName || isContentName(name))) {
        parser.abort(damaged('an entry that no back-up has'))
        return
      }
      if (isReadWhole(name) && entry.size > mostReadWhole) {
        parser.abort(damaged('an entry is too long'))
        return
      }
      room -= entry.size
      if (room < 0) {
        parser.abort(new AppError('disk-full'))
        return
      }
      const path = join(into, name)
      mkdirSync(dirname(path), { recursive: true, mode: ownerOnly.folder })
      file = openSync(path, 'wx', ownerOnly.file)
      entry.on('data', chunk => {
        if (file !== null) writeSync(file, chunk)
      })
      entry.on('end', close)
    },
  })
  let refused: unknown = null
  parser.on('error', error => {
    refused ??= error
  })
  try {
    await pipeline(plain, createGunzip(), async (chunks: AsyncIterable<Buffer>) => {
      for await (const chunk of chunks) {
        parser.write(chunk)
        if (refused !== null) throw refused
      }
      parser.end()
      if (refused !== null) throw refused
    })
  } catch (error) {
    if (error instanceof AppError || isDiskTrouble(error)) throw error
    // Errors of gzip or tar mean damaged bytes.
    throw damaged(error instanceof Error ? error.message : String(error))
  } finally {
    close()
  }
}

const isDiskTrouble = (error: unknown): boolean =>
  error instanceof Error &&
  'code' in error &&
  typeof error.code === 'string' &&
  ['ENOSPC', 'EACCES', 'EPERM', 'EROFS', 'EIO', 'EDQUOT', 'ENOENT'].includes(error.code)

async function verified(folder: string): Promise<Manifest> {
  let manifest: Manifest
  try {
    manifest = manifestSchema.parse(JSON.parse(await readFile(join(folder, manifestName), 'utf8')))
  } catch (error) {
    throw damaged(`manifest: ${error instanceof Error ? error.message : ''}`)
  }
  for (const { name, bytes, sha256 } of manifest.files) {
    if (!isContentName(name)) throw damaged('a name that no back-up has')
    if ((await stat(join(folder, name)).catch(() => null)) === null) throw damaged(`${name} is missing`)
    const found = await digestOf(join(folder, name))
    if (found.bytes !== bytes || found.sha256 !== sha256) throw damaged(name)
  }
  const named = new Set([manifestName, ...manifest.files.map(({ name }) => name)])
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const name = relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/')
    if (entry.isFile() && !named.has(name)) throw damaged('a file that the manifest does not name')
  }
  return manifest
}
