import { type DependencyList, useCallback, useEffect, useEffectEvent, useState } from 'react'
import type { AppError } from '../../shared/ipc/result.ts'
import { toAppError } from './call.ts'
import { beginLoading } from './loading.ts'

export type Loaded<T> =
  | { readonly state: 'loading' }
  | { readonly state: 'loaded'; readonly value: T }
  | { readonly state: 'failed'; readonly error: AppError }

/**
 * Fetches something when the component appears and whenever `when` changes. While it fetches again, the last value
 * stays, so that nothing flickers; an answer that comes after a newer question is dropped.
 */
export const useLoaded = <T>(
  load: () => Promise<T>,
  when: DependencyList,
): readonly [Loaded<T>, () => void] => {
  const [loaded, setLoaded] = useState<Loaded<T>>({ state: 'loading' })
  const [round, setRound] = useState(0)
  const latest = useEffectEvent(load)

  // biome-ignore lint/correctness/useExhaustiveDependencies: the caller says when to fetch again
  useEffect(() => {
    let current = true
    const done = beginLoading()
    latest()
      .then(
        value => {
          if (current) setLoaded({ state: 'loaded', value })
        },
        (error: unknown) => {
          if (current) setLoaded({ state: 'failed', error: toAppError(error) })
        },
      )
      .finally(done)
    return () => {
      current = false
      done()
    }
  }, [...when, round])

  const reload = useCallback(() => setRound(count => count + 1), [])
  return [loaded, reload]
}
