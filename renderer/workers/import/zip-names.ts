/** The end of a zip's directory, and a comment of any length behind it. */
export const zipTailBytes = 22 + 65_535
/** A longer directory is read only partially: the first names show what the zip is. */
const mostDirectoryBytes = 1024 * 1024
const mostNames = 2000

export type ZipDirectory = { readonly offset: number; readonly length: number }

/** The position of a zip's directory, from the last bytes of the file; null if it is not a zip. */
export function zipDirectory(tail: Uint8Array): ZipDirectory | null {
  const view = new DataView(tail.buffer, tail.byteOffset, tail.byteLength)
  for (let at = tail.length - 22; at >= 0; at--)
    if (view.getUint32(at, true) === 0x06054b50)
      return {
        offset: view.getUint32(at + 16, true),
        length: Math.min(view.getUint32(at + 12, true), mostDirectoryBytes),
      }
  return null
}

/** The names of a zip's parts from its directory; if it is damaged, those that can be read. */
export function zipNames(directory: Uint8Array): readonly string[] {
  const view = new DataView(directory.buffer, directory.byteOffset, directory.byteLength)
  const decoder = new TextDecoder()
  const names: string[] = []
  let at = 0
  while (at + 46 <= directory.length && names.length < mostNames) {
    if (view.getUint32(at, true) !== 0x02014b50) break
    const nameLength = view.getUint16(at + 28, true)
    names.push(decoder.decode(directory.subarray(at + 46, at + 46 + nameLength)))
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return names
}
