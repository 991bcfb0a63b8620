import { optOutBatchLimit } from '../../../shared/domain/opt-out.ts'
import type { Bridge } from '../../../shared/ipc/bridge.ts'
import { batchesOf, lengthInJson } from '../../../shared/ipc/call-lengths.ts'
import { call } from '../../lib/call.ts'
import type { ImportClient } from '../../workers/import/import-client.ts'
import type { ImportSummary } from '../../workers/import/import-summary.ts'
import type { ImportedRow } from '../../workers/import/row-views.ts'
import { textPieces } from './text-pieces.ts'

/** What was no phone; `row` is its row in the file, null where there is no file. Blank where a row has no phone at all. */
export type BadText = { readonly row: number | null; readonly text: string }

/** Everything that was handed over is one of added, present and bad. */
export type Added = {
  readonly added: number
  readonly present: number
  readonly bad: number
  /** The first of the bad ones. */
  readonly badTexts: readonly BadText[]
}

export type AddBridge = Pick<Bridge['optOuts'], 'add' | 'addMany'>

/** As many texts that are no phone are kept to be shown. */
const keptBadTexts = 200

const nothing: Added = { added: 0, present: 0, bad: 0, badTexts: [] }

const sum = (a: Added, b: Added): Added => ({
  added: a.added + b.added,
  present: a.present + b.present,
  bad: a.bad + b.bad,
  badTexts: [...a.badTexts, ...b.badTexts].slice(0, keptBadTexts),
})

/** Puts the phones of a text on the opt-out list. Throws AppError. */
export const addText = async (
  bridge: AddBridge,
  text: string,
  reason: string,
  source: 'typed' | 'pasted',
): Promise<Added> => {
  let all = nothing
  for (const piece of textPieces(text)) {
    const { added, present, bad, badTexts } = await call(bridge.add({ text: piece, reason, source }))
    all = sum(all, { added, present, bad, badTexts: badTexts.map(({ text }) => ({ row: null, text })) })
  }
  return all
}

/**
 * Puts the phones of a file that was read on the opt-out list: all phones of a cell, each once. Null where the file holds
 * no phone. Throws AppError or ImportError.
 */
export const addFile = async (
  bridge: AddBridge,
  client: Pick<ImportClient, 'setChoices' | 'page'>,
  summary: ImportSummary,
  reason: string,
): Promise<Added | null> => {
  if (!summary.phoneFound) return null
  const { phoneColumns } = await client.setChoices({ ...summary.choices, several: 'each' })
  let all = nothing
  for (let offset = 0, total = 1; offset < total; offset += optOutBatchLimit) {
    const page = await client.page({}, offset, optOutBatchLimit)
    total = page.total
    all = sum(all, await addRows(bridge, page.rows, phoneColumns, reason))
  }
  return all
}

const addRows = async (
  bridge: AddBridge,
  rows: readonly ImportedRow[],
  phoneColumns: readonly number[],
  reason: string,
): Promise<Added> => {
  const told = rows
    .filter(({ status }) => status !== 'empty' && status !== 'duplicate')
    .map(row => ({
      row: row.row,
      text: (row.phone === '' ? cellOf(row, phoneColumns) : row.phone).slice(0, longestText),
    }))
  const blank = told.filter(({ text }) => text === '')
  const written = told.filter(({ text }) => text !== '')
  const without: Added = { ...nothing, bad: blank.length, badTexts: blank }
  if (written.length === 0) return sum(nothing, without)
  let all = without
  for (const batch of batchesOf(written, ({ text }) => lengthInJson([text]), longestBatch)) {
    const { added, present, bad, badTexts } = await call(
      bridge.addMany({ cells: batch.map(({ text }) => text), reason }),
    )
    const named = badTexts.map(({ index, text }) => ({ row: batch[index]?.row ?? null, text }))
    all = sum(all, { added, present, bad, badTexts: named })
  }
  return all
}

/** The contract takes no longer cell, for a phone is shorter, and not so many long ones at once. */
const longestText = 1000
const longestBatch = 256 * 1024

const cellOf = (row: ImportedRow, phoneColumns: readonly number[]): string =>
  phoneColumns.map(column => (row.cells[column] ?? '').trim()).find(text => text !== '') ?? ''
