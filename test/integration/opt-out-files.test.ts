import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Database } from 'better-sqlite3'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createOptOutService } from '../../electron/services/opt-outs/opt-out-service.ts'
import { createOptOutStore } from '../../electron/services/opt-outs/opt-out-store.ts'
import { openDatabase } from '../../electron/services/storage/database.ts'
import { systemClock } from '../../electron/services/time/clock.ts'
import { createTurns } from '../../electron/services/time/turns.ts'
import { readWorkbook } from '../../electron/services/workbooks/sheet-reader.ts'
import { addFile } from '../../renderer/features/opt-outs/add-phones.ts'
import { importInProcess, sampleFile } from '../unit/renderer/import/sample-files.ts'

/** Old records of who wants nothing come in whatever format they were kept: every kind that a list can be imported from. */

let folder: string
let database: Database

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'zhanggui-opt-out-files-'))
  database = openDatabase(join(folder, 'zhanggui.db'))
})
afterEach(() => {
  database.close()
  rmSync(folder, { recursive: true, force: true })
})

const phonesOf = async (file: File): Promise<readonly string[]> => {
  const service = createOptOutService({
    store: createOptOutStore(database, Date.now, () => undefined),
    turns: createTurns(systemClock, async write => write()),
    reader: { optOuts: () => Promise.reject(new Error('unused')), writeOptOuts: async () => 0 },
    clock: systemClock,
    language: () => 'zh-CN',
    askPath: async () => null,
    onChange: () => undefined,
  })
  const client = importInProcess((bytes, sheet) => readWorkbook(bytes, sheet))
  try {
    const summary = await client.importFile(file)
    const bridge = {
      add: () => Promise.reject(new Error('unused')),
      addMany: async (batch: { readonly cells: string[]; readonly reason: string }) =>
        ({ ok: true, value: await service.addMany(batch) }) as const,
    }
    await addFile(bridge as never, client, summary, '旧记录')
    return database.prepare<[], string>('SELECT phone FROM opt_outs ORDER BY phone').pluck().all()
  } finally {
    client.dispose()
  }
}

const text = (name: string, content: string): File => new File([content], name)
const card = (phone: string): string =>
  `BEGIN:VCARD\nVERSION:3.0\nFN:王芳\nTEL;TYPE=CELL:${phone}\nEND:VCARD\n`

test.each([
  ['a table of commas', text('退订.csv', '姓名,手机号\n王芳,13800000001\n李强,13800000002\n')],
  ['a table of semicolons', text('退订.txt', '手机号;备注\n138 0000 0001;不要\n+86 13800000002;\n')],
  ['bare lines', text('退订.txt', '13800000001\n13800000002\n')],
  ['an address book', text('退订.vcf', card('13800000001') + card('138-0000-0002'))],
  [
    'a page saved as a workbook',
    text(
      '退订.xls',
      '<html><body><table><tr><td>手机</td></tr><tr><td>13800000001</td></tr><tr><td>13800000002</td></tr></table></body></html>',
    ),
  ],
])('%s', async (_, file) => {
  expect(await phonesOf(file)).toEqual(['13800000001', '13800000002'])
})

test('every format of the same list brings the same phones', async () => {
  const names = [
    'contacts-utf8.csv',
    'contacts-gb18030.csv',
    'contacts-utf16le.txt',
    'contacts-text.xlsx',
    'contacts-text.xls',
    'contacts-text.ods',
  ]
  const found = new Map<string, readonly string[]>()
  for (const name of names) {
    database.exec('DELETE FROM opt_outs')
    found.set(name, await phonesOf(sampleFile(name)))
  }
  const [first = []] = found.values()
  expect(first.length).toBeGreaterThan(10)
  for (const [name, phones] of found) expect(phones, name).toEqual(first)
})
