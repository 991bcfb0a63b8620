import type { TextEncoding } from '../../../shared/import/encoding.ts'

export type TextFeed = {
  push(bytes: Uint8Array): void
  end(): void
  /** How many characters could not be read in this encoding. */
  readonly unreadable: number
}

/** Bytes handed to the decoder at once: pieces of this size are parsed faster than larger ones. */
const pieceBytes = 64 * 1024

/**
 * Decodes a file piece by piece and hands on text whose lines end in \n, whatever they ended in. A character or a CRLF
 * on the border of two pieces stays whole.
 */
export function createTextFeed(encoding: TextEncoding, emit: (text: string) => void): TextFeed {
  const decoder = new TextDecoder(encoding)
  let atStart = true
  let heldReturn = false
  let unreadable = 0

  function take(decoded: string): void {
    let text = decoded
    if (text === '') return
    if (atStart) {
      atStart = false
      // TextDecoder takes the mark away itself, but not that of GB18030.
      if (text.charCodeAt(0) === 0xfeff) text = text.slice(1)
    }
    if (heldReturn) text = `\r${text}`
    heldReturn = text.endsWith('\r')
    if (heldReturn) text = text.slice(0, -1)
    if (text.includes('\r')) text = text.replaceAll('\r\n', '\n').replaceAll('\r', '\n')
    for (let at = text.indexOf('\ufffd'); at !== -1; at = text.indexOf('\ufffd', at + 1)) unreadable++
    if (text !== '') emit(text)
  }

  return {
    push(bytes) {
      for (let at = 0; at < bytes.length; at += pieceBytes)
        take(decoder.decode(bytes.subarray(at, at + pieceBytes), { stream: true }))
    },
    end() {
      take(decoder.decode())
      if (heldReturn) emit('\n')
      heldReturn = false
    },
    get unreadable() {
      return unreadable
    },
  }
}
