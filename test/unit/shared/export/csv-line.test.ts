import fc from 'fast-check'
import Papa from 'papaparse'
import { expect, test } from 'vitest'
import { type Cell, csvLine, csvLines, quoted } from '../../../../shared/export/csv-line.ts'
import { guardCell, unguardCell } from '../../../../shared/export/excel-guards.ts'

test.each<[readonly Cell[], string]>([
  [['行号', '手机号码'], '行号,手机号码\r\n'],
  [[1, { phone: '13800138000' }, null, -12.5], '1,"=""13800138000""",,-12.5\r\n'],
  [['a,b', 'say "hi"', 'two\nlines', 'cr\rhere'], '"a,b","say ""hi""","two\nlines","cr\rhere"\r\n'],
  [[' edges ', '', '=1+1', '-12.5'], '" edges ",,\'=1+1,-12.5\r\n'],
  [[], '\r\n'],
])('%j is written as %j', (cells, line) => {
  expect(csvLine(cells)).toBe(line)
})

test('what a CSV reader finds is what was written, once the guards are undone', () => {
  const text = fc.string({
    unit: fc.oneof(fc.constantFrom('"', ',', '\n', '\r', '=', "'", ' '), fc.string({ maxLength: 1 })),
  })
  const phone = fc.integer({ min: 1e10, max: 2e10 }).map(n => ({ phone: String(n) }))
  fc.assert(
    fc.property(fc.array(fc.oneof(text, phone), { minLength: 2, maxLength: 6 }), cells => {
      const { data } = Papa.parse<string[]>(csvLine(cells), { delimiter: ',', newline: '\r\n' })
      const read = (data[0] ?? []).map(unguardCell)
      expect(read).toEqual(cells.map(cell => (typeof cell === 'string' ? cell : cell.phone)))
    }),
  )
})

test('a text is guarded and quoted, however plainly it begins', () => {
  const text = fc.string({
    unit: fc.oneof(
      fc.constantFrom('"', ',', '\n', '=', '＝', "'", ' ', '\u200b', 'A', '1', '张', '【'),
      fc.string(),
    ),
  })
  fc.assert(
    fc.property(text, cell => {
      expect(csvLine([cell])).toBe(`${quoted(guardCell(cell))}\r\n`)
    }),
  )
})

test('a record is the same whatever stands above it', () => {
  const cell = fc.constantFrom<Cell>(
    null,
    '',
    0,
    1,
    '1',
    '=1',
    '张三',
    'a,b',
    { phone: '1' },
    { phone: '+1' },
  )
  fc.assert(
    fc.property(fc.array(fc.array(cell, { maxLength: 4 }), { maxLength: 6 }), rows => {
      const lineOf = csvLines()
      expect(rows.map(lineOf)).toEqual(rows.map(csvLine))
    }),
  )
})
