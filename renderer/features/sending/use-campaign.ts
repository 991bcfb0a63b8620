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

/**
 * Live figures of one campaign: what was fetched last, or pushed after that; null until the first is there.
 * Fetched again whenever the main process says that the campaign changed: who was pending when it was cancelled is
 * settled after its last progress was pushed.
 */
export const useProgress = (campaignId: number | null): Progress | null => {
  const [latest, setLatest] = useState<Progress | null>(null)
  const [, reload] = useLoaded(async () => {
    if (campaignId !== null) setLatest(await call(bridge.campaigns.progress({ campaignId })))
  }, [campaignId])
  useBridgeEvent('campaign-progress', event => {
    if (event.campaignId === campaignId) setLatest(event)
  })
  useBridgeEvent('campaigns-changed', event => {
    if (event.campaignId === campaignId) reload()
  })
  return latest?.campaignId === campaignId ? latest : null
}
