import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  randomBytes,
  scrypt,
  timingSafeEqual,
} from 'node:crypto'
import { promisify } from 'node:util'
import { AppError } from '../../../shared/ipc/result.ts'
import { damaged } from './damaged.ts'

/**
 * Encrypts a stream with a password: scrypt derives the keys, AES-256-GCM encrypts each piece. Every piece is
 * authenticated together with its position and with whether it is the last, so that none can be changed, left out,
 * moved or cut off unnoticed.
 */

const keyBytes = 32
const tagBytes = 16
/** Unencrypted bytes of a piece. */
const pieceBytes = 1024 * 1024
const lastMark = 0x8000_0000
/**
 * One guess of the password costs about 0.2 s and 64 MB on a PC. Part of the format: other numbers are another
 * format.
 */
const cost = { N: 2 ** 16, r: 8, p: 1, maxmem: 128 * 1024 * 1024 }

export type SealKeys = { readonly key: Buffer; readonly salt: string; readonly proof: string }

const derive = promisify<string, Buffer, number, typeof cost, Buffer>(scrypt)

/** `salt` null: a new one. */
export async function keysOf(password: string, salt: string | null): Promise<SealKeys> {
  const used = salt === null ? randomBytes(keyBytes) : Buffer.from(salt, 'hex')
  // Input methods compose characters differently; normalised, the password is the same.
  const both = await derive(password.normalize('NFKC'), used, 2 * keyBytes, cost)
  const proof = createHmac('sha256', both.subarray(keyBytes)).update(used).digest('hex')
  return { key: both.subarray(0, keyBytes), salt: used.toString('hex'), proof }
}

/** Throws `backup-password` where the password is wrong. */
export async function openingKey(
  password: string,
  seal: { readonly salt: string; readonly proof: string },
): Promise<Buffer> {
  const { key, proof } = await keysOf(password, seal.salt)
  if (!timingSafeEqual(Buffer.from(proof), Buffer.from(seal.proof))) throw new AppError('backup-password')
  return key
}

/** Never repeats for a key: each file has its own salt, and so its own key. */
const nonceOf = (index: number): Buffer => {
  const nonce = Buffer.alloc(12)
  nonce.writeBigUInt64BE(BigInt(index), 4)
  return nonce
}

const boundOf = (header: Buffer, isLast: boolean): Buffer =>
  createHash('sha256')
    .update(header)
    .update(isLast ? 'last' : 'more')
    .digest()

/** Cuts a stream into pieces of this size and marks the last one, which may be empty. */
async function* piecesOf(source: AsyncIterable<Uint8Array>) {
  let held = Buffer.alloc(0)
  for await (const chunk of source) {
    held = held.length === 0 ? Buffer.from(chunk) : Buffer.concat([held, chunk])
    while (held.length > pieceBytes) {
      yield { bytes: held.subarray(0, pieceBytes), isLast: false }
      held = held.subarray(pieceBytes)
    }
  }
  yield { bytes: held, isLast: true }
}

/** `header`: the header of the file, authenticated with every piece so that it can't be replaced. */
export async function* sealed(
  source: AsyncIterable<Uint8Array>,
  key: Buffer,
  header: Buffer,
): AsyncGenerator<Buffer> {
  let index = 0
  for await (const { bytes, isLast } of piecesOf(source)) {
    const cipher = createCipheriv('aes-256-gcm', key, nonceOf(index))
    cipher.setAAD(boundOf(header, isLast))
    const body = Buffer.concat([cipher.update(bytes), cipher.final()])
    const length = Buffer.alloc(4)
    length.writeUInt32BE((body.length | (isLast ? lastMark : 0)) >>> 0)
    yield Buffer.concat([length, body, cipher.getAuthTag()])
    index += 1
  }
}

/** Throws `backup-damaged` where a piece was changed; nothing of that piece is passed on. */
export async function* opened(
  source: AsyncIterable<Uint8Array>,
  key: Buffer,
  header: Buffer,
): AsyncGenerator<Buffer> {
  let held = Buffer.alloc(0)
  let index = 0
  let isOver = false
  for await (const chunk of source) {
    held = held.length === 0 ? Buffer.from(chunk) : Buffer.concat([held, chunk])
    for (;;) {
      if (isOver && held.length > 0) throw damaged('more than was sealed')
      if (held.length < 4) break
      const mark = held.readUInt32BE()
      const isLast = mark >= lastMark
      const length = mark % lastMark
      if (length > pieceBytes) throw damaged('a piece is too long')
      const end = 4 + length + tagBytes
      if (held.length < end) break
      yield openPiece(held.subarray(4, 4 + length), held.subarray(4 + length, end), index, isLast)
      held = held.subarray(end)
      index += 1
      isOver = isLast
    }
  }
  if (!isOver) throw damaged('the end is missing')

  function openPiece(body: Buffer, tag: Buffer, place: number, isLast: boolean): Buffer {
    const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(place))
    decipher.setAAD(boundOf(header, isLast))
    decipher.setAuthTag(tag)
    try {
      return Buffer.concat([decipher.update(body), decipher.final()])
    } catch {
      throw damaged(`piece ${place}`)
    }
  }
}
