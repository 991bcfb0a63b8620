import { useEffect, useState } from 'react'

/** The value as it was at most `everyMs` ago: one that changes all the time is followed in steps. */
export const usePaced = <T>(value: T, everyMs: number): T => {
  const [paced, setPaced] = useState({ value, at: 0 })
  useEffect(() => {
    if (Object.is(value, paced.value)) return
    const wait = setTimeout(
      () => setPaced({ value, at: performance.now() }),
      Math.max(paced.at + everyMs - performance.now(), 0),
    )
    return () => clearTimeout(wait)
  }, [value, paced, everyMs])
  return paced.value
}
