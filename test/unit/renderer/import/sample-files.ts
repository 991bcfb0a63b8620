import { readFileSync } from 'node:fs'
import { expect } from 'vitest'
import type { ImportClient } from '../../../../renderer/workers/import/import-client.ts'
import { createImportClient, type ReadWorkbook } from '../../../../renderer/workers/import/import-client.ts'
import { createImportService } from '../../../../renderer/workers/import/import-service.ts'
import { type JournaledClient, withJournal } from '../../../../renderer/workers/import/list-journal.ts'

const folder = new URL('../../../fixtures/import/', import.meta.url)

export const sampleFile = (name: string): File => new File([readFileSync(new URL(name, folder))], name)

/** The client and the worker's service in one process: messages cross as structured clones, as they do in the window. */
export function importInProcess(
  readWorkbook: ReadWorkbook = () => Promise.reject(new Error('no workbooks here')),
): JournaledClient {
  let listener: (event: { readonly data: unknown }) => void = () => {}
  const service = createImportService(reply => {
    const data: unknown = structuredClone(reply)
    queueMicrotask(() => listener({ data }))
  })
  return withJournal(
    createImportClient(
      {
        // A File crosses a real worker's border as a handle; here it goes as it is.
        postMessage: message => void service.receive(message),
        addEventListener: (type: string, added: (event: { readonly data: unknown }) => void) => {
          if (type === 'message') listener = added
        },
        terminate: () => {},
      },
      readWorkbook,
    ),
  )
}

type ExpectedRow = {
  readonly row: number
  readonly name: string
  readonly amount: string
  readonly expect: string
}
const expectedRows: readonly ExpectedRow[] = JSON.parse(
  readFileSync(new URL('expected.json', folder), 'utf8'),
)

/** What differs where phone cells that look like numbers are numbers. */
const inNumbers: Readonly<Record<number, Partial<ExpectedRow>>> = {
  16: { expect: 'ok:13800000000 warn:rounded' },
  17: { expect: 'duplicate:row 2' },
  39: { name: '点我' },
}

/** All 40 rows of the sample list, as expected.json says. */
export async function expectSampleRows(client: ImportClient, variant: 'text' | 'numbers'): Promise<void> {
  const page = await client.page({}, 0, 500)
  expect(page.total).toBe(40)
  const seen = page.rows.map(row => {
    const marks = row.marks.filter(mark => mark !== 'several').map(mark => ` warn:${mark}`)
    const blanks = `${row.cells[1] === '' ? ' empty-name' : ''}${row.cells[2] === '' ? ' empty-amount' : ''}`
    const verdict =
      row.status === 'duplicate'
        ? `duplicate:row ${row.duplicateOf}`
        : row.status === 'bad'
          ? String(row.reason)
          : `${row.status === 'usable' ? 'ok' : row.status}:${row.phone}${marks.join('')}`
    return { row: row.row, name: row.cells[1], amount: row.cells[2], expect: `${verdict}${blanks}` }
  })
  expect(seen).toEqual(
    expectedRows.map(({ row, name, amount, expect: verdict }) => ({
      row,
      name,
      amount,
      // The second phone of a cell is offered, the first is used.
      expect: verdict.replace(/^several:(\d+),.*/, 'ok:$1'),
      ...(variant === 'numbers' ? inNumbers[row] : {}),
    })),
  )
  const several = await client.page({ mark: 'several' }, 0, 10)
  expect(several.rows.map(row => row.row)).toEqual([14, 15])
}
