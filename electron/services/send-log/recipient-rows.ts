import { z } from 'zod'
import { recipientStates, resolutions } from '../../../shared/domain/states.ts'
import type { Standing } from './tallies.ts'

/** The columns of `recipients` that make up a standing. */
export const standingColumns = 'seq, attempts, state, code, cause, resolution, resend_id, parts, near_limit'

const standingRow = z.object({
  seq: z.int(),
  attempts: z.int(),
  state: z.enum(recipientStates),
  code: z.int().nullable(),
  cause: z.string().nullable(),
  resolution: z.enum(resolutions).nullable(),
  resend_id: z.int().nullable(),
  parts: z.int(),
  near_limit: z.int(),
})

/** The stored data of a recipient that a change of its state needs. */
export type RecipientRow = Standing & {
  readonly seq: number
  readonly attempts: number
  readonly resendId: number | null
}

export function readStanding(row: unknown): RecipientRow {
  const { near_limit, resend_id, ...rest } = standingRow.parse(row)
  return { ...rest, nearLimit: near_limit === 1, held: resend_id !== null, resendId: resend_id }
}

/** SQL: an assignment for updates of the sender's: values that are not JSON would violate the table's CHECK and stop it. */
export const legibleValues = `values_json = iif(json_valid(values_json), values_json, '[]')`

/** SQL: the digits of the column `phone` from the last to the first, as `phone_ends` has them. */
export const reversedPhone = Array.from({ length: 11 }, (_, index) => `substr(phone, ${11 - index}, 1)`).join(
  ' || ',
)
