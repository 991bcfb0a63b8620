/** Bytes that can be read more than once; a slice is invalid once the next is requested. */
export type ByteSource = {
  readonly size: number
  slices(): AsyncIterable<Uint8Array<ArrayBuffer>>
}

const sliceBytes = 2 * 1024 * 1024

/** Reads a file slice by slice into the same two buffers: one is filled while the other is processed. */
export function blobSource(blob: Blob): ByteSource {
  return {
    size: blob.size,
    async *slices() {
      const reader = blob.stream().getReader({ mode: 'byob' })
      /** Fills the buffer, up to the end of the file. */
      const fill = async (buffer: ArrayBuffer): Promise<Uint8Array<ArrayBuffer>> => {
        let filled = new Uint8Array(buffer, 0, 0)
        for (;;) {
          const { buffer: memory, byteLength } = filled
          if (byteLength === memory.byteLength) return filled
          const { value, done } = await reader.read(new Uint8Array(memory, byteLength))
          if (value === undefined) return new Uint8Array(0)
          filled = new Uint8Array(value.buffer, 0, byteLength + value.byteLength)
          if (done) return filled
        }
      }
      try {
        let next = fill(new ArrayBuffer(sliceBytes))
        let spare = new ArrayBuffer(sliceBytes)
        for (;;) {
          const slice = await next
          if (slice.byteLength === 0) return
          next = fill(spare)
          // Not awaited when the reader stops early; its failure does not matter then.
          next.catch(() => undefined)
          yield slice
          spare = slice.buffer
        }
      } finally {
        await reader.cancel().catch(() => undefined)
      }
    },
  }
}
