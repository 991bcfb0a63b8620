import { startTransition, useCallback, useEffect, useRef, useState } from 'react'
import { beginLoading } from './loading.ts'

/**
 * A state that determines the page or step in view. The new view is drawn in slices, so that this click and further
 * ones are handled at once; it counts as loading until it is drawn.
 */
export const useSliceState = <T>(first: T | (() => T)): readonly [T, (next: T) => void] => {
  const [shown, setShown] = useState(() => ({ value: first instanceof Function ? first() : first }))
  const loading = useRef<(() => void) | null>(null)
  const show = useCallback((next: T) => {
    const done = beginLoading()
    // An earlier view that is not drawn yet never will be.
    loading.current?.()
    loading.current = done
    startTransition(() => setShown({ value: next }))
  }, [])
  // biome-ignore lint/correctness/useExhaustiveDependencies: this runs when what was asked for stands there
  useEffect(() => {
    const end = (): void => {
      loading.current?.()
      loading.current = null
    }
    end()
    return end
  }, [shown])
  return [shown.value, show]
}
