import { expect, test } from 'vitest'
import { endedAmong } from '../../../../renderer/app/ended-campaigns.ts'
import type { CampaignView } from '../../../../shared/domain/campaign.ts'

type Seen = Pick<CampaignView, 'id' | 'name' | 'status' | 'pause'>

const seen = (id: number, status: Seen['status'], pause: Seen['pause'] = null): Seen => ({
  id,
  name: `群发 ${id}`,
  status,
  pause,
})

test('whatever was being sent and is not any more is told once, with how it came', () => {
  const before = [seen(1, 'sending'), seen(2, 'holding'), seen(3, 'sending'), seen(4, 'sending')]
  const now = [
    seen(1, 'finished'),
    seen(2, 'cancelled'),
    seen(3, 'paused', { reason: 'owner' }),
    seen(4, 'paused', { reason: 'account-code', code: 30006 }),
  ]
  expect(endedAmong(before, now).map(({ how }) => how)).toEqual([
    'finished',
    'cancelled',
    'paused',
    'stopped',
  ])
  expect(endedAmong(now, now)).toEqual([])
})

test('a wait, a start and what was not there before are no end', () => {
  expect(endedAmong([seen(1, 'sending')], [seen(1, 'holding'), seen(2, 'finished')])).toEqual([])
  expect(endedAmong([seen(1, 'draft')], [seen(1, 'sending')])).toEqual([])
})
