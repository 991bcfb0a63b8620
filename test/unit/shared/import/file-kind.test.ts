import { describe, expect, test } from 'vitest'
import { fileKindOf, ole2KindOf, zipKindOf } from '../../../../shared/import/file-kind.ts'
import { encodeGb18030 } from '../../../fakes/gb18030.ts'

const ascii = (text: string): Uint8Array => Uint8Array.from(text, character => character.charCodeAt(0))
const padded = (...start: readonly (number | string)[]): Uint8Array => {
  const bytes = start.flatMap(part => (typeof part === 'string' ? [...ascii(part)] : [part]))
  return Uint8Array.from([...bytes, ...Array.from({ length: 64 }, (_, n) => (n * 37) % 256)])
}

describe('what a file is, by its first bytes', () => {
  test.each([
    ['zip', padded('PK\u0003\u0004'), 'zip'],
    ['an empty zip', padded('PK\u0005\u0006'), 'zip'],
    ['rar', padded('Rar!\u001a\u0007'), 'archive'],
    ['7z', padded('7z', 0xbc, 0xaf, 0x27, 0x1c), 'archive'],
    ['gz', padded(0x1f, 0x8b), 'archive'],
    ['webp', padded('RIFF', 1, 2, 3, 4, 'WEBP'), 'picture'],
    ['heic', padded(0, 0, 0, 0x18, 'ftypheic'), 'picture'],
    ['avif', padded(0, 0, 0, 0x20, 'ftypavif'), 'picture'],
    ['bmp', padded('BM', 9, 9, 0, 0, 0, 0, 0, 0, 54, 0, 0, 0, 40, 0, 0, 0), 'picture'],
    ['png', padded(0x89, 'PNG'), 'picture'],
    ['jpeg', padded(0xff, 0xd8, 0xff, 0xe0), 'picture'],
    ['svg', ascii('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>'), 'picture'],
    ['pdf', ascii('%PDF-1.7\n'), 'pdf'],
    ['rtf', ascii('{\\rtf1\\ansi'), 'word'],
    ['a shortcut of Windows', padded(0x4c, 0, 0, 0, 1, 0x14, 2, 0), 'shortcut'],
    ['an alias of macOS', padded('book', 0, 0, 0, 0, 'mark'), 'shortcut'],
    ['an address of Windows', ascii('[InternetShortcut]\r\nURL=https://docs.example/sheet\r\n'), 'shortcut'],
    ['an entry of Linux', ascii('[Desktop Entry]\nType=Link\n'), 'shortcut'],
    [
      'an address of macOS',
      ascii(
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE plist PUBLIC "-//X//DTD" "x">\n<plist version="1.0">\n<dict>\n\t<key>URL</key>',
      ),
      'shortcut',
    ],
    ['a program', padded('MZ'), 'not-a-list'],
    ['sound', padded('ID3'), 'not-a-list'],
    ['JSON, a list of objects', ascii('[\n  {"phone": "13800138000"}]'), 'json'],
    ['JSON, an object', ascii('{"data":[]}'), 'json'],
    ['JSON, a list of lists', ascii('[["手机"],["138"]]'), 'json'],
    ['a web archive', ascii('MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\r\n'), 'web-archive'],
    ['a page', ascii('<div><table><tr><td>1'), 'workbook'],
    ['a bare .xls', new Uint8Array([0x09, 0x08, 0x08, 0x00, 0x00, 0x05]), 'workbook'],
  ])('%s', (_, bytes, kind) => {
    expect(fileKindOf(bytes)).toBe(kind)
  })

  test.each([
    ['a list whose first word begins like a picture', ascii('BM,phone\n1,13800138000\n')],
    ['a title in brackets', encodeGb18030('[会员名单]\n手机,姓名\n')],
    ['a placeholder in braces', encodeGb18030('{手机},{姓名}\n13800138000,王芳\n')],
    ['GB18030', encodeGb18030('手机,姓名\n13800138000,王芳\n')],
    ['UTF-16 with a mark', new Uint8Array([0xff, 0xfe, 0x4b, 0x62, 0x3a, 0x67, 0x0a, 0x00])],
    ['fields filled with NUL', ascii('13800138000\u0000\u0000\u0000,a\u0000\u0000\n')],
    ['a phone book', ascii('BEGIN:VCARD\nVERSION:3.0\n')],
    ['nothing', new Uint8Array(0)],
  ])('%s is text', (_, bytes) => {
    expect(fileKindOf(bytes)).toBe('text')
  })
})

describe('what a container holds', () => {
  test.each([
    [['[Content_Types].xml', 'xl/workbook.xml'], 'workbook'],
    [['[Content_Types].xml', 'XL\\Workbook.xml'], 'workbook'],
    [['[Content_Types].xml', 'word/document.xml'], 'word'],
    [['[Content_Types].xml', 'ppt/presentation.xml'], 'slides'],
    [['mimetype', 'content.xml', 'META-INF/manifest.xml'], 'workbook'],
    [['Index/Document.iwa', 'preview.jpg'], 'numbers'],
    [['名单.csv', '照片/1.jpg'], 'archive'],
    [['名单.xlsx'], 'archive'],
    // Its workbook's reader says that it is damaged.
    [[], 'workbook'],
  ])('a zip of %j', (names, kind) => {
    expect(zipKindOf(names)).toBe(kind)
  })

  test('an OLE2 container, by its streams', () => {
    const wide = (text: string): string => [...text].map(character => `${character}\0`).join('')
    expect(ole2KindOf(wide('Workbook\0'))).toBe('workbook')
    expect(ole2KindOf(wide('EncryptedPackage\0'))).toBe('workbook')
    expect(ole2KindOf(wide('WordDocument\0'))).toBe('word')
    expect(ole2KindOf(wide('PowerPoint Document\0'))).toBe('slides')
    // A workbook with a text embedded in it.
    expect(ole2KindOf(wide('WordDocument\0Workbook\0'))).toBe('workbook')
    expect(ole2KindOf('')).toBe('workbook')
  })
})
