import { isMarkup } from './markup.ts'

/** What a file is, by its first bytes; its name's ending says nothing (text and HTML travel under the name .xls). */
export type FileKind = 'text' | 'workbook' | 'other'

/** So many first bytes are enough for `fileKindOf`. */
export const fileKindBytes = 4096

const startsWith = (bytes: Uint8Array, ...magic: readonly number[]): boolean =>
  magic.every((byte, i) => bytes[i] === byte)

/** `workbook`: anything for the workbook reader, HTML tables among it. `other`: certainly no list (a picture, a PDF). */
export function fileKindOf(bytes: Uint8Array): FileKind {
  // Zip (.xlsx, .ods, .et) and OLE2 (.xls, .et, encrypted .xlsx).
  if (startsWith(bytes, 0x50, 0x4b, 3, 4) || startsWith(bytes, 0x50, 0x4b, 5, 6)) return 'workbook'
  if (startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1)) return 'workbook'
  // BIFF 2–5 without a container.
  if (
    bytes[0] === 0x09 &&
    [0x00, 0x02, 0x04, 0x08].includes(bytes[1] ?? -1) &&
    [4, 6, 8].includes(bytes[2] ?? -1)
  )
    return 'workbook'
  if (startsWith(bytes, 0x25, 0x50, 0x44, 0x46)) return 'other'
  if (startsWith(bytes, 0x89, 0x50, 0x4e, 0x47) || startsWith(bytes, 0xff, 0xd8, 0xff)) return 'other'
  if (startsWith(bytes, 0x47, 0x49, 0x46, 0x38) || startsWith(bytes, 0x7b, 0x5c, 0x72, 0x74, 0x66))
    return 'other'
  if (startsWith(bytes, 0x52, 0x61, 0x72, 0x21) || startsWith(bytes, 0x37, 0x7a, 0xbc, 0xaf)) return 'other'
  if (startsWith(bytes, 0x1f, 0x8b) || startsWith(bytes, 0x4d, 0x5a)) return 'other'
  return isMarkup(asciiOf(bytes)) ? 'workbook' : 'text'
}

/** The ASCII characters in order, whatever the encoding: marks and NUL bytes of UTF-16 fall away. */
function asciiOf(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes.subarray(0, fileKindBytes))
    if (byte > 0 && byte < 0x80) text += String.fromCharCode(byte)
  return text
}
