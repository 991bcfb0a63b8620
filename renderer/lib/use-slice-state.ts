import { startTransition, useCallback, useEffect, useRef, useState } from 'react'
import { beginLoading } from './loading.ts'

/**
 * A state that says which page or step is in view. What it leads to is drawn in slices, so that the press is answered at
 * once and further ones in between; it counts as loading until it stands there.
 */
export const useSliceState = <T>(first: T | (() => T)): readonly [T, (next: T) => void] => {
  const [shown, setShown] = useState(() => ({ value: first instanceof Function ? first() : first }))
  const loading = useRef<(() => void) | null>(null)
  const show = useCallback((next: T) => {
    const done = beginLoading()
    // What was asked for before and is not drawn yet never will be.
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
