import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CampaignView } from '../../shared/domain/campaign.ts'
import { isOfList, useCampaignList } from './campaign-list.tsx'
import { endedAmong } from './ended-campaigns.ts'

/** Tells whoever does not see the screen that a campaign has ended or stopped, wherever they are in the window. */
export const Announcer = () => {
  const { t } = useTranslation('shell')
  const { campaigns } = useCampaignList()
  const [said, setSaid] = useState('')
  const before = useRef<readonly CampaignView[] | null>(null)
  const tell = useEffectEvent((now: readonly CampaignView[]) => {
    const ended = before.current === null ? [] : endedAmong(before.current, now)
    before.current = now
    if (ended.length > 0) setSaid(ended.map(({ name, how }) => t(`announce.${how}`, { name })).join(' '))
  })
  useEffect(() => {
    if (campaigns.state === 'loaded') tell(campaigns.value.filter(isOfList))
  }, [campaigns])
  return (
    <p className="visually-hidden" role="status" data-testid="announced">
      {said}
    </p>
  )
}
