import { useCallback, useRef, useState } from 'react'
import type { AppError } from '../../shared/ipc/result.ts'
import { toAppError } from './call.ts'

export type Action<A extends readonly unknown[]> = {
  readonly run: (...args: A) => void
  readonly running: boolean
  readonly error: AppError | null
  readonly clearError: () => void
}

/**
 * A button's action. A second click while the first runs does nothing: the guard is a ref, set at once, because a
 * state would only be seen after the next render.
 */
export const useAction = <A extends readonly unknown[]>(job: (...args: A) => Promise<void>): Action<A> => {
  const guard = useRef(false)
  const [running, setRunning] = useState(false)
  const [error, setError] = useState<AppError | null>(null)
  const latest = useRef(job)
  latest.current = job

  const run = useCallback((...args: A) => {
    if (guard.current) return
    guard.current = true
    setRunning(true)
    setError(null)
    latest
      .current(...args)
      .catch((thrown: unknown) => {
        const failed = toAppError(thrown)
        // An owner who has just declined knows that nothing was done.
        if (failed.code !== 'owner-declined') setError(failed)
      })
      .finally(() => {
        guard.current = false
        setRunning(false)
      })
  }, [])

  const clearError = useCallback(() => setError(null), [])
  return { run, running, error, clearError }
}
