import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { copyFile, mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { create } from 'tar'
import type { BackUpFigures, BackUpKind } from '../../../shared/domain/back-up.ts'
import { openAtomically } from '../files/atomic-file.ts'
import { readForgottenAt } from '../send-log/erasures.ts'
import { openConnection } from '../storage/database.ts'
import { createMeta } from '../storage/meta.ts'
import { copyWhole } from '../storage/whole-copy.ts'
import { copyWorks } from '../works/work-copies.ts'
import { snapshotName } from './back-up-folder.ts'
import {
  type BackUpHeader,
  backUpFormat,
  contentDigest,
  databaseName,
  encodeHeader,
  libraryName,
  type Manifest,
  manifestName,
  settingsName,
  worksName,
} from './back-up-format.ts'
import { figuresIn } from './figures.ts'
import { keysOf, sealed } from './sealing.ts'

export type BackUpOrder = {
  /** The profile's folder. */
  readonly userData: string
  /** Absolute path of the back-up. */
  readonly path: string
  readonly kind: BackUpKind
  /** Null: not sealed. */
  readonly password: string | null
  readonly appVersion: string
  readonly madeAt: number
  /** Nothing is written if the content is still the same as this (`content` of a header). */
  readonly unlessContent: string | null
  /** The mark of the profile that makes it by itself. */
  readonly profile?: string
}

export type BackUpMade = { readonly path: string; readonly bytes: number; readonly figures: BackUpFigures }

const ownerOnly = 0o700

/**
 * Writes all of the owner's data into one file, whole or not at all, with the database as it is at one moment, even
 * while others write to it. SECURITY: credentials are left out: they are encrypted for this computer and user.
 * Resolves to null where nothing has changed. Rejects with `file-not-writable` or with the error of the disk.
 */
export async function makeBackUp(order: BackUpOrder): Promise<BackUpMade | null> {
  const { userData, path, kind, password, appVersion, madeAt } = order
  const folder = join(userData, snapshotName)
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { mode: ownerOnly })
  try {
    const { schema, forgottenAt } = await takeSnapshot(userData, folder)
    const files = await filesIn(folder)
    const content = contentDigest(files)
    if (content === order.unlessContent) return null
    const figures = await figuresIn(folder)
    // An app that was never used needs no back-up.
    if (kind === 'automatic' && Object.values(figures).every(figure => figure === 0)) return null
    const manifest: Manifest = { format: backUpFormat, appVersion, schema, madeAt, figures, files }
    await writeFile(join(folder, manifestName), JSON.stringify(manifest))

    const keys = password === null ? null : await keysOf(password, null)
    const seal = keys === null ? null : { salt: keys.salt, proof: keys.proof }
    const header: BackUpHeader = {
      format: backUpFormat,
      kind,
      appVersion,
      schema,
      madeAt,
      content,
      forgottenAt,
      ...(order.profile !== undefined && { profile: order.profile }),
      seal,
    }
    const head = encodeHeader(header)
    // Level 1: half the time of the usual one, for a tenth more bytes.
    const packed = create({ cwd: folder, gzip: { level: 1 }, portable: true }, [
      manifestName,
      ...files.map(({ name }) => name),
    ])
    const body = keys === null ? packed : sealed(packed, keys.key, head)
    const written = await openAtomically(path)
    try {
      await written.write(head)
      for await (const piece of body) await written.write(piece)
      await written.commit()
    } finally {
      await written.abort()
    }
    return { path, bytes: (await stat(path)).size, figures }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Returns how many steps of the schema the database has taken, and when people were last forgotten in it. */
async function takeSnapshot(
  userData: string,
  folder: string,
): Promise<{ readonly schema: number; readonly forgottenAt: number | null }> {
  const database = openConnection(join(userData, databaseName), 'keeper')
  try {
    // The copy is deleted once the back-up is written. Flushing it would only delay the sender's commits.
    database.pragma('synchronous = OFF')
    try {
      copyWhole(database, join(folder, databaseName))
    } finally {
      // Whichever connection closes last moves the write-ahead log into the database, which must be flushed.
      database.pragma('synchronous = FULL')
    }
    await copyIfThere(join(userData, settingsName), join(folder, settingsName))
    await copyIfThere(join(userData, libraryName), join(folder, libraryName))
    await copyWorks(join(userData, worksName), join(folder, worksName))
    return {
      schema: Number(database.pragma('user_version', { simple: true })),
      forgottenAt: forgottenAtOf(join(folder, databaseName)),
    }
  } finally {
    database.close()
  }
}

function forgottenAtOf(path: string): number | null {
  const copy = openConnection(path, 'reader')
  try {
    return readForgottenAt(createMeta(copy))
  } finally {
    copy.close()
  }
}

async function copyIfThere(from: string, to: string): Promise<void> {
  try {
    await copyFile(from, to)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
  }
}

async function filesIn(folder: string): Promise<Manifest['files']> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files: Manifest['files'] = []
  for (const entry of entries) {
    if (!entry.isFile()) continue
    const path = join(entry.parentPath, entry.name)
    const name = relative(folder, path).replaceAll('\\', '/')
    files.push({ name, ...(await digestOf(path)) })
  }
  return files.sort((one, other) => one.name.localeCompare(other.name))
}

export async function digestOf(path: string): Promise<{ readonly bytes: number; readonly sha256: string }> {
  const hash = createHash('sha256')
  let bytes = 0
  for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 })) {
    hash.update(chunk)
    bytes += chunk.length
  }
  return { bytes, sha256: hash.digest('hex') }
}
