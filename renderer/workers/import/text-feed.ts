import { type TextEncoding, withoutMark } from '../../../shared/import/encoding.ts'

export type TextFeed = {
  push(bytes: Uint8Array): void
  end(): void
  /** How many characters could not be read in this encoding. */
  readonly unreadable: number
}

/**
 * A line break that is written as a bare LF in a file whose lines end in CRLF: Excel, WPS and this app write the breaks
 * inside a cell so. The feed leaves no other CR.
 */
export const innerBreak = '\r'
/** The same text with every line's end alike. */
export const withPlainBreaks = (text: string): string =>
  text.includes(innerBreak) ? text.replaceAll(innerBreak, '\n') : text

const bareFeed = /(?<!\r)\n/

/** Bytes handed to the decoder at once: pieces of this size are parsed faster than larger ones. */
const pieceBytes = 64 * 1024

/**
 * Decodes a file piece by piece and hands on text whose lines end in \n, whatever they ended in, but for `innerBreak`. A
 * character or a CRLF on the border of two pieces stays whole.
 */
export function createTextFeed(encoding: TextEncoding, emit: (text: string) => void): TextFeed {
  const decoder = new TextDecoder(encoding)
  let atStart = true
  /** The first bytes, until it is known whether they are the mark of UTF-8; null after that. */
  let head: Uint8Array | null = new Uint8Array(0)
  /** Carriage returns at the end of the last piece: a line feed may follow. */
  let heldReturns = ''
  /** Null until a line's end was seen. */
  let endsInReturns: boolean | null = null
  let unreadable = 0

  function take(decoded: string): void {
    let text = decoded
    if (text === '') return
    if (atStart) {
      atStart = false
      // TextDecoder takes the mark away itself, but not that of GB18030.
      if (text.charCodeAt(0) === 0xfeff) text = text.slice(1)
    }
    // Fields of a fixed width are filled with it, and so may be the space within a line's end.
    if (text.includes('\0')) text = text.replaceAll('\0', '')
    text = heldReturns + text
    heldReturns = ''
    if (text.endsWith('\r')) {
      const end = text.search(/(?<!\r)\r+$/)
      heldReturns = text.slice(end)
      text = text.slice(0, end)
    }
    // CR CR LF is one line's end: a program wrote CR LF where another had already made CR of LF.
    endsInReturns ??= text.includes('\r\n') || (text.includes('\n') ? false : null)
    if (endsInReturns && bareFeed.test(text))
      // A lone return is a line's end like CRLF; the line feeds that are left are none of it.
      text = text.replace(/(?<!\r)\r+\n|[\r\n]/g, end => (end === '\n' ? innerBreak : '\n'))
    else if (text.includes('\r')) text = text.replace(/(?<!\r)\r+\n/g, '\n').replaceAll('\r', '\n')
    for (let at = text.indexOf('\ufffd'); at !== -1; at = text.indexOf('\ufffd', at + 1)) unreadable++
    if (text !== '') emit(text)
  }

  function decode(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; at += pieceBytes)
      take(decoder.decode(bytes.subarray(at, at + pieceBytes), { stream: true }))
  }

  /** The mark of UTF-8 in front of text that is none would be read as a character and a half. */
  function withHead(bytes: Uint8Array, isAll: boolean): Uint8Array {
    if (head === null) return bytes
    const all = head.length === 0 ? bytes : new Uint8Array([...head, ...bytes])
    if (all.length < 3 && !isAll) {
      // What is handed in does not outlast the call.
      head = all.slice()
      return new Uint8Array(0)
    }
    head = null
    return withoutMark(all)
  }

  return {
    push: bytes => decode(withHead(bytes, false)),
    end() {
      decode(withHead(new Uint8Array(0), true))
      take(decoder.decode())
      if (heldReturns !== '') emit('\n'.repeat(heldReturns.length))
      heldReturns = ''
    },
    get unreadable() {
      return unreadable
    },
  }
}
