import { afterEach, expect, test } from 'vitest'
import { createWorkbookReader, workbookLimits } from '../../electron/services/workbooks/workbook-reader.ts'
import { AppError } from '../../shared/ipc/result.ts'
import { createChildren } from '../integration/workbook-children.ts'
import { makeXlsx } from '../integration/zip-maker.ts'

/** Small files that unpack into more than a computer has. The reader's process ends them; this one never holds them. */

const children = createChildren()
const reader = createWorkbookReader({ spawnProcess: children.spawnProcess })
afterEach(children.allGone)

const megabytes = (n: number): number => n * 1_000_000

/** What came of it, how long it took, and how much memory it cost the main process. */
async function opened(bytes: Uint8Array, by = reader) {
  const begun = { at: performance.now(), memory: process.memoryUsage().rss }
  const code = await by.read(bytes, null).then(
    ({ rowNumbers }) => `table of ${rowNumbers.length}`,
    (error: unknown) => (error instanceof AppError ? error.code : String(error)),
  )
  const grown = process.memoryUsage().rss - begun.memory
  return { code, seconds: (performance.now() - begun.at) / 1000, grown }
}

test('a sheet of more text than any list holds is ended in its own process, in seconds', async () => {
  const row = `<row r="2"><c r="A2" t="inlineStr"><is><t>${'x'.repeat(30_000)}</t></is></c></row>`
  const bomb = makeXlsx(row.repeat(7_000))
  expect(bomb.length).toBeLessThan(megabytes(1))
  const { code, seconds, grown } = await opened(bomb)
  expect(code).toBe('workbook-too-large')
  expect(seconds).toBeLessThan(20)
  expect(grown).toBeLessThan(megabytes(50))
})

test('one that claims to be small is ended as soon as it is larger than it claims', async () => {
  const content = Buffer.alloc(megabytes(300))
  const bomb = makeXlsx('', [{ name: 'xl/media/a.bin', content, claimed: 1000 }])
  expect(bomb.length).toBeLessThan(megabytes(1))
  // Unpacked whole, it would be found by the memory that it takes.
  const limits = { ...workbookLimits, memoryBytes: megabytes(250) }
  const { code, grown } = await opened(
    bomb,
    createWorkbookReader({ spawnProcess: children.spawnProcess, limits }),
  )
  expect(code).toBe('workbook-damaged')
  expect(grown).toBeLessThan(megabytes(50))
})
