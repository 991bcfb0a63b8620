import { z } from 'zod'
import {
  type RecipientState,
  type Resolution,
  recipientStates,
  resolutions,
} from '../../../shared/domain/states.ts'
import { isInteger, isIntegerOrNull, isTextOrNull, isTexts } from '../storage/columns.ts'
import { json } from '../storage/rows.ts'

/** A recipient as it is stored. */
export type StoredRecipient = {
  readonly seq: number
  readonly row: number
  /** Empty where the person was forgotten. */
  readonly phone: string
  readonly values: readonly string[]
  readonly parts: number
  readonly state: RecipientState
  readonly code: number | null
  readonly cause: string | null
  readonly attempts: number
  readonly resolution: Resolution | null
  /** The last earlier content that attempts used, and the last attempt that used it (send-log/contents.ts). */
  readonly content: number | null
  readonly contentUntil: number | null
  readonly updatedAt: number | null
}

/** A row of `recipients`, its columns read. */
type RecipientColumns = Omit<StoredRecipient, 'phone' | 'values' | 'contentUntil' | 'updatedAt'> & {
  /** Null where the person was forgotten. */
  readonly phone: string | null
  readonly values_json: readonly string[]
  readonly content_until: number | null
  readonly updated_at: number | null
}

export const storedOf = ({
  values_json,
  content_until,
  updated_at,
  phone,
  ...row
}: RecipientColumns): StoredRecipient => ({
  ...row,
  phone: phone ?? '',
  values: values_json,
  contentUntil: content_until,
  updatedAt: updated_at,
})

/** A row of `recipients`. */
export const recipientRow = z
  .object({
    seq: z.int(),
    row: z.int(),
    /** Null where the person was forgotten. */
    phone: z.string().nullable(),
    values_json: json(z.array(z.string())),
    parts: z.int(),
    state: z.enum(recipientStates),
    code: z.int().nullable(),
    cause: z.string().nullable(),
    attempts: z.int(),
    resolution: z.enum(resolutions).nullable(),
    content: z.int().nullable(),
    content_until: z.int().nullable(),
    updated_at: z.int().nullable(),
  })
  .transform(storedOf)

/** The columns of `recipients` in the order in which `readRecipient` takes them. */
export const recipientColumns =
  'seq, row, phone, values_json, parts, state, code, cause, attempts, resolution, content, content_until, updated_at'

const stateOf: ReadonlyMap<unknown, RecipientState> = new Map(recipientStates.map(state => [state, state]))
const resolutionOf: ReadonlyMap<unknown, Resolution | null> = new Map([
  [null, null],
  ...resolutions.map(resolution => [resolution, resolution] as const),
])

/**
 * Reads a row of `recipientColumns` (an array, as `raw` gives it). Throws where it is none. As strict as a schema and
 * written by hand: a report reads a million of them.
 */
export function readRecipient(found: unknown): StoredRecipient {
  const columns: readonly unknown[] = Array.isArray(found) ? found : []
  // By number: destructuring an array calls its iterator, which takes half as long again.
  const seq = columns[0]
  const row = columns[1]
  const phone = columns[2]
  const valuesJson = columns[3]
  const parts = columns[4]
  const state = stateOf.get(columns[5])
  const code = columns[6]
  const cause = columns[7]
  const attempts = columns[8]
  const resolution = resolutionOf.get(columns[9])
  const content = columns[10]
  const contentUntil = columns[11]
  const updatedAt = columns[12]
  if (
    isInteger(seq) &&
    isInteger(row) &&
    isTextOrNull(phone) &&
    typeof valuesJson === 'string' &&
    isInteger(parts) &&
    state !== undefined &&
    isIntegerOrNull(code) &&
    isTextOrNull(cause) &&
    isInteger(attempts) &&
    resolution !== undefined &&
    isIntegerOrNull(content) &&
    isIntegerOrNull(contentUntil) &&
    isIntegerOrNull(updatedAt)
  ) {
    const values: unknown = JSON.parse(valuesJson)
    if (isTexts(values))
      return {
        seq,
        row,
        phone: phone ?? '',
        values,
        parts,
        state,
        code,
        cause,
        attempts,
        resolution,
        content,
        contentUntil,
        updatedAt,
      }
  }
  throw new Error(`recipient ${String(seq)} can't be read`)
}

const columnNames = recipientColumns.split(', ')

/** The same row as a record of its columns. */
export const namedColumns = (columns: unknown): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    columnNames.map((name, place) => [name, Array.isArray(columns) ? columns[place] : undefined]),
  )
