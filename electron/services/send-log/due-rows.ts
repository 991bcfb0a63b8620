import { z } from 'zod'
import type { Claim } from './send-store.ts'
import type { Standing } from './tallies.ts'

// SECURITY: the last check of the opt-outs, in the transaction that marks a recipient for sending.
export const dueColumns = `seq, phone, values_json, attempts, code, cause, parts, near_limit,
  EXISTS (SELECT 1 FROM opt_outs WHERE opt_outs.phone = recipients.phone) AS opted_out`

/** A recipient who is due, as `dueColumns` reads it. */
export const dueRow = z.object({
  seq: z.int(),
  phone: z.string(),
  values_json: z.string(),
  attempts: z.int(),
  code: z.int().nullable(),
  cause: z.string().nullable(),
  parts: z.int(),
  near_limit: z.int(),
  opted_out: z.int(),
})
export type DueRow = z.infer<typeof dueRow>
const valuesSchema = z.array(z.string())

export const pendingOf = ({ code, cause, parts, near_limit }: DueRow): Standing => ({
  state: 'pending',
  code,
  cause,
  resolution: null,
  held: false,
  parts,
  nearLimit: near_limit === 1,
})

export const toClaim = ({ seq, phone, values_json, attempts }: DueRow): Claim => ({
  seq,
  phone,
  values: valuesSchema.parse(JSON.parse(values_json)),
  attempt: attempts + 1,
})
