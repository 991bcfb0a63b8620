import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { opened, sealed } from '../../../../../electron/services/back-up/sealing.ts'

/** What was sealed comes out as it went in, or not at all. */

const key = randomBytes(32)
const header = Buffer.from('header')

const whole = async (stream: AsyncIterable<Uint8Array>): Promise<Buffer> => {
  const parts: Uint8Array[] = []
  for await (const part of stream) parts.push(part)
  return Buffer.concat(parts)
}
async function* inParts(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}
const open = (bytes: Uint8Array, of = header, with_ = key) => whole(opened(inParts(bytes, 70_000), with_, of))

test('comes out as it went in, however it is cut on the way', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(3_000_000), fc.integer({ min: 1000, max: 2_000_000 }), async (length, size) => {
      const bytes = randomBytes(length)
      const closed = await whole(sealed(inParts(bytes, size), key, header))
      expect((await open(closed)).equals(bytes)).toBe(true)
    }),
    { numRuns: 12 },
  )
})

test('every change, cut, addition and change of places is found', async () => {
  const bytes = randomBytes(2_500_000)
  const closed = await whole(sealed(inParts(bytes, 1_000_000), key, header))
  const piece = 4 + 1024 * 1024 + 16
  const first = closed.subarray(0, piece)
  const second = closed.subarray(piece, 2 * piece)
  const last = closed.subarray(2 * piece)
  await fc.assert(
    fc.asyncProperty(fc.nat(closed.length - 1), fc.integer({ min: 1, max: 255 }), async (place, change) => {
      const other = Buffer.from(closed)
      other[place] = (other[place] ?? 0) ^ change
      await expect(open(other)).rejects.toThrow('backup-damaged')
      await expect(open(closed.subarray(0, place))).rejects.toThrow('backup-damaged')
    }),
    {
      numRuns: 25,
      examples: [
        [0, 0x80],
        [3, 1],
        [piece, 0x80],
        [closed.length - 1, 1],
      ],
    },
  )
  for (const other of [
    Buffer.concat([second, first, last]),
    Buffer.concat([first, last]),
    Buffer.concat([first, second]),
    Buffer.concat([first, second, last, last]),
    Buffer.concat([closed, Buffer.from('x')]),
  ])
    await expect(open(other)).rejects.toThrow('backup-damaged')
})

test('opens neither with another header nor with another key', async () => {
  const closed = await whole(sealed(inParts(Buffer.from('x'), 1), key, header))
  await expect(open(closed, Buffer.from('another'))).rejects.toThrow('backup-damaged')
  await expect(open(closed, header, randomBytes(32))).rejects.toThrow('backup-damaged')
})
