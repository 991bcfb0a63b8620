import { expect, test } from 'vitest'
import { addFile, addText } from '../../../../renderer/features/opt-outs/add-phones.ts'
import type { ImportSummary } from '../../../../renderer/workers/import/import-summary.ts'
import type { ImportedRow } from '../../../../renderer/workers/import/row-views.ts'
import type { OptOutsAdded } from '../../../../shared/domain/opt-out.ts'

type Answer = Omit<OptOutsAdded, 'count'>

/** Writes down what it is told and answers by the text. */
const bridgeWith = (answer: (texts: readonly string[]) => Answer) => {
  const told: string[][] = []
  const reply = async (texts: readonly string[]) => {
    told.push([...texts])
    return { ok: true, value: { ...answer(texts), count: 0 } } as const
  }
  return {
    told,
    add: (input: { readonly text: string }) => reply([input.text]),
    addMany: (input: { readonly cells: readonly string[] }) => reply(input.cells),
  }
}

const row = (number: number, more: Partial<ImportedRow>): ImportedRow => ({
  index: number - 1,
  row: number,
  isSplit: false,
  status: 'usable',
  reason: null,
  marks: [],
  duplicateOf: null,
  phone: '',
  cells: [],
  edited: [],
  ...more,
})

const fileOf = (rows: readonly ImportedRow[]) => {
  const summary = {
    phoneFound: true,
    phoneColumns: [1],
    choices: { several: 'first' },
  } as unknown as ImportSummary
  return {
    summary,
    client: {
      setChoices: async () => summary,
      page: async (_: unknown, offset: number, limit: number) => ({
        total: rows.length,
        rows: rows.slice(offset, offset + limit),
      }),
    },
  }
}

test('a text that is longer than a call takes goes in several, and the answers are summed up', async () => {
  const bridge = bridgeWith(texts => ({
    added: 1,
    present: 2,
    bad: 1,
    badTexts: [{ index: 0, text: texts[0]?.slice(0, 3) ?? '' }],
  }))
  const text = `${'1'.repeat(150_000)}\n${'2'.repeat(150_000)}`
  expect(await addText(bridge, text, '', 'pasted')).toEqual({
    added: 2,
    present: 4,
    bad: 2,
    badTexts: [
      { row: null, text: '111' },
      { row: null, text: '222' },
    ],
  })
  expect(bridge.told.flat().join('')).toBe(text)
})

test('of a file go the phones and the cells that are none, each once, with the rows of the bad ones', async () => {
  const { client, summary } = fileOf([
    row(2, { phone: '13900000001', cells: ['王芳', '139 0000 0001'] }),
    row(3, { phone: '13900000001', status: 'duplicate' }),
    row(4, { status: 'empty', cells: ['', ''] }),
    row(5, { status: 'bad', cells: ['李强', ' 12345 '] }),
    row(6, { status: 'bad', reason: 'missing', cells: ['张敏', ''] }),
    row(7, { phone: '13900000002', status: 'leftOut' }),
  ])
  const bridge = bridgeWith(() => ({ added: 2, present: 0, bad: 1, badTexts: [{ index: 1, text: '12345' }] }))
  expect(await addFile(bridge, client, summary, '回复 R')).toEqual({
    added: 2,
    present: 0,
    bad: 2,
    badTexts: [
      { row: 6, text: '' },
      { row: 5, text: '12345' },
    ],
  })
  expect(bridge.told).toEqual([['13900000001', '12345', '13900000002']])
})

test('a large file goes in batches', async () => {
  const rows = Array.from({ length: 5001 }, (_, place) => row(place + 2, { phone: `139${place}` }))
  const { client, summary } = fileOf(rows)
  const bridge = bridgeWith(cells => ({ added: cells.length, present: 0, bad: 0, badTexts: [] }))
  expect((await addFile(bridge, client, summary, ''))?.added).toBe(5001)
  expect(bridge.told.map(cells => cells.length)).toEqual([5000, 1])
})

test('a file without phones adds nothing', async () => {
  const { client, summary } = fileOf([])
  const bridge = bridgeWith(() => ({ added: 0, present: 0, bad: 0, badTexts: [] }))
  expect(await addFile(bridge, client, { ...summary, phoneFound: false }, '')).toBeNull()
  expect(bridge.told).toEqual([])
})
