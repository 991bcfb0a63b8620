import { crc32, deflateSync } from 'node:zlib'

/** A picture: its side in pixels, and red, green, blue, alpha of each. @typedef {{ size: number, pixels: Buffer }} Picture */

const number32 = value => {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}

function pngChunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  return Buffer.concat([number32(data.length), body, number32(crc32(body))])
}

/** @param {Picture} picture */
export function png({ size, pixels }) {
  // Width, height, eight bits a channel, colours with alpha; the rest as usual.
  const head = Buffer.concat([number32(size), number32(size), Buffer.from([8, 6, 0, 0, 0])])
  const rows = Array.from({ length: size }, (_, row) =>
    Buffer.concat([Buffer.from([0]), pixels.subarray(row * size * 4, (row + 1) * size * 4)]),
  )
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    pngChunk('IHDR', head),
    pngChunk('IDAT', deflateSync(Buffer.concat(rows), { level: 9 })),
    pngChunk('IEND', Buffer.alloc(0)),
  ])
}

/** As a bitmap inside an ICO: from the bottom up, blue first, twice as high for a mask that is left empty. */
function iconBitmap({ size, pixels }) {
  const head = Buffer.alloc(40)
  head.writeUInt32LE(40, 0)
  head.writeInt32LE(size, 4)
  head.writeInt32LE(size * 2, 8)
  head.writeUInt16LE(1, 12)
  head.writeUInt16LE(32, 14)
  const rows = Array.from({ length: size }, (_, fromBottom) => {
    const row = Buffer.from(
      pixels.subarray((size - 1 - fromBottom) * size * 4, (size - fromBottom) * size * 4),
    )
    for (let place = 0; place < row.length; place += 4) row.subarray(place, place + 3).reverse()
    return row
  })
  const mask = Buffer.alloc(Math.ceil(size / 32) * 4 * size)
  return Buffer.concat([head, ...rows, mask])
}

/** Windows' icon: small pictures as bitmaps, which every program reads; those of 256 as PNG. @param {readonly Picture[]} pictures */
export function ico(pictures) {
  const bodies = pictures.map(picture => (picture.size < 256 ? iconBitmap(picture) : png(picture)))
  const head = Buffer.alloc(6)
  head.writeUInt16LE(1, 2)
  head.writeUInt16LE(pictures.length, 4)
  let offset = 6 + 16 * pictures.length
  const entries = pictures.map(({ size }, index) => {
    const entry = Buffer.alloc(16)
    entry.writeUInt8(size % 256, 0)
    entry.writeUInt8(size % 256, 1)
    entry.writeUInt16LE(1, 4)
    entry.writeUInt16LE(32, 6)
    entry.writeUInt32LE(bodies[index].length, 8)
    entry.writeUInt32LE(offset, 12)
    offset += bodies[index].length
    return entry
  })
  return Buffer.concat([head, ...entries, ...bodies])
}

/** Names of the pictures inside macOS's icon, by their side; two for those that serve a doubled screen too. */
const icnsTypes = {
  16: ['icp4'],
  32: ['icp5', 'ic11'],
  64: ['icp6', 'ic12'],
  128: ['ic07'],
  256: ['ic08', 'ic13'],
  512: ['ic09', 'ic14'],
  1024: ['ic10'],
}

/** @param {readonly Picture[]} pictures */
export function icns(pictures) {
  const parts = pictures.flatMap(picture => {
    const body = png(picture)
    return icnsTypes[picture.size].map(type =>
      Buffer.concat([Buffer.from(type, 'latin1'), number32(body.length + 8), body]),
    )
  })
  const all = Buffer.concat(parts)
  return Buffer.concat([Buffer.from('icns', 'latin1'), number32(all.length + 8), all])
}
