import type { ByteSource } from './import-text.ts'

const sliceBytes = 2 * 1024 * 1024

/** A file read slice by slice, the next one on its way while the last is worked on. */
export function blobSource(blob: Blob): ByteSource {
  const read = async (at: number): Promise<Uint8Array> =>
    new Uint8Array(await blob.slice(at, at + sliceBytes).arrayBuffer())
  return {
    size: blob.size,
    async *slices() {
      let next = blob.size > 0 ? read(0) : null
      for (let at = sliceBytes; next !== null; at += sliceBytes) {
        const slice = await next
        next = at < blob.size ? read(at) : null
        // Left unread when the reader stops early; its failure is then nobody's concern.
        next?.catch(() => undefined)
        yield slice
      }
    },
  }
}
