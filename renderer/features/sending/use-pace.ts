import { useState } from 'react'
import { useBridgeEvent } from '../../lib/bridge.ts'
import { noPace, type Pace, paceAfter } from './pace.ts'

/** How fast a campaign goes, out of the progress events that this window has seen of it. */
export const usePace = (campaignId: number): Pace => {
  const [seen, setSeen] = useState<{ readonly of: number; readonly pace: Pace }>({
    of: campaignId,
    pace: noPace,
  })
  useBridgeEvent('campaign-progress', event => {
    if (event.campaignId !== campaignId || event.status !== 'sending') return
    const { ratePerSecond: perSecond, remainingMs } = event
    setSeen(({ of, pace }) => ({
      of: campaignId,
      pace: paceAfter(of === campaignId ? pace : noPace, { at: performance.now(), perSecond, remainingMs }),
    }))
  })
  return seen.of === campaignId ? seen.pace : noPace
}
