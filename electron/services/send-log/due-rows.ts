import { z } from 'zod'
import type { SkipReason } from '../../../shared/domain/states.ts'
import { json } from '../storage/rows.ts'
import type { Claim } from './send-store.ts'
import type { Standing } from './tallies.ts'

// SECURITY: the last check of the opt-outs, in the transaction that marks a recipient for sending.
export const dueColumns = `seq, phone, values_json, attempts, code, cause, parts, near_limit,
  EXISTS (SELECT 1 FROM opt_outs WHERE opt_outs.phone = recipients.phone) AS opted_out`

/** A recipient who is due, as `dueColumns` reads it. */
export const dueRow = z.object({
  seq: z.int(),
  phone: z.string(),
  /** Null where they can't be read: then nothing is sent, because the message would be another. */
  values_json: json(z.array(z.string())).nullable().catch(null),
  attempts: z.int(),
  code: z.int().nullable(),
  cause: z.string().nullable(),
  parts: z.int(),
  near_limit: z.int(),
  opted_out: z.int(),
})
export type DueRow = z.infer<typeof dueRow>

export const pendingOf = ({ code, cause, parts, near_limit }: DueRow): Standing => ({
  state: 'pending',
  code,
  cause,
  resolution: null,
  held: false,
  parts,
  nearLimit: near_limit === 1,
})

/** Why somebody who is due gets nothing; null: they are sent to. */
export const leftOutFor = ({ opted_out, values_json }: DueRow): SkipReason | null =>
  opted_out !== 0 ? 'opted-out' : values_json === null ? 'empty-variable' : null

export const toClaim = ({ seq, phone, values_json, attempts }: DueRow): Claim => ({
  seq,
  phone,
  values: values_json ?? [],
  attempt: attempts + 1,
})
