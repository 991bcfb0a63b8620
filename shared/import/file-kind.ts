import { isMarkup } from './markup.ts'

/**
 * Kinds of files that can't be read as a list, so that the owner learns what it is. `not-a-list`: none of the
 * others.
 */
export const notLists = [
  'archive',
  'picture',
  'word',
  'slides',
  'pdf',
  'json',
  'web-archive',
  'numbers',
  'shortcut',
  'folder',
  'not-a-list',
] as const
export type NotList = (typeof notLists)[number]

/** The kind of a file, by its bytes; its ending means nothing (text and HTML are often named .xls). */
export type FileKind = 'text' | 'workbook' | 'zip' | 'ole2' | NotList

/** This many first bytes are enough for `fileKindOf`. */
export const fileKindBytes = 4096

const latin = (text: string): readonly number[] => [...text].map(character => character.charCodeAt(0))

/** First bytes, the most specific first. */
const magics: readonly (readonly [FileKind, readonly number[]])[] = [
  // Workbooks (.xlsx, .ods, .et), Word, and archives alike: what is in the zip tells.
  ['zip', latin('PK\u0003\u0004')],
  ['zip', latin('PK\u0005\u0006')],
  ['archive', latin('PK\u0007\u0008')],
  // .xls, .et, encrypted .xlsx, .doc, .ppt: what is in the container tells.
  ['ole2', [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]],
  ['archive', latin('Rar!')],
  ['archive', [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c]],
  ['archive', [0x1f, 0x8b]],
  ['archive', latin('BZh')],
  ['archive', [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0]],
  ['archive', [0x28, 0xb5, 0x2f, 0xfd]],
  ['archive', latin('MSCF')],
  ['pdf', latin('%PDF')],
  ['word', latin('{\\rtf')],
  ['picture', [0x89, 0x50, 0x4e, 0x47]],
  ['picture', [0xff, 0xd8, 0xff]],
  ['picture', latin('GIF8')],
  ['picture', [0x49, 0x49, 0x2a, 0]],
  ['picture', [0x4d, 0x4d, 0, 0x2a]],
  ['picture', [0x49, 0x49, 0x2b, 0]],
  ['picture', [0, 0, 1, 0]],
  ['picture', latin('8BPS')],
  ['picture', [0xff, 0x0a]],
  ['picture', [0, 0, 0, 0x0c, 0x4a, 0x58, 0x4c, 0x20]],
  ['picture', [0, 0, 0, 0x0c, 0x6a, 0x50, 0x20, 0x20]],
  // .lnk: the length of its header and the first half of what names its kind; an alias of macOS.
  ['shortcut', [0x4c, 0, 0, 0, 0x01, 0x14, 0x02, 0]],
  ['shortcut', latin('book\0\0\0\0mark')],
  ['not-a-list', latin('MZ')],
  ['not-a-list', [0x7f, 0x45, 0x4c, 0x46]],
  ['not-a-list', latin('SQLite format 3')],
  ['not-a-list', latin('OggS')],
  ['not-a-list', latin('ID3')],
  ['not-a-list', latin('wOFF')],
]

const startsWith = (bytes: Uint8Array, magic: readonly number[], at = 0): boolean =>
  magic.every((byte, i) => bytes[at + i] === byte)

const archivedPage =
  /^\s*(?:(?:mime-version|from|content-type|date|subject|snapshot-[\w-]+|message-id):[^\n]*\n(?:[ \t][^\n]*\n)*\s*)+/i
/** .url, .desktop, .webloc. */
const shortcut =
  /^\s*\[(?:InternetShortcut|Desktop Entry)\]\s|^\s*<\?xml[^>]*>\s*<!DOCTYPE plist[^>]*>\s*<plist[^>]*>\s*<dict>\s*<key>URL<\/key>/i
const svg = /^\s*(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]*?-->\s*)?(?:<!doctype svg[^>]*>\s*)?<svg\b/i
/** An object or a list of objects; a name in brackets is none. */
const json = /^\s*(?:\[\s*)?\{\s*(?:"(?:[^"\\]|\\.)*"\s*:|\}\s*$)|^\s*\[\s*\[?\s*"(?:[^"\\]|\\.)*"\s*[,\]]/

/** `workbook`: anything for the workbook reader that its first bytes give away, HTML tables among it. */
export function fileKindOf(bytes: Uint8Array): FileKind {
  const magic = magics.find(([, start]) => startsWith(bytes, start))
  if (magic) return magic[0]
  // BIFF 2–5 without a container.
  if (
    bytes[0] === 0x09 &&
    [0x00, 0x02, 0x04, 0x08].includes(bytes[1] ?? -1) &&
    [4, 6, 8].includes(bytes[2] ?? -1)
  )
    return 'workbook'
  if (isMediaFile(bytes)) return 'picture'
  const text = asciiOf(bytes)
  if (svg.test(text)) return 'picture'
  const head = archivedPage.exec(text)
  if (head && /mime-version\s*:/i.test(head[0]) && /content-type\s*:/i.test(text)) return 'web-archive'
  if (shortcut.test(text)) return 'shortcut'
  if (isMarkup(text)) return 'workbook'
  if (json.test(text)) return 'json'
  return isBinary(bytes) ? 'not-a-list' : 'text'
}

/** Formats that name themselves behind a length: WebP, HEIC, AVIF, BMP, and films, which the owner takes for pictures. */
function isMediaFile(bytes: Uint8Array): boolean {
  if (startsWith(bytes, latin('RIFF')) && startsWith(bytes, latin('WEBP'), 8)) return true
  if (startsWith(bytes, latin('ftyp'), 4)) return true
  // A list may begin with the letters BM: the picture has two empty words, then its offset and the size of its header.
  return (
    startsWith(bytes, latin('BM')) &&
    startsWith(bytes, [0, 0, 0, 0], 6) &&
    [12, 40, 52, 56, 64, 108, 124].includes(bytes[14] ?? -1) &&
    startsWith(bytes, [0, 0, 0], 15)
  )
}

/** The ASCII characters in order, whatever the encoding: marks and NUL bytes of UTF-16 fall away. */
function asciiOf(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes.subarray(0, fileKindBytes))
    if (byte > 0 && byte < 0x80) text += String.fromCharCode(byte)
  return text
}

/** Text does not contain many kinds of control characters; NUL alone fills fields and is half of UTF-16. */
function isBinary(bytes: Uint8Array): boolean {
  const head = bytes.subarray(0, fileKindBytes)
  const kinds = new Set<number>()
  let controls = 0
  for (const byte of head) {
    if (byte === 0 || byte >= 0x20 || (byte >= 9 && byte <= 13) || byte === 0x1a || byte === 0x1b) continue
    controls++
    kinds.add(byte)
  }
  // Chinese UTF-16 also has bytes below 0x20, besides the NUL bytes of digits and separators; a byte order mark
  // makes it certain.
  const isMarked = startsWith(head, [0xff, 0xfe]) || startsWith(head, [0xfe, 0xff])
  return !isMarked && kinds.size >= 6 && controls > head.length * 0.05
}

/** The kind of a zip, by the names of its parts. */
export function zipKindOf(names: readonly string[]): 'workbook' | NotList {
  const parts = names.map(name => name.replaceAll('\\', '/').toLowerCase())
  const has = (start: string): boolean => parts.some(part => part.startsWith(start))
  if (has('xl/')) return 'workbook'
  if (has('word/')) return 'word'
  if (has('ppt/')) return 'slides'
  if (parts.some(part => part.endsWith('.iwa')) || has('index.zip')) return 'numbers'
  // OpenDocument: texts and slides have the same parts; the workbook reader says which it is not.
  if (parts.includes('content.xml')) return 'workbook'
  return parts.includes('[content_types].xml') || parts.length === 0 ? 'workbook' : 'archive'
}

const utf16 = (text: string): string => [...text].map(character => `${character}\0`).join('')
const workbookStreams = [utf16('Workbook\0'), utf16('Book\0'), utf16('EncryptedPackage\0')]
const otherStreams: readonly (readonly [NotList, string])[] = [
  ['word', utf16('WordDocument\0')],
  ['slides', utf16('PowerPoint Document\0')],
]

/** The kind of an OLE2 container, by the names in its directory, wherever that is. `text`: its bytes as Latin-1. */
export function ole2KindOf(text: string): 'workbook' | NotList {
  if (workbookStreams.some(name => text.includes(name))) return 'workbook'
  return otherStreams.find(([, name]) => text.includes(name))?.[0] ?? 'workbook'
}
