import { useCallback, useEffect, useState } from 'react'
import type { ResumedWork } from './kept-works.ts'
import { workCalls } from './kept-works.ts'
import { createWorkKeeper, type KeptState, type WorkNow } from './work-keeper.ts'

/** Typing rests so long before it is written down. */
const restMs = 300

/**
 * Keeps on disk what the owner has in hand, a moment after each change. `hasEnded`: a campaign was begun with it, which
 * stands in the app's records.
 */
export const useKeptWork = (
  now: WorkNow | null,
  hasEnded: boolean,
): { readonly state: KeptState; readonly resume: (work: ResumedWork) => void } => {
  const [state, setState] = useState<KeptState>({ kind: 'saved' })
  const [keeper] = useState(() => createWorkKeeper(workCalls, setState))

  useEffect(() => {
    if (now === null) return
    // Until it is written down, closing the window asks.
    setState(last => (last.kind === 'saved' ? { kind: 'saving' } : last))
    const timer = setTimeout(() => void keeper.keep(now), restMs)
    return () => clearTimeout(timer)
  }, [keeper, now])

  useEffect(() => {
    if (hasEnded) void keeper.end()
  }, [keeper, hasEnded])

  const resume = useCallback(
    ({ workId, origin }: ResumedWork) => keeper.resume(workId, origin?.files ?? []),
    [keeper],
  )
  return { state, resume }
}
