import type { Pause } from '../domain/states.ts'
import { codeCatalogue } from './codes.ts'

/**
 * Who is due again when the owner goes on after a pause. Source: docs/sending.md, "A refused signature or template".
 * Never the unclear codes (10001, 30009, any that the provider does not document): such a message may have gone out.
 */

/** The provider's answers that another CODE, signature or text may mend. */
export const contentCodes: readonly number[] = [
  30001, 30002, 30003, 30004, 30005, 30006, 30007, 30008, 30012, 30013, 30014, 30015, 30016, 30017, 30021,
  30026,
]

/** Those of them that speak of one recipient, unless they come several times in a row. */
const contentCodesOfRecipients = contentCodes.filter(code => codeCatalogue[code]?.responsible === 'recipient')

/** Refusals by these end when their cause is mended, whoever was refused. */
const mendable: readonly number[] = Object.values(codeCatalogue)
  .filter(({ responsible }) => responsible === 'account' || responsible === 'campaign')
  .map(({ code }) => code)

/** Whether a run of refusals by this code is kept with the pause that it causes, so that it can be sent again. */
export const keepsRun = (code: number): boolean => contentCodesOfRecipients.includes(code)

/** Whether another CODE, signature or text may mend what caused the pause. */
export const isMendedByContent = (pause: Pause | null): boolean =>
  pause?.code !== undefined && contentCodes.includes(pause.code)

/** Refused recipients who are due again: by the provider's code, and by their numbers. */
export type DueAgain = { readonly codes: readonly number[]; readonly seqs: readonly number[] }

/**
 * Whose refusal ends with this pause: who was refused by an account or campaign code, and the run of one recipient code
 * that caused the pause, where that code then points at the campaign, or where the content was changed.
 */
export function dueAgainAfter(pause: Pause | null, isContentChanged: boolean): DueAgain {
  const { code } = pause ?? {}
  if (pause === null || code === undefined || !keepsRun(code)) return { codes: mendable, seqs: [] }
  if (pause.reason !== 'campaign-code' && !isContentChanged) return { codes: mendable, seqs: [] }
  // Pauses of before the run was kept: all whom the code refused, as it was then.
  if (pause.run === undefined && pause.reason === 'campaign-code')
    return { codes: [...mendable, code], seqs: [] }
  return { codes: mendable, seqs: pause.run ?? [] }
}
