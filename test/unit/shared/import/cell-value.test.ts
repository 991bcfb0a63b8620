import fc from 'fast-check'
import { expect, test } from 'vitest'
import { guardCell, guardPhone } from '../../../../shared/export/excel-guards.ts'
import { cellValue, isBlankCell } from '../../../../shared/import/cell-value.ts'
import { fileKindOf } from '../../../../shared/import/file-kind.ts'

test.each([
  ['="13800138000"', '13800138000'],
  ['="say ""hi"""', 'say "hi"'],
  ['13800138000\t', '13800138000'],
  ['\t13800138000', '13800138000'],
  // An apostrophe that guards nothing may be a person's own.
  ["'13800138000", "'13800138000"],
  ["'=1+1", '=1+1'],
  ["'-x", '-x'],
  // A negative number runs nothing, so its apostrophe is none of ours.
  ["'-5", "'-5"],
  ['=HYPERLINK("http://x","点我")', '=HYPERLINK("http://x","点我")'],
  ["'n Beetje", "'n Beetje"],
  [' 王芳 ', '王芳'],
  ['', ''],
  ['=""', ''],
])('%j means %j', (cell, value) => {
  expect(cellValue(cell)).toBe(value)
})

test('a cell is blank where nothing is left of it', () => {
  const signs = [
    "'",
    '=',
    '"',
    '\t',
    '\n',
    ' ',
    '\u3000',
    '\u2800',
    '\u200b',
    '\u200d',
    '\ufe0f',
    '1',
    '\u20e3',
    '王',
    '❤',
    '👨',
    '\u{1f3fb}',
  ]
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...signs), maxLength: 6 }), cell => {
      expect(isBlankCell(cell)).toBe(cellValue(cell) === '')
    }),
    { numRuns: 2000 },
  )
})

test('what an export of ours has guarded comes back, and reading a value again changes nothing', () => {
  const cell = fc.string({
    unit: fc.constantFrom("'", '=', '"', '\t', '+', '-', '1', '王', '@', ' '),
    maxLength: 8,
  })
  fc.assert(
    fc.property(cell, text => {
      const value = cellValue(text)
      expect(cellValue(guardCell(value))).toBe(value)
    }),
  )
  expect(cellValue(guardPhone('13800138000'))).toBe('13800138000')
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
  ['zip', ascii('PK\u0003\u0004…'), 'zip'],
  ['OLE2', new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), 'ole2'],
  ['HTML', ascii('\ufeff\n<html xmlns:x="urn:schemas-microsoft-com:office:excel">'), 'workbook'],
  [
    'HTML in UTF-16',
    new Uint8Array([0xff, 0xfe, ...[...'<table>'].flatMap(c => [c.charCodeAt(0), 0])]),
    'workbook',
  ],
  ['XML spreadsheet', ascii('<?xml version="1.0"?>'), 'workbook'],
  ['a name in angle brackets', ascii('<王芳>,13800138000'), 'text'],
  ['PDF', ascii('%PDF-1.7'), 'pdf'],
  ['PNG', new Uint8Array([0x89, 0x50, 0x4e, 0x47]), 'picture'],
])('%s is known by its first bytes', (_, bytes, kind) => {
  expect(fileKindOf(bytes)).toBe(kind)
})
