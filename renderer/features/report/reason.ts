import { codeEntry } from '../../../shared/provider/codes.ts'
import type { Outcomes } from './retry-dialog.tsx'

/** Why people were not accepted, with how many of them. */
export type Reason = Outcomes['reasons'][number]

/**
 * Whether sending again is what the owner does about it: once account, signature or template are mended, or where the
 * provider certainly did not take the message. Everything else lies with the person, or may have gone out.
 */
export function canMend({ state, code, open }: Reason): boolean {
  if (open === 0) return false
  if (state === 'unsent') return true
  const responsible = code === null ? null : codeEntry(code).responsible
  return state === 'rejected' && (responsible === 'account' || responsible === 'campaign')
}
