import { expect, test } from 'vitest'
import { isBlankCell, unguardCell } from '../../../../shared/contacts/csv-guards.ts'
import { fileKindOf } from '../../../../shared/contacts/file-kind.ts'

test.each([
  ['="13800138000"', '13800138000'],
  ['="say ""hi"""', 'say "hi"'],
  ['13800138000\t', '13800138000'],
  ['\t13800138000', '13800138000'],
  ["'13800138000", '13800138000'],
  ["'=1+1", '=1+1'],
  ["'-5", '-5'],
  ['=HYPERLINK("http://x","点我")', '=HYPERLINK("http://x","点我")'],
  ["'n Beetje", "'n Beetje"],
  [' 王芳 ', ' 王芳 '],
  ['', ''],
  ['=""', ''],
])('%j means %j', (cell, value) => {
  expect(unguardCell(cell)).toBe(value)
})

test('blank is empty after trimming, and 0 is a value', () => {
  for (const cell of ['', ' ', '\t', '\u3000', '\u00a0', '=""', '\ufeff'])
    expect(isBlankCell(cell), JSON.stringify(cell)).toBe(true)
  for (const cell of ['0', '无', '-', 'a', ' 0 ', '="0"', '=']) expect(isBlankCell(cell), cell).toBe(false)
})

const ascii = (text: string): Uint8Array => new TextEncoder().encode(text)

test.each<[string, Uint8Array, string]>([
  ['CSV', ascii('phone,name\n'), 'text'],
  ['nothing', ascii(''), 'text'],
  ['zip', ascii('PK\u0003\u0004…'), 'workbook'],
  ['OLE2', new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), 'workbook'],
  ['HTML', ascii('\ufeff\n<html xmlns:x="urn:schemas-microsoft-com:office:excel">'), 'workbook'],
  [
    'HTML in UTF-16',
    new Uint8Array([0xff, 0xfe, ...[...'<table>'].flatMap(c => [c.charCodeAt(0), 0])]),
    'workbook',
  ],
  ['XML spreadsheet', ascii('<?xml version="1.0"?>'), 'workbook'],
  ['a name in angle brackets', ascii('<王芳>,13800138000'), 'text'],
  ['PDF', ascii('%PDF-1.7'), 'other'],
  ['PNG', new Uint8Array([0x89, 0x50, 0x4e, 0x47]), 'other'],
])('%s is known by its first bytes', (_, bytes, kind) => {
  expect(fileKindOf(bytes)).toBe(kind)
})
