import { z } from 'zod'
import { timeMsSchema } from '../../../shared/domain/ranges.ts'
import { recipientStates, resolutions } from '../../../shared/domain/states.ts'
import { json, type ReportUnreadable, readRow } from '../storage/rows.ts'
import { recipientRow, type StoredRecipient, storedOf } from './recipient-reader.ts'

const unread = z.int().nullable().catch(null)

/** The readable part of a row of `recipients`; its number is its key and always readable. */
const legibleRow = z
  .object({
    seq: z.int(),
    row: z.int().catch(0),
    phone: z.string().nullable().catch(null),
    values_json: json(z.array(z.string())).catch([]),
    parts: z.int().catch(0),
    // Unreadable: whether the recipient was sent to is not known.
    state: z.enum(recipientStates).catch('unknown'),
    code: unread,
    cause: z.string().nullable().catch(null),
    attempts: z.int().catch(0),
    resolution: z.enum(resolutions).nullable().catch(null),
    content: unread,
    content_until: unread,
    updated_at: timeMsSchema.nullable().catch(null),
  })
  .transform(storedOf)

/**
 * Reads rows of `recipients` for display. An unreadable row is reported and shown as far as possible: it counts
 * into its campaign's figures, and hides no others. Without values there is no message (messages.ts).
 */
export const legibleRecipients =
  (report: ReportUnreadable) =>
  (row: unknown): StoredRecipient =>
    readRow(recipientRow, row, 'recipients', report) ?? legibleRow.parse(row)
