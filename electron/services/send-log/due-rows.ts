import type { SkipReason } from '../../../shared/domain/states.ts'
import { isInteger, isIntegerOrNull, isTextOrNull, isTexts } from '../storage/columns.ts'
import type { Claim } from './send-store.ts'
import type { Standing } from './tallies.ts'

// SECURITY: the last check of the opt-outs, in the transaction that marks a recipient for sending.
/** The columns of `recipients` in the order in which `readDue` takes them. */
export const dueColumns = `seq, phone, values_json, attempts, code, cause, parts, near_limit,
  EXISTS (SELECT 1 FROM opt_outs WHERE opt_outs.phone = recipients.phone) AS opted_out`

/** A recipient who is due. */
export type DueRow = {
  readonly seq: number
  readonly phone: string
  /** Null where they can't be read: then nothing is sent, because the message would be another. */
  readonly values: readonly string[] | null
  readonly attempts: number
  readonly code: number | null
  readonly cause: string | null
  readonly parts: number
  readonly nearLimit: boolean
  readonly optedOut: boolean
}

const valuesOf = (text: unknown): readonly string[] | null => {
  if (typeof text !== 'string') return null
  try {
    const values: unknown = JSON.parse(text)
    return isTexts(values) ? values : null
  } catch {
    return null
  }
}

/**
 * Reads a row of `dueColumns` (an array, as `raw` gives it). Throws where it is none. As strict as a schema and
 * written by hand: whoever is sent to is read here, while answers wait.
 */
export function readDue(found: unknown): DueRow {
  const columns: readonly unknown[] = Array.isArray(found) ? found : []
  const seq = columns[0]
  const phone = columns[1]
  const attempts = columns[3]
  const code = columns[4]
  const cause = columns[5]
  const parts = columns[6]
  const nearLimit = columns[7]
  const optedOut = columns[8]
  if (
    isInteger(seq) &&
    typeof phone === 'string' &&
    isInteger(attempts) &&
    isIntegerOrNull(code) &&
    isTextOrNull(cause) &&
    isInteger(parts) &&
    isInteger(nearLimit) &&
    isInteger(optedOut)
  )
    return {
      seq,
      phone,
      values: valuesOf(columns[2]),
      attempts,
      code,
      cause,
      parts,
      nearLimit: nearLimit === 1,
      optedOut: optedOut !== 0,
    }
  throw new Error(`recipient ${String(seq)} can't be read`)
}

export const pendingOf = ({ code, cause, parts, nearLimit }: DueRow): Standing => ({
  state: 'pending',
  code,
  cause,
  resolution: null,
  held: false,
  parts,
  nearLimit,
})

/** Why somebody who is due gets nothing; null: they are sent to. */
export const leftOutFor = ({ optedOut, values }: DueRow): SkipReason | null =>
  optedOut ? 'opted-out' : values === null ? 'empty-variable' : null

export const toClaim = ({ seq, phone, values, attempts }: DueRow): Claim => ({
  seq,
  phone,
  values: values ?? [],
  attempt: attempts + 1,
})
