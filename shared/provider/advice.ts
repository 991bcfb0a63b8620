import type { Pause } from '../domain/states.ts'
import { codeEntry } from './codes.ts'

/** Whether going on is advised against: a mistake of this app caused the pause, or was among the last answers. */
export const advisesAgainstGoingOn = ({ reason, code, causes = [] }: Pause): boolean =>
  reason === 'app-fault' ||
  [code, ...causes.map(cause => ('code' in cause ? cause.code : undefined))].some(
    each => each !== undefined && codeEntry(each).responsible === 'app',
  )
