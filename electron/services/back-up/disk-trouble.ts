import type { BackUpTrouble } from '../../../shared/domain/back-up.ts'
import { AppError } from '../../../shared/ipc/result.ts'

const codesOf = (error: unknown): readonly string[] => {
  if (!(error instanceof Error)) return []
  const codes: unknown[] = [
    'code' in error ? error.code : null,
    error instanceof AppError ? error.detail : null,
  ]
  return codes.filter(code => typeof code === 'string')
}

const isFull = (error: unknown): boolean =>
  codesOf(error).some(code => /^(ENOSPC|EDQUOT|SQLITE_FULL|disk-full)$/.test(code))

/** How the failure of an automatic back-up is reported. */
export const troubleOf = (error: unknown): BackUpTrouble =>
  isFull(error) ? 'disk-full' : codesOf(error).includes('ENOENT') ? 'folder-gone' : 'failed'

/** The error for the window: a full disk has its own code. */
export const asTold = (error: unknown): unknown => (isFull(error) ? new AppError('disk-full') : error)
