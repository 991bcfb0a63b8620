import type { CampaignView } from '../../shared/domain/campaign.ts'

type Seen = Pick<CampaignView, 'id' | 'name' | 'status' | 'pause'>
type Ended = { readonly name: string; readonly how: 'finished' | 'cancelled' | 'paused' | 'stopped' }

/** Which campaigns were being sent before and are not any more, and how that came. */
export const endedAmong = (before: readonly Seen[], now: readonly Seen[]): readonly Ended[] => {
  const running = new Set(before.filter(isRunning).map(({ id }) => id))
  return now.filter(({ id }) => running.has(id)).flatMap(endOf)
}

const isRunning = ({ status }: Seen): boolean => status === 'sending' || status === 'holding'

const endOf = ({ name, status, pause }: Seen): readonly Ended[] => {
  switch (status) {
    case 'finished':
    case 'cancelled':
      return [{ name, how: status }]
    case 'paused':
      return [{ name, how: pause?.reason === 'owner' ? 'paused' : 'stopped' }]
    default:
      return []
  }
}
