import { type DependencyList, startTransition, useCallback, useEffect, useEffectEvent, useState } from 'react'
import type { AppError } from '../../shared/ipc/result.ts'
import { toAppError } from './call.ts'
import { beginLoading } from './loading.ts'

export type Loaded<T> =
  | { readonly state: 'loading' }
  | { readonly state: 'loaded'; readonly value: T }
  | { readonly state: 'failed'; readonly error: AppError }

/** `done` reports that the loaded value was drawn. */
type Shown<T> = { readonly loaded: Loaded<T>; readonly done: (() => void) | null }

/**
 * Loads something when the component appears and whenever `when` changes. While it loads again, the last value is
 * kept, so that nothing flickers; an answer that comes after a newer request is dropped. The result is drawn in
 * slices, so that clicks in between are handled, and counts as loading until it is drawn.
 */
export const useLoaded = <T>(
  load: () => Promise<T>,
  when: DependencyList,
): readonly [Loaded<T>, () => void] => {
  const [{ loaded, done }, setShown] = useState<Shown<T>>({ loaded: { state: 'loading' }, done: null })
  const [round, setRound] = useState(0)
  const latest = useEffectEvent(load)

  // biome-ignore lint/correctness/useExhaustiveDependencies: the caller says when to fetch again
  useEffect(() => {
    let current = true
    const done = beginLoading()
    const show = (next: Shown<T>): void => {
      if (current) startTransition(() => setShown(next))
    }
    latest().then(
      value => show({ loaded: { state: 'loaded', value }, done }),
      (error: unknown) => show({ loaded: { state: 'failed', error: toAppError(error) }, done }),
    )
    return () => {
      current = false
      done()
    }
  }, [...when, round])

  useEffect(() => done?.(), [done])

  const reload = useCallback(() => setRound(count => count + 1), [])
  return [loaded, reload]
}
