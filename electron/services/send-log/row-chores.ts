import type { RecipientState } from '../../../shared/domain/states.ts'
import type { Chore, ChoreKind } from './chore-marks.ts'
import { hadOneOf, recentValues, sentRecently } from './had.ts'
import type { RecipientRow } from './recipient-rows.ts'

/** What a chore changes in one recipient, and the event that records it (null: none, the recipient is in a draft). */
export type RowChange = {
  readonly set: Partial<Pick<RecipientRow, 'state' | 'cause' | 'resolution'>> & {
    readonly updatedAt?: number
  }
  readonly event: {
    readonly state: RecipientState | 'resolution'
    readonly code?: number | null
    readonly cause: string
  } | null
}

/** SQL: recipients through the index of those that are neither accepted nor being sent to; with `openState`. */
export const openRecipients = 'recipients INDEXED BY recipients_open'

/** SQL: rows of this state; the two other terms let SQLite use the partial index. */
export const openState = (state: Exclude<RecipientState, 'accepted' | 'sending'>): string =>
  `state = '${state}' AND state <> 'accepted' AND state <> 'sending'`

const amongJson = (column: string): string => `${column} IN (SELECT value FROM json_each(?))`
const jsonOrNull = (values: readonly number[] | null): string | null =>
  values === null ? null : JSON.stringify(values)

/** The recipients of a chore, as SQL over `recipients`, and what becomes of each. */
type RowChore<C extends Chore> = {
  readonly where: string
  readonly values: (chore: C) => readonly unknown[]
  readonly change: (row: RecipientRow, chore: C, at: number) => RowChange
}

type RowChoreKind = Exclude<ChoreKind, 'change-content' | 'fill-resend' | 'list-phones' | 'discard'>

/** Chores that change recipients one by one without further data. */
export const rowChores: { readonly [K in RowChoreKind]: RowChore<Extract<Chore, { kind: K }>> } = {
  cancel: {
    where: openState('pending'),
    values: () => [],
    change({ code, cause }, _chore, at) {
      const state = code !== null ? 'rejected' : cause !== null ? 'unsent' : 'skipped'
      const reason = state === 'skipped' ? 'cancelled' : cause
      return { set: { state, cause: reason, updatedAt: at }, event: { state, code, cause: reason ?? '' } }
    },
  },
  requeue: {
    where: `${openState('rejected')} AND (${amongJson('code')} OR ${amongJson('seq')})`,
    values: ({ codes, seqs }) => [JSON.stringify(codes), JSON.stringify(seqs)],
    change: () => ({ set: { state: 'pending' }, event: { state: 'pending', cause: 'cause-mended' } }),
  },
  'skip-opted-out': {
    where: `${openState('pending')} AND phone IN (SELECT phone FROM opt_outs)`,
    values: () => [],
    change: () => ({ set: { state: 'skipped', cause: 'opted-out' }, event: null }),
  },
  'skip-recent': {
    where: `${openState('pending')} AND ${sentRecently}`,
    values: recentValues,
    change: () => ({
      set: { state: 'skipped', cause: 'recently-sent' },
      event: { state: 'skipped', cause: 'recently-sent' },
    }),
  },
  'skip-had': {
    where: `${openState('pending')} AND ${hadOneOf}`,
    values: ({ earlier, same }) => [JSON.stringify(earlier), same ? 1 : 0],
    change: () => ({
      set: { state: 'skipped', cause: 'had-before' },
      event: { state: 'skipped', cause: 'had-before' },
    }),
  },
  resolve: {
    where: `${openState('unknown')} AND resolution IS NULL AND resend_id IS NULL AND (? IS NULL OR ${amongJson('seq')})`,
    values: ({ seqs }) => [jsonOrNull(seqs), jsonOrNull(seqs)],
    change: (_row, { resolution }) => ({
      set: { resolution },
      event: { state: 'resolution', cause: resolution },
    }),
  },
  'take-back': {
    where: `${openState('unknown')} AND resolution = ? AND (? IS NULL OR ${amongJson('seq')})`,
    values: ({ seqs, resolution }) => [resolution, jsonOrNull(seqs), jsonOrNull(seqs)],
    // Recipients held by a resend stay chosen: that was another decision, with its own way back.
    change: () => ({ set: { resolution: null }, event: { state: 'resolution', cause: 'taken-back' } }),
  },
}

/** Which recipients a resend takes, as SQL over the recipients of the original campaign; with `resendValues`. */
export const resendWhere = `resend_id IS NULL AND (resolution IS NULL OR resolution = 'treat-as-unsent')
  AND ${amongJson('state')}
  AND (state <> 'rejected' OR ? IS NULL OR ${amongJson('code')})
  AND (? IS NULL OR ${amongJson('seq')})`

export const resendValues = ({
  choice: { states, codes, seqs },
}: Extract<Chore, { kind: 'fill-resend' }>): readonly unknown[] => [
  JSON.stringify(states),
  jsonOrNull(codes),
  jsonOrNull(codes),
  jsonOrNull(seqs),
  jsonOrNull(seqs),
]
