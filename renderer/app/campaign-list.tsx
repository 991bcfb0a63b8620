import { createContext, type ReactNode, use, useMemo } from 'react'
import type { CampaignView } from '../../shared/domain/campaign.ts'
import { bridge, call, useBridgeEvent } from '../lib/bridge.ts'
import { type Loaded, useLoaded } from '../lib/use-loaded.ts'

type CampaignList = {
  readonly campaigns: Loaded<readonly CampaignView[]>
  /** Fetches again: whoever has just changed a campaign calls it. */
  readonly reload: () => void
}

const CampaignListContext = createContext<CampaignList | null>(null)

/** All campaigns, fetched once for banner, navigation and history, and again whenever one of them changes its status. */
export const CampaignListProvider = ({ children }: { readonly children: ReactNode }) => {
  const [campaigns, reload] = useLoaded<readonly CampaignView[]>(() => call(bridge.campaigns.list()), [])
  useBridgeEvent('campaigns-changed', reload)
  useBridgeEvent('campaign-progress', progress => {
    if (campaigns.state !== 'loaded') return
    const known = campaigns.value.find(campaign => campaign.id === progress.campaignId)
    if (known?.status !== progress.status) reload()
  })
  const list = useMemo(() => ({ campaigns, reload }), [campaigns, reload])
  return <CampaignListContext value={list}>{children}</CampaignListContext>
}

/** One that goes to many people: not a test message, not a single one. */
export const isOfList = ({ kind }: CampaignView): boolean => kind === 'bulk' || kind === 'retry'

export const useCampaignList = (): CampaignList => {
  const list = use(CampaignListContext)
  if (list === null) throw new Error('used outside the app')
  return list
}
