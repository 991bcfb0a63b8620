import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openCsv } from '../../../../../electron/services/files/csv-writer.ts'
import { type Cell, csvLine } from '../../../../../shared/export/csv-line.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'zhanggui-csv-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('texts of any length and width come out in order, however they fall into the blocks that are written', async () => {
  const path = join(folder, '名单.csv')
  const pieces = ['a', '汉', '👍', 'é', '\ud83d'] as const
  const lengths = [0, 1, 50_000, 87_381, 87_382, 90_000, 130_000, 262_144, 300_000, 7]
  const rows = Array.from({ length: 2000 }, (_, number): readonly Cell[] => [
    number,
    (pieces[number % pieces.length] ?? '').repeat(number % 200 === 0 ? (lengths[number / 200] ?? 0) : 700),
  ])
  const writer = await openCsv(path, ['行号', '内容'], csvLine)
  for (let at = 0; at < rows.length; at += 3) await writer.add(rows.slice(at, at + 3))
  expect(await writer.finish()).toEqual({ rows: rows.length, cut: 0 })
  const text = `\ufeff行号,内容\r\n${rows.map(cells => csvLine(cells)).join('')}`
  expect(readFileSync(path).equals(Buffer.from(text))).toBe(true)
})
