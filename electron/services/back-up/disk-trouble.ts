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

/** What an automatic back-up that failed is told as. */
export const troubleOf = (error: unknown): BackUpTrouble =>
  isFull(error) ? 'disk-full' : codesOf(error).includes('ENOENT') ? 'folder-gone' : 'failed'

/** As the window is told of it: a full disk has words of its own. */
export const asTold = (error: unknown): unknown => (isFull(error) ? new AppError('disk-full') : error)
