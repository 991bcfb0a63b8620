import { useEffect, useState } from 'react'
import { beginLoading } from './loading.ts'

/**
 * A typed value once it has not changed for a moment, so that a search through a long list does not start with
 * every key.
 */
export const useSettled = <T>(value: T, afterMs = 200): T => {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    if (Object.is(value, settled)) return
    const done = beginLoading()
    const timer = setTimeout(() => setSettled(value), afterMs)
    return () => {
      clearTimeout(timer)
      done()
    }
  }, [value, settled, afterMs])
  return settled
}
