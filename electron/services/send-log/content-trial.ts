import type { Database } from 'better-sqlite3'
import { z } from 'zod'
import type { DueAgain } from '../../../shared/provider/due-again.ts'
import { type MeasureInput, messageMeasure } from '../../../shared/sms/measure.ts'
import { json } from '../storage/rows.ts'
import { openRecipients, openState } from './row-chores.ts'

/** The effect of a changed content, before anything is changed. */
export type TriedContent = {
  readonly toSend: number
  /** The refused ones among them. */
  readonly dueAgain: number
  readonly skipped: readonly { readonly reason: string; readonly count: number }[]
  readonly byParts: readonly { readonly parts: number; readonly count: number }[]
  readonly nearLimit: number
  /** The first of them, and the one with the longest message if that is another. */
  readonly samples: readonly Sample[]
}
export type Sample = {
  readonly seq: number
  readonly row: number
  readonly phone: string
  /** In the order of the campaign's `valueNames`. */
  readonly values: readonly string[]
}

/** In the order of `columns`. */
const dueRow = z.tuple([
  z.int(),
  z.int(),
  z.string().nullable(),
  json(z.array(z.string())).nullable().catch(null),
  z.int(),
])

/** Recipients read between two turns of the event loop. */
const rowsAtOnce = 2_000

/** Measures the messages of a changed content. Reads all recipients: not for the window's thread. */
export function createContentTrial(database: Database) {
  const columns = `seq, row, phone, values_json,
    EXISTS (SELECT 1 FROM opt_outs WHERE opt_outs.phone = recipients.phone)`
  const select = (state: 'pending' | 'rejected', which: string) =>
    database
      .prepare(
        `SELECT ${columns} FROM ${openRecipients}
          WHERE campaign_id = ? AND ${openState(state)} AND seq > ? AND ${which} ORDER BY seq LIMIT ${rowsAtOnce}`,
      )
      .raw()
  const selectPending = select('pending', 'true')
  const selectRefused = select(
    'rejected',
    '(code IN (SELECT value FROM json_each(?)) OR seq IN (SELECT value FROM json_each(?)))',
  )

  /** Null where `isWanted` no longer holds. */
  return async (
    campaignId: number,
    content: MeasureInput,
    { codes, seqs }: DueAgain,
    pause: () => Promise<void>,
    isWanted: () => boolean,
  ): Promise<TriedContent | null> => {
    const measure = messageMeasure(content)
    const byParts = new Map<number, number>()
    const skipped = new Map<string, number>()
    let toSend = 0
    let dueAgain = 0
    let nearLimit = 0
    let first: Sample | null = null
    let longest: Sample | null = null
    let longestText = -1
    const sources = [
      { refused: 0, read: (after: number) => selectPending.all(campaignId, after) },
      {
        refused: 1,
        read: (after: number) =>
          selectRefused.all(campaignId, after, JSON.stringify(codes), JSON.stringify(seqs)),
      },
    ]
    for (const { refused, read } of sources) {
      for (let after = 0; ; ) {
        const rows = read(after)
        for (const found of rows) {
          const [seq, row, phone, values, optedOut] = dueRow.parse(found)
          after = seq
          if (values === null) {
            skipped.set('empty-variable', (skipped.get('empty-variable') ?? 0) + 1)
            continue
          }
          const { text, parts, nearLimit: isNear, skip } = measure(values)
          const reason = optedOut === 1 ? 'opted-out' : skip
          if (reason !== null) {
            skipped.set(reason, (skipped.get(reason) ?? 0) + 1)
            continue
          }
          toSend += 1
          dueAgain += refused
          if (isNear) nearLimit += 1
          byParts.set(parts, (byParts.get(parts) ?? 0) + 1)
          const isFirst = first === null || seq < first.seq
          if (!isFirst && text.length <= longestText) continue
          const sample: Sample = { seq, row, phone: phone ?? '', values }
          if (isFirst) first = sample
          if (text.length > longestText) {
            longest = sample
            longestText = text.length
          }
        }
        if (rows.length < rowsAtOnce) break
        await pause()
        if (!isWanted()) return null
      }
    }
    const others = longest === null || longest.seq === first?.seq ? [] : [longest]
    return {
      toSend,
      dueAgain,
      skipped: [...skipped].map(([reason, count]) => ({ reason, count })),
      byParts: [...byParts]
        .map(([parts, count]) => ({ parts, count }))
        .toSorted((one, other) => one.parts - other.parts),
      nearLimit,
      samples: first === null ? [] : [first, ...others],
    }
  }
}
