import type { Database } from 'better-sqlite3'
import { z } from 'zod'
import { AppError } from '../../../shared/ipc/result.ts'
import { json, type ReportUnreadable, readRows, withoutRowChecks } from '../storage/rows.ts'
import { type Chore, choreSchema, markChore } from './chore-marks.ts'
import { createContentChange } from './content-change.ts'
import { createCorrections } from './corrections.ts'
import { createEventLog } from './event-log.ts'
import { countsOf } from './figures.ts'
import { createPhoneList } from './phone-list.ts'
import { type RecipientRow, readStanding, standingColumns } from './recipient-rows.ts'
import { createResends, resendOf } from './resends.ts'
import { type RowChange, resendValues, resendWhere, rowChores } from './row-chores.ts'
import { createTallies } from './tallies.ts'

/** A chore with a mark in the database. */
export type StandingChore = {
  readonly id: number
  readonly campaignId: number
  readonly chore: Chore
  readonly cursor: number
  readonly changed: number
}

const choreRow = z
  .object({
    id: z.int(),
    campaign_id: z.int(),
    kind: z.string(),
    input: json(z.record(z.string(), z.unknown())),
    cursor: z.int(),
    changed: z.int(),
  })
  .transform(({ input, kind, ...row }) => ({ ...row, chore: { ...input, kind } }))
  .pipe(
    z.object({ id: z.int(), campaign_id: z.int(), chore: choreSchema, cursor: z.int(), changed: z.int() }),
  )
  .transform(({ campaign_id, ...row }): StandingChore => ({ ...row, campaignId: campaign_id }))

const isRowCheck = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'SQLITE_CONSTRAINT_CHECK'

/** The result of one piece: how far it got, how many it changed, and whether it was the last. */
type Piece = { readonly cursor: number; readonly changed: number; readonly isLast: boolean }

/**
 * Long writes on a campaign's recipients, in pieces of a few milliseconds, each a transaction of its own, so that
 * nobody waits long for the database. A mark in it (`chores`) says what is still to be done after a crash.
 */
export function createChores(database: Database, now: () => number) {
  const events = createEventLog(database)
  const tallies = createTallies(database)
  const resends = createResends(database, now, events, tallies)
  const phones = createPhoneList(database)
  const corrections = createCorrections(database)
  const contentChange = createContentChange(database, now, events, tallies, resends)

  const lastSeq = database
    .prepare('SELECT coalesce(max(seq), 0) FROM recipients WHERE campaign_id = ?')
    .pluck()
  const update = database.prepare(
    `UPDATE recipients SET state = ?, cause = ?, resolution = ?, updated_at = coalesce(?, updated_at)
      WHERE campaign_id = ? AND seq = ?`,
  )
  const hold = database.prepare('UPDATE recipients SET resend_id = ? WHERE campaign_id = ? AND seq = ?')
  const copy = database.prepare(
    `INSERT INTO recipients (campaign_id, seq, row, phone, values_json, parts, near_limit, state)
     SELECT ?, ?, row, coalesce(?, phone), values_json, parts, near_limit, 'pending' FROM recipients
      WHERE campaign_id = ? AND seq = ?`,
  )
  const deleteRows = database.prepare('DELETE FROM recipients WHERE campaign_id = ? AND seq BETWEEN ? AND ?')
  const saveCursor = database.prepare('UPDATE chores SET cursor = ?, changed = ? WHERE id = ?')
  const removeMark = database.prepare('DELETE FROM chores WHERE id = ?')
  const selectChore = database.prepare('SELECT * FROM chores WHERE id = ?')
  const selectStatus = database.prepare('SELECT status FROM campaigns WHERE id = ?').pluck()

  const rowsOf = (
    campaignId: number,
    from: number,
    to: number,
    where: string,
    values: readonly unknown[],
  ): readonly RecipientRow[] =>
    database
      .prepare(
        `SELECT ${standingColumns} FROM recipients
          WHERE campaign_id = ? AND seq BETWEEN ? AND ? AND ${where} ORDER BY seq`,
      )
      .all(campaignId, from, to, ...values)
      .map(readStanding)

  const changeRows = (
    { campaignId, cursor }: StandingChore,
    to: number,
    where: string,
    values: readonly unknown[],
    change: (row: RecipientRow, at: number) => RowChange,
  ): number => {
    const at = now()
    const changes = tallies.changes()
    const resend = resendOf(database, campaignId)
    const freed: number[] = []
    const rows = rowsOf(campaignId, cursor + 1, to, where, values)
    for (const row of rows) {
      const { set, event } = change(row, at)
      const { updatedAt = null, ...standing } = set
      const after = { ...row, ...standing }
      update.run(after.state, after.cause, after.resolution, updatedAt, campaignId, row.seq)
      changes.remove(row)
      changes.add(after, row.seq)
      if (after.state === 'skipped') freed.push(row.seq)
      if (event !== null) {
        const cause = event.cause === '' ? null : event.cause
        events.write(campaignId, [{ seq: row.seq, at, attempt: row.attempts, ...event, cause }])
      }
    }
    changes.write(campaignId)
    if (resend !== null) resends.freed(resend, freed)
    return rows.length
  }

  const fillResend = (
    { campaignId, cursor }: StandingChore,
    chore: Extract<Chore, { kind: 'fill-resend' }>,
    to: number,
  ): number => {
    const ofParent = tallies.changes()
    const ofResend = tallies.changes()
    let seq = Number(lastSeq.get(campaignId))
    const at = now()
    const phoneOf = new Map(chore.choice.corrections?.map(({ seq: of, phone }) => [of, phone]))
    const rows = rowsOf(chore.from, cursor + 1, to, resendWhere, resendValues(chore))
    for (const row of rows) {
      seq += 1
      hold.run(campaignId, chore.from, row.seq)
      const corrected = phoneOf.get(row.seq) ?? null
      copy.run(campaignId, seq, corrected, chore.from, row.seq)
      if (corrected !== null) {
        corrections.keep({ id: campaignId, seq }, { id: chore.from, seq: row.seq }, at)
        events.write(campaignId, [{ seq, at, attempt: 0, state: 'pending', cause: 'phone-corrected' }])
      }
      ofParent.remove(row)
      ofParent.add({ ...row, held: true }, row.seq)
      ofResend.add(
        {
          state: 'pending',
          code: null,
          cause: null,
          resolution: null,
          held: false,
          parts: row.parts,
          nearLimit: row.nearLimit,
        },
        seq,
      )
    }
    ofParent.write(chore.from)
    ofResend.write(campaignId)
    return rows.length
  }

  const discard = ({ campaignId, cursor }: StandingChore, to: number): number => {
    const resend = resendOf(database, campaignId)
    if (resend !== null) {
      const seqs = rowsOf(campaignId, cursor + 1, to, 'true', []).map(({ seq }) => seq)
      resends.freed(resend, seqs)
    }
    phones.forget(campaignId, cursor + 1, to)
    return deleteRows.run(campaignId, cursor + 1, to).changes
  }

  /** Carries out the part of a chore that concerns the next `size` recipients. */
  const pieceOf = (standing: StandingChore, size: number): Piece => {
    const { campaignId, chore, cursor } = standing
    if (chore.kind === 'list-phones') return phones.enter(campaignId, cursor, size)
    const scanned = chore.kind === 'fill-resend' ? chore.from : campaignId
    const end = Number(lastSeq.get(scanned))
    const to = Math.min(end, cursor + size)
    const done = (changed: number): Piece => ({ cursor: to, changed, isLast: to >= end })
    switch (chore.kind) {
      case 'fill-resend':
        return done(fillResend(standing, chore, to))
      case 'discard':
        return done(discard(standing, to))
      case 'change-content':
        return done(contentChange.piece(campaignId, chore, cursor + 1, to))
      default: {
        const { where, values, change } = rowChores[chore.kind]
        // The table's entry and the chore have the same kind; TypeScript can't see that.
        return done(
          changeRows(standing, to, where, values(chore as never), (row, at) =>
            change(row, chore as never, at),
          ),
        )
      }
    }
  }

  const complete = ({ id, campaignId, chore }: StandingChore): void => {
    removeMark.run(id)
    if (chore.kind === 'list-phones') {
      database.prepare('UPDATE campaigns SET phones_listed = 1 WHERE id = ?').run(campaignId)
      phones.done()
    }
    if (chore.kind === 'change-content') contentChange.complete(campaignId, chore)
    if (chore.kind === 'discard') database.prepare('DELETE FROM campaigns WHERE id = ?').run(campaignId)
  }

  const step = database.transaction((id: number, size: number) => {
    const row = selectChore.get(id)
    // The chore was discarded meanwhile with its campaign.
    if (row === undefined) return { isLast: true, changed: 0 }
    const standing = choreRow.parse(row)
    const piece = pieceOf(standing, size)
    const changed = standing.changed + piece.changed
    if (piece.isLast) complete(standing)
    else saveCursor.run(piece.cursor, changed, id)
    return { isLast: piece.isLast, changed }
  })

  return {
    /** Writes the mark; the campaign must have one of these statuses. Throws `not-found` or `wrong-state`. */
    mark: (campaignId: number, chore: Chore, statuses: readonly string[]): number =>
      database
        .transaction(() => {
          const status = selectStatus.get(campaignId)
          if (status === undefined) throw new AppError('not-found', { where: `campaign ${campaignId}` })
          if (!statuses.includes(String(status))) throw new AppError('wrong-state')
          // Requests in flight were built with the present content.
          if (chore.kind === 'change-content' && countsOf(tallies.of(campaignId)).sending > 0)
            throw new AppError('wrong-state', { detail: 'answers are still waited for' })
          return markChore(database, campaignId, chore)
        })
        .immediate(),

    /** Preparation that may take long and writes nothing; call it before the first `step`. */
    prepare(id: number): void {
      const row = selectChore.get(id)
      if (row === undefined) return
      const { campaignId, chore } = choreRow.parse(row)
      if (chore.kind === 'list-phones') phones.prepare(campaignId)
    },

    /** Carries out the next piece, over at most `size` recipients. `changed`: how many the chore has changed by now. */
    step(id: number, size: number): { readonly isLast: boolean; readonly changed: number } {
      try {
        return step.immediate(id, size)
      } catch (error) {
        if (!isRowCheck(error)) throw error
        // A row that its table would not take could not be changed: here it is, as it is.
        return withoutRowChecks(database, () => step.immediate(id, size))
      }
    },

    /**
     * Ids of all chores that stand, or of one campaign's; oldest first. A mark that can't be read is reported and holds up
     * no other; its campaign can only be cancelled or discarded.
     */
    standing: (campaignId?: number, report: ReportUnreadable = () => undefined): readonly number[] =>
      readRows(
        choreRow,
        campaignId === undefined
          ? database.prepare('SELECT * FROM chores ORDER BY id').all()
          : database.prepare('SELECT * FROM chores WHERE campaign_id = ? ORDER BY id').all(campaignId),
        'chores',
        report,
      ).map(({ id }) => id),
  }
}
