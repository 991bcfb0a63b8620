import type { Database } from 'better-sqlite3'
import { z } from 'zod'
import { maskPhone } from '../../../shared/sms/phone-mask.ts'
import { createMeta, type Meta } from '../storage/meta.ts'
import { json, type ReportUnreadable, readRows } from '../storage/rows.ts'
import { type Erasure, erasureSchema } from './erasure-marks.ts'
import { type RecipientRow, readStanding, reversedPhone, standingColumns } from './recipient-rows.ts'
import { createTallies } from './tallies.ts'

type StandingErasure = {
  readonly id: number
  readonly erasure: Erasure
  readonly campaignId: number
  readonly cursor: number
  readonly changed: number
}

const erasureRow = z
  .object({
    id: z.int(),
    kind: z.string(),
    input: json(z.record(z.string(), z.unknown())),
    campaign_id: z.int(),
    cursor: z.int(),
    changed: z.int(),
  })
  .transform(({ input, kind, ...row }) => ({ ...row, erasure: { ...input, kind } }))
  .pipe(
    z.object({
      id: z.int(),
      erasure: erasureSchema,
      campaign_id: z.int(),
      cursor: z.int(),
      changed: z.int(),
    }),
  )
  .transform(({ campaign_id, ...row }): StandingErasure => ({ ...row, campaignId: campaign_id }))

/** The result of one piece, and where the next one starts. */
type Piece = Pick<StandingErasure, 'campaignId' | 'cursor' | 'changed'> & { readonly isLast: boolean }

const ids = z.array(z.int())
const place = z.object({ campaign_id: z.int(), seq: z.int() })

const hasEnded = `status IN ('finished', 'cancelled')`

/** SQL: campaigns that ended before a time and whose people are no longer needed; with that time. */
const isOld = `${hasEnded} AND erased_at IS NULL AND coalesce(finished_at, started_at, created_at) < ?
  AND NOT EXISTS (SELECT 1 FROM tallies WHERE campaign_id = campaigns.id
        AND state = 'unknown' AND resolution = '' AND held = 0 AND recipients > 0)
  AND NOT EXISTS (SELECT 1 FROM campaigns AS child WHERE child.parent_id = campaigns.id
        AND child.status NOT IN ('finished', 'cancelled'))
  AND NOT EXISTS (SELECT 1 FROM chores WHERE campaign_id = campaigns.id)`

/** When people were last deleted from the database (meta): copies made before still hold them. */
export const forgottenAtKey = 'people-forgotten-at'
/** Null: never. */
export function readForgottenAt(meta: Pick<Meta, 'read'>): number | null {
  const at = Number(meta.read(forgottenAtKey) ?? Number.NaN)
  return Number.isFinite(at) ? at : null
}

/** Grows with every erasure even if the clock was set back, because older copies are recognised by it. */
const laterThan = (last: string | null, now: number): number =>
  Math.max(now, last === null ? 0 : Number(last) + 1 || 0)

/** The value of `resend_id` for a forgotten person, so that no resend can choose the row any more. */
const forgottenHold = 0

/**
 * The one way in which people are deleted from the database (docs/storage.md, "Forgetting"). In pieces, each a
 * transaction of its own; a mark says what is still to be done after a crash. The row and all figures stay; the
 * phone, the values and the provider's answers are removed, and nobody can send to the row again.
 */
export function createErasures(database: Database, now: () => number) {
  const tallies = createTallies(database)
  const meta = createMeta(database)
  const insertMark = database.prepare('INSERT INTO erasures (kind, input) VALUES (?, ?) RETURNING id').pluck()
  const selectMark = database.prepare('SELECT * FROM erasures WHERE id = ?')
  const saveMark = database.prepare(
    'UPDATE erasures SET campaign_id = ?, cursor = ?, changed = ? WHERE id = ?',
  )
  const removeMark = database.prepare('DELETE FROM erasures WHERE id = ?')

  const selectRows = database.prepare(
    `SELECT ${standingColumns}, phone FROM recipients
      WHERE campaign_id = ? AND seq BETWEEN ? AND ? AND phone IS NOT NULL ORDER BY seq`,
  )
  const eraseRow = database.prepare(
    `UPDATE recipients SET phone = NULL, values_json = '[]', resend_id = coalesce(resend_id, ${forgottenHold})
      WHERE campaign_id = ? AND seq = ?`,
  )
  // Must follow the row: a trigger allows removing answers only of a forgotten person.
  const eraseAnswers = database.prepare(
    'UPDATE events SET answer = NULL WHERE campaign_id = ? AND seq = ? AND answer IS NOT NULL',
  )
  const removeStart = database.prepare('DELETE FROM phone_starts WHERE phone = ? AND campaign_id = ?')
  const removeEnd = database.prepare(
    `DELETE FROM phone_ends WHERE campaign_id = ? AND ending = (SELECT ${reversedPhone} FROM (SELECT ? AS phone))`,
  )
  const selectName = database.prepare('SELECT name FROM campaigns WHERE id = ?').pluck()
  const rename = database.prepare('UPDATE campaigns SET name = ? WHERE id = ?')
  const uncorrect = database.prepare('UPDATE corrections SET from_phone = NULL WHERE from_phone = ?')
  const selectLists = database
    .prepare(
      'SELECT list_id FROM list_contacts WHERE list_id IN (SELECT id FROM contact_lists) AND phone = ?',
    )
    .pluck()
  const removeFromLists = database.prepare(
    'DELETE FROM list_contacts WHERE list_id IN (SELECT id FROM contact_lists) AND phone = ?',
  )
  const countLess = database.prepare(
    'UPDATE contact_lists SET contacts = contacts - 1, updated_at = ? WHERE id = ?',
  )
  const selectPlaces = database.prepare(
    `SELECT campaign_id, seq FROM phone_starts JOIN campaigns ON campaigns.id = campaign_id
      WHERE phone = ? AND ${hasEnded} ORDER BY campaign_id DESC LIMIT ?`,
  )
  /** The same person under the phone before or after a correction. */
  const selectSame = database.prepare(
    `SELECT campaigns.id AS campaign_id, same.seq FROM campaigns JOIN (
       SELECT resend.parent_id AS campaign_id, of_seq AS seq FROM corrections
         JOIN campaigns AS resend ON resend.id = corrections.campaign_id
        WHERE corrections.campaign_id = @campaign_id AND corrections.seq = @seq
       UNION SELECT corrections.campaign_id, corrections.seq FROM corrections
         JOIN campaigns AS resend ON resend.id = corrections.campaign_id
        WHERE resend.parent_id = @campaign_id AND of_seq = @seq) AS same
       ON campaigns.id = same.campaign_id WHERE ${hasEnded}`,
  )
  /** Ended without being started: their phones are not listed. */
  const selectUnlisted = database
    .prepare(
      `SELECT id FROM campaigns WHERE id > ? AND ${hasEnded} AND phones_listed = 0 ORDER BY id LIMIT 1`,
    )
    .pluck()
  const selectSeqs = database
    .prepare('SELECT seq FROM recipients WHERE campaign_id = ? AND phone = ?')
    .pluck()
  const selectOld = database
    .prepare(`SELECT id FROM campaigns WHERE id > ? AND ${isOld} ORDER BY id LIMIT 1`)
    .pluck()
  const lastSeq = database
    .prepare('SELECT coalesce(max(seq), 0) FROM recipients WHERE campaign_id = ?')
    .pluck()
  const markErased = database.prepare('UPDATE campaigns SET erased_at = ? WHERE id = ?')

  /** A single message has its phone as its name. */
  const maskName = (campaignId: number, phones: readonly string[]): void => {
    const name = String(selectName.get(campaignId) ?? '')
    if (!/1\d{10}/.test(name)) return
    const masked = phones.reduce((text, phone) => text.replaceAll(phone, maskPhone(phone)), name)
    if (masked !== name) rename.run(masked, campaignId)
  }

  /** Forgets everybody in this range of a campaign; returns how many. */
  const eraseRange = (campaignId: number, from: number, to: number): number => {
    const changes = tallies.changes()
    const found = selectRows.all(campaignId, from, to)
    const phones = found.map(row => z.looseObject({ phone: z.string() }).parse(row).phone)
    for (const [index, raw] of found.entries()) {
      const row: RecipientRow = readStanding(raw)
      const phone = phones[index] ?? ''
      eraseRow.run(campaignId, row.seq)
      eraseAnswers.run(campaignId, row.seq)
      removeStart.run(phone, campaignId)
      removeEnd.run(campaignId, phone)
      uncorrect.run(phone)
      if (row.held) continue
      changes.remove(row)
      changes.add({ ...row, held: true }, row.seq)
    }
    changes.write(campaignId)
    maskName(campaignId, phones)
    return found.length
  }

  const leaveLists = (phone: string): void => {
    const lists = ids.parse(selectLists.all(phone))
    removeFromLists.run(phone)
    for (const listId of lists) countLess.run(now(), listId)
    uncorrect.run(phone)
  }

  const personPiece = (
    phone: string,
    { campaignId, cursor, changed }: StandingErasure,
    size: number,
  ): Piece => {
    if (cursor === 0) {
      leaveLists(phone)
      return { campaignId, cursor: 1, changed, isLast: false }
    }
    const places = z.array(place).parse(selectPlaces.all(phone, Math.min(size, 500)))
    if (places.length > 0) {
      for (const found of places) {
        const same = z.array(place).parse(selectSame.all(found))
        for (const { campaign_id, seq } of [found, ...same]) eraseRange(campaign_id, seq, seq)
      }
      return { campaignId, cursor, changed: changed + places.length, isLast: false }
    }
    const unlisted = selectUnlisted.get(campaignId)
    if (unlisted === undefined) return { campaignId, cursor, changed, isLast: true }
    const next = Number(unlisted)
    const seqs = ids.parse(selectSeqs.all(next, phone))
    for (const seq of seqs) eraseRange(next, seq, seq)
    return { campaignId: next, cursor, changed: changed + seqs.length, isLast: false }
  }

  const olderPiece = (
    beforeMs: number,
    { campaignId, cursor, changed }: StandingErasure,
    size: number,
  ): Piece => {
    // Goes on with the campaign in progress; with the cursor at 0, looks for the next one.
    const found = cursor > 0 ? campaignId : selectOld.get(campaignId, beforeMs)
    if (found === undefined) return { campaignId, cursor: 0, changed, isLast: true }
    const current = Number(found)
    const end = Number(lastSeq.get(current))
    const to = Math.min(end, cursor + size)
    const more = changed + eraseRange(current, cursor + 1, to)
    if (to < end) return { campaignId: current, cursor: to, changed: more, isLast: false }
    markErased.run(now(), current)
    return { campaignId: current, cursor: 0, changed: more, isLast: false }
  }

  const step = database.transaction((id: number, size: number) => {
    const found = selectMark.get(id)
    if (found === undefined) return { isLast: true, changed: 0 }
    const standing = erasureRow.parse(found)
    const { erasure } = standing
    if (erasure.kind === 'rewrite') return { isLast: true, changed: standing.changed }
    const piece =
      erasure.kind === 'person'
        ? personPiece(erasure.phone, standing, size)
        : olderPiece(erasure.beforeMs, standing, size)
    if (!piece.isLast) saveMark.run(piece.campaignId, piece.cursor, piece.changed, id)
    else {
      removeMark.run(id)
      if (erasure.kind === 'person' || piece.changed > 0) {
        insertMark.get('rewrite', '{}')
        meta.write(forgottenAtKey, String(laterThan(meta.read(forgottenAtKey), now())))
      }
    }
    return { isLast: piece.isLast, changed: piece.changed }
  })

  const selectStanding = database.prepare(`SELECT * FROM erasures WHERE kind <> 'rewrite' ORDER BY id`)
  const selectRewrites = database
    .prepare(`SELECT id FROM erasures WHERE kind = 'rewrite' ORDER BY id`)
    .pluck()

  return {
    /** Marks what is to be erased; from then on it will be erased, even after a crash. */
    mark: ({ kind, ...input }: Exclude<Erasure, { kind: 'rewrite' }>): number =>
      z.int().parse(insertMark.get(kind, JSON.stringify(input))),

    /** Nothing to prepare before the first piece. */
    prepare: (): void => undefined,

    /** Carries out the next piece, over at most `size` recipients. `changed`: how many were forgotten so far. */
    step: (id: number, size: number): { readonly isLast: boolean; readonly changed: number } =>
      step.immediate(id, size),

    /** Marks of pending erasures, oldest first; an unreadable one is reported and does not block the others. */
    standing: (report: ReportUnreadable = () => undefined): readonly number[] =>
      readRows(erasureRow, selectStanding.all(), 'erasures', report).map(({ id }) => id),

    /** Marks of pending rewrites of the file. */
    rewrites: (): readonly number[] => ids.parse(selectRewrites.all()),

    /** Removes these marks: the file was rewritten after they had been set. */
    rewritten: (marks: readonly number[]): void => {
      for (const id of marks) removeMark.run(id)
    },

    stands: (phone: string, campaignId: number): boolean => selectSeqs.get(campaignId, phone) !== undefined,

    /** How many campaigns a phone is in: ended ones, which forget it, and unfinished ones, which still need it. */
    campaignsOf(phone: string): { readonly ended: number; readonly unfinished: number } {
      const listed = z
        .array(z.object({ ended: z.int() }))
        .parse(
          database
            .prepare(
              `SELECT ${hasEnded} AS ended FROM phone_starts JOIN campaigns ON campaigns.id = campaign_id WHERE phone = ?`,
            )
            .all(phone),
        )
      const unlisted = z.array(z.object({ ended: z.int() })).parse(
        database
          .prepare(
            `SELECT ${hasEnded} AS ended FROM campaigns WHERE phones_listed = 0
                AND (status <> 'draft' OR scheduled_at IS NOT NULL OR kind = 'retry')
                AND EXISTS (SELECT 1 FROM recipients WHERE campaign_id = campaigns.id AND phone = ?)`,
          )
          .all(phone),
      )
      const all = [...listed, ...unlisted]
      const ended = all.filter(campaign => campaign.ended === 1).length
      return { ended, unfinished: all.length - ended }
    },

    /** What an erasure by age would reach: campaigns, and the people in them. */
    countOlder: (beforeMs: number): { readonly campaigns: number; readonly people: number } =>
      z.object({ campaigns: z.int(), people: z.int() }).parse(
        database
          .prepare(
            `SELECT count(*) AS campaigns, coalesce(sum((SELECT coalesce(sum(recipients), 0) FROM tallies
                WHERE campaign_id = campaigns.id)), 0) AS people FROM campaigns WHERE ${isOld}`,
          )
          .get(beforeMs),
      ),
  }
}
