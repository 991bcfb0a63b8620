import { AppError, type Result } from '../../shared/ipc/result.ts'

/** Waits for an answer of the bridge; returns the value or throws the AppError. */
export const call = async <T>(pending: Promise<Result<T>>): Promise<T> => {
  const result = await pending
  if (result.ok) return result.value
  const { code, where, detail } = result.error
  throw new AppError(code, {
    ...(where === undefined ? {} : { where }),
    ...(detail === undefined ? {} : { detail }),
  })
}

/** Any thrown value as an AppError; unexpected ones are `internal`. */
export const toAppError = (error: unknown): AppError =>
  error instanceof AppError
    ? error
    : new AppError('internal', { detail: error instanceof Error ? error.message : String(error) })
