import { readdir, readFile } from 'node:fs/promises'
import { join, relative } from 'node:path'

export type SecretForm =
  | 'utf-8'
  | 'utf-16le'
  | 'utf-16be'
  | `${'base64' | 'base64url'} of ${'utf-8' | 'utf-16le'}`
  | 'hex'
  | 'HEX'

export type SecretHit = {
  /** Path inside the folder, with `/`. */
  readonly file: string
  readonly form: SecretForm
  /** Byte offset; -1: in the file's path. */
  readonly offset: number
}

/** Below this a form turns up by chance in any database or cache. */
const shortestSecretBytes = 8

const utf16be = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16()

/** The part of the base64 text that no neighbour can change, for each place in a group of three bytes. */
const base64Cores = (bytes: Buffer, encoding: 'base64' | 'base64url'): readonly Buffer[] =>
  [0, 1, 2].map(before => {
    const text = Buffer.concat([Buffer.alloc(before), bytes])
      .toString(encoding)
      .replace(/=+$/, '')
    const bits = (before + bytes.length) * 8
    return Buffer.from(text.slice(Math.ceil((before * 8) / 6), Math.floor(bits / 6)))
  })

function needlesOf(secret: string): readonly { readonly form: SecretForm; readonly bytes: Buffer }[] {
  const utf8 = Buffer.from(secret, 'utf8')
  const utf16le = Buffer.from(secret, 'utf16le')
  const base64 = (['base64', 'base64url'] as const).flatMap(encoding =>
    [['utf-8', utf8] as const, ['utf-16le', utf16le] as const].flatMap(([name, bytes]) =>
      base64Cores(bytes, encoding).map(core => ({ form: `${encoding} of ${name}` as const, bytes: core })),
    ),
  )
  return [
    { form: 'utf-8', bytes: utf8 },
    { form: 'utf-16le', bytes: utf16le },
    { form: 'utf-16be', bytes: utf16be(secret) },
    ...base64,
    { form: 'hex', bytes: Buffer.from(utf8.toString('hex')) },
    { form: 'HEX', bytes: Buffer.from(utf8.toString('hex').toUpperCase()) },
  ]
}

/**
 * Looks for a secret in every file below a folder and in their names, in each form in which it could have got there by
 * mistake. Links are not followed; sockets and pipes hold nothing. Empty list: it is not there.
 */
export async function searchProfile(folder: string, secret: string): Promise<readonly SecretHit[]> {
  if (Buffer.byteLength(secret) < shortestSecretBytes) throw new Error('too short to be searched for')
  const needles = needlesOf(secret)
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const hits: SecretHit[] = []
  for (const entry of entries) {
    const path = join(entry.parentPath, entry.name)
    const file = relative(folder, path).replaceAll('\\', '/')
    for (const { form, bytes } of needles)
      if (Buffer.from(entry.name).includes(bytes)) hits.push({ file, form, offset: -1 })
    if (!entry.isFile()) continue
    const content = await readFile(path)
    for (const { form, bytes } of needles) {
      const offset = content.indexOf(bytes)
      if (offset >= 0) hits.push({ file, form, offset })
    }
  }
  return hits
}
