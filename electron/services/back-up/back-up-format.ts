import { createHash } from 'node:crypto'
import { z } from 'zod'
import { backUpFiguresSchema, backUpKinds } from '../../../shared/domain/back-up.ts'
import { countSchema, timeMsSchema } from '../../../shared/domain/ranges.ts'

/**
 * A back-up is one file (docs/back-up.md): three lines of text, and behind them a tar, compressed with gzip, and sealed
 * where the owner gave a password.
 *
 *     ZHANGGUI-BACKUP
 *     {"format":1, …}          what is known without a password
 *     <SHA-256 of both lines>  so that a damaged file is told apart from a wrong password
 */
const magic = 'ZHANGGUI-BACKUP'
export const backUpFormat = 1
export const backUpEnding = 'zgbak'
/** Much longer than any header. */
const longestHeaderBytes = 4096

const hex32 = z.string().regex(/^[0-9a-f]{64}$/)

export const headerSchema = z.object({
  format: z.literal(backUpFormat),
  kind: z.enum(backUpKinds),
  appVersion: z.string().max(100),
  /** The number of schema steps that the database has taken. */
  schema: z.int().min(1),
  madeAt: timeMsSchema,
  /** SHA-256 over the names and digests of all content: the same content always has the same value. */
  content: hex32,
  /** When people had last been forgotten, as the database in it tells; null: never. Earlier versions wrote none. */
  forgottenAt: timeMsSchema.nullable().optional(),
  /** Which profile made it by itself; none where the owner made it, and in files of earlier versions. */
  profile: z.uuid().optional(),
  /** Null: not sealed. `salt` makes the key of the password; `proof` tells whether it is the right one (sealing.ts). */
  seal: z.object({ salt: hex32, proof: hex32 }).nullable(),
})
export type BackUpHeader = z.infer<typeof headerSchema>

/** The first entry of the tar; it lists the others. */
export const manifestSchema = z.object({
  format: z.literal(backUpFormat),
  appVersion: z.string(),
  schema: z.int().min(1),
  madeAt: timeMsSchema,
  figures: backUpFiguresSchema,
  files: z.array(z.object({ name: z.string(), bytes: countSchema, sha256: hex32 })).max(50_000),
})
export type Manifest = z.infer<typeof manifestSchema>

export const manifestName = 'manifest.json'
export const databaseName = 'zhanggui.db'
export const settingsName = 'settings.json'
export const libraryName = 'library.json'
export const worksName = 'work'

const workFile = /^work\/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\/(?:\d{1,3}|work\.json)$/
/** SECURITY: only files of these names are ever taken out of a back-up, whatever its manifest lists. */
export const isContentName = (name: string): boolean =>
  name === databaseName || name === settingsName || name === libraryName || workFile.test(name)

const sha256 = (data: string): string => createHash('sha256').update(data).digest('hex')

/** The digest of all files of a back-up, independent of their order. */
export const contentDigest = (files: Manifest['files']): string =>
  sha256(
    files
      .map(({ name, sha256 }) => `${name} ${sha256}\n`)
      .sort()
      .join(''),
  )

export function encodeHeader(header: BackUpHeader): Buffer {
  const lines = `${magic}\n${JSON.stringify(header)}\n`
  return Buffer.from(`${lines}${sha256(lines)}\n`)
}

/** What the first bytes of a file show. */
export type HeaderFound =
  | { readonly kind: 'header'; readonly header: BackUpHeader; readonly bytes: Buffer }
  /** Not a back-up of this app. */
  | { readonly kind: 'foreign' }
  | { readonly kind: 'damaged' }
  /** A newer version of the app made it. */
  | { readonly kind: 'newer' }

/** Reads the header from the first bytes of a file (at least `headerRoom` of them, or all that there are). */
export const headerRoom = longestHeaderBytes
export function decodeHeader(start: Buffer): HeaderFound {
  const first = `${magic}\n`
  if (start.subarray(0, first.length).toString('latin1') !== first) return { kind: 'foreign' }
  const end = start.indexOf('\n', first.length)
  const last = end < 0 ? -1 : start.indexOf('\n', end + 1)
  if (last < 0) return { kind: 'damaged' }
  const lines = start.subarray(0, end + 1).toString('utf8')
  if (start.subarray(end + 1, last).toString('latin1') !== sha256(lines)) return { kind: 'damaged' }
  try {
    const raw: unknown = JSON.parse(lines.slice(first.length))
    const format = z.object({ format: z.int() }).safeParse(raw)
    if (format.success && format.data.format > backUpFormat) return { kind: 'newer' }
    return { kind: 'header', header: headerSchema.parse(raw), bytes: start.subarray(0, last + 1) }
  } catch {
    return { kind: 'damaged' }
  }
}
