import type { IncomingMessage } from 'node:http'

export type RequestBody =
  | { readonly kind: 'whole'; readonly bytes: Buffer }
  /** Longer than the limit; nothing was kept. */
  | { readonly kind: 'too-long' }
  /** The client left before the body was complete, or did not stop sending. */
  | { readonly kind: 'broken' }

/**
 * How many times the limit is read and discarded of a body that is too long, so that its sender gets to read the
 * answer.
 */
const discardedShare = 64

/** Reads a request's body into memory, up to `limitBytes`. Never rejects. */
export function readRequestBody(request: IncomingMessage, limitBytes: number): Promise<RequestBody> {
  return new Promise(resolve => {
    let chunks: Buffer[] = []
    let length = 0
    request.on('data', (chunk: Buffer) => {
      length += chunk.length
      if (length <= limitBytes) {
        chunks.push(chunk)
        return
      }
      chunks = []
      if (length > limitBytes * discardedShare) request.destroy()
    })
    request.on('end', () =>
      resolve(
        length > limitBytes ? { kind: 'too-long' } : { kind: 'whole', bytes: Buffer.concat(chunks, length) },
      ),
    )
    // Also emitted after 'end', when it has no effect.
    request.on('close', () => resolve({ kind: 'broken' }))
  })
}
