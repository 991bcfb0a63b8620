import { inflateRawSync } from 'node:zlib'

export type UnpackedPart = { readonly name: string; readonly content: Uint8Array }

/** The entries of a zip that is known to be sound, unpacked. */
export function unpackZip(zip: Uint8Array): UnpackedPart[] {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength)
  const end = Buffer.from(zip.buffer, zip.byteOffset, zip.byteLength).lastIndexOf('PK\u0005\u0006')
  const parts: UnpackedPart[] = []
  let at = view.getUint32(end + 16, true)
  for (let count = view.getUint16(end + 10, true); count > 0; count--) {
    const nameLength = view.getUint16(at + 28, true)
    const offset = view.getUint32(at + 42, true)
    const start = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true)
    const packed = zip.subarray(start, start + view.getUint32(at + 20, true))
    parts.push({
      name: new TextDecoder().decode(zip.subarray(at + 46, at + 46 + nameLength)),
      content: view.getUint16(at + 10, true) === 0 ? packed : inflateRawSync(packed),
    })
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return parts
}
