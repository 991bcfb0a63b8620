import { type TextEncoding, withoutMark } from '../../../shared/import/encoding.ts'

export type TextFeed = {
  push(bytes: Uint8Array): void
  end(): void
  /** The number of characters that could not be decoded. */
  readonly unreadable: number
}

/**
 * A bare LF in a file whose lines end in CRLF: Excel, WPS and this app write line breaks inside a cell like that.
 * The feed passes on no other CR.
 */
export const innerBreak = '\r'
/** The same text with uniform line ends. */
export const withPlainBreaks = (text: string): string =>
  text.includes(innerBreak) ? text.replaceAll(innerBreak, '\n') : text

const bareFeed = /(?<!\r)\n/

/** Bytes decoded at a time: pieces of this size are parsed faster than larger ones. */
const pieceBytes = 64 * 1024

/**
 * Decodes a file piece by piece and passes on text with LF as line end, whatever the file uses, except for
 * `innerBreak`. Characters and CRLFs across two pieces stay whole.
 */
export function createTextFeed(encoding: TextEncoding, emit: (text: string) => void): TextFeed {
  const decoder = new TextDecoder(encoding)
  let atStart = true
  /** The first bytes, until it is known whether they are the mark of UTF-8; null after that. */
  let head: Uint8Array | null = new Uint8Array(0)
  /** Carriage returns at the end of the last piece: a line feed may follow. */
  let heldReturns = ''
  /** Null until a line end was seen. */
  let endsInReturns: boolean | null = null
  let unreadable = 0

  function take(decoded: string): void {
    let text = decoded
    if (text === '') return
    if (atStart) {
      atStart = false
      // TextDecoder removes the mark itself, but not that of GB18030.
      if (text.charCodeAt(0) === 0xfeff) text = text.slice(1)
    }
    // NUL fills fields of a fixed width, and may also be inside a line end.
    if (text.includes('\0')) text = text.replaceAll('\0', '')
    text = heldReturns + text
    heldReturns = ''
    if (text.endsWith('\r')) {
      const end = text.search(/(?<!\r)\r+$/)
      heldReturns = text.slice(end)
      text = text.slice(0, end)
    }
    // CR CR LF is one line end: a program replaced the LF of a CRLF by CRLF.
    endsInReturns ??= text.includes('\r\n') || (text.includes('\n') ? false : null)
    if (endsInReturns && bareFeed.test(text))
      // A lone CR is a line end like CRLF; the remaining LFs are not.
      text = text.replace(/(?<!\r)\r+\n|[\r\n]/g, end => (end === '\n' ? innerBreak : '\n'))
    else if (text.includes('\r')) text = text.replace(/(?<!\r)\r+\n/g, '\n').replaceAll('\r', '\n')
    for (let at = text.indexOf('\ufffd'); at !== -1; at = text.indexOf('\ufffd', at + 1)) unreadable++
    if (text !== '') emit(text)
  }

  function decode(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; at += pieceBytes)
      take(decoder.decode(bytes.subarray(at, at + pieceBytes), { stream: true }))
  }

  /** Before text in another encoding, the mark of UTF-8 would be decoded as one and a half characters. */
  function withHead(bytes: Uint8Array, isAll: boolean): Uint8Array {
    if (head === null) return bytes
    const all = head.length === 0 ? bytes : new Uint8Array([...head, ...bytes])
    if (all.length < 3 && !isAll) {
      // The input buffer is not valid after this call.
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
