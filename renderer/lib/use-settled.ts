import { useEffect, useState } from 'react'
import { beginLoading } from './loading.ts'

/** What is typed, once it has stood still for a moment: a search through a long list is not begun for every key. */
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
