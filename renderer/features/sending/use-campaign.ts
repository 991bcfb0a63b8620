import { useCallback, useState } from 'react'
import type { CampaignView, Progress } from '../../../shared/domain/campaign.ts'
import { useCampaignList } from '../../app/campaign-list.tsx'
import { bridge, call, useBridgeEvent } from '../../lib/bridge.ts'
import { type Loaded, useLoaded } from '../../lib/use-loaded.ts'

/** A campaign, fetched again whenever the main process says that it changed. */
export const useCampaign = (campaignId: number): readonly [Loaded<CampaignView>, () => void] => {
  const { reload: reloadList } = useCampaignList()
  const [campaign, reloadThis] = useLoaded(() => call(bridge.campaigns.get({ campaignId })), [campaignId])
  const reload = useCallback(() => {
    reloadThis()
    reloadList()
  }, [reloadThis, reloadList])
  const status = campaign.state === 'loaded' ? campaign.value.status : null
  useBridgeEvent('campaigns-changed', event => {
    if (event.campaignId === campaignId) reloadThis()
  })
  useBridgeEvent('campaign-progress', event => {
    if (event.campaignId === campaignId && status !== null && event.status !== status) reloadThis()
  })
  return [campaign, reload]
}

/** What the progress screen shows; a campaign that is not running has it too. */
export type LiveProgress = Pick<
  Progress,
  | 'status'
  | 'pause'
  | 'hold'
  | 'counts'
  | 'ratePerSecond'
  | 'rateLimit'
  | 'setRate'
  | 'logWaiting'
  | 'remainingMs'
>

/** Live figures of one campaign: what was fetched at first, then every event; null until the first is there. */
export const useProgress = (campaignId: number | null): Progress | null => {
  const [pushed, setPushed] = useState<Progress | null>(null)
  const [fetched] = useLoaded(
    async () => (campaignId === null ? null : call(bridge.campaigns.progress({ campaignId }))),
    [campaignId],
  )
  useBridgeEvent('campaign-progress', event => {
    if (event.campaignId === campaignId) setPushed(event)
  })
  if (pushed !== null && pushed.campaignId === campaignId) return pushed
  return fetched.state === 'loaded' && fetched.value?.campaignId === campaignId ? fetched.value : null
}
