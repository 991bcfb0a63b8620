import type { Pause } from '../domain/states.ts'
import { codeCatalogue } from './codes.ts'

/**
 * Which recipients are due again when the owner resumes after a pause. Source: docs/sending.md, "A refused
 * signature or template". Never those with unclear codes (10001, 30009, undocumented ones): such a message may have
 * gone out.
 */

/** Codes whose cause another CODE, signature or text may fix. */
export const contentCodes: readonly number[] = [
  30001, 30002, 30003, 30004, 30005, 30006, 30007, 30008, 30012, 30013, 30014, 30015, 30016, 30017, 30021,
  30026,
]

/** Those of them that concern one recipient, unless they come several times in a row. */
const contentCodesOfRecipients = contentCodes.filter(code => codeCatalogue[code]?.responsible === 'recipient')

/** Refusals with these codes are due again once their cause is fixed, for every recipient. */
const mendable: readonly number[] = Object.values(codeCatalogue)
  .filter(({ responsible }) => responsible === 'account' || responsible === 'campaign')
  .map(({ code }) => code)

/**
 * Whether recipients refused in a row with this code are stored with the pause, so that they can be sent to again.
 */
export const keepsRun = (code: number): boolean => contentCodesOfRecipients.includes(code)

/** Whether another CODE, signature or text may fix the cause of the pause. */
export const isMendedByContent = (pause: Pause | null): boolean =>
  pause?.code !== undefined && contentCodes.includes(pause.code)

/** Refused recipients who are due again: by code, and by number. */
export type DueAgain = { readonly codes: readonly number[]; readonly seqs: readonly number[] }

/**
 * The refusals that end with this pause: those with an account or campaign code, and those in a row with the
 * recipient code that caused the pause, if that code then points at the campaign or the content was changed.
 */
export function dueAgainAfter(pause: Pause | null, isContentChanged: boolean): DueAgain {
  const { code } = pause ?? {}
  if (pause === null || code === undefined || !keepsRun(code)) return { codes: mendable, seqs: [] }
  if (pause.reason !== 'campaign-code' && !isContentChanged) return { codes: mendable, seqs: [] }
  // Pauses stored by older versions have no `run`: all recipients refused with the code, as it was then.
  if (pause.run === undefined && pause.reason === 'campaign-code')
    return { codes: [...mendable, code], seqs: [] }
  return { codes: mendable, seqs: pause.run ?? [] }
}
