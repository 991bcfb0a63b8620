import { expect, test } from 'vitest'
import {
  isTested,
  nextStep,
  othersWaiting,
  stepsFor,
} from '../../../../renderer/features/sending/launch-steps.ts'
import type { CampaignView } from '../../../../shared/domain/campaign.ts'
import { noCounts } from '../../../../shared/domain/states.ts'

const content = {
  mode: 'real' as const,
  signature: { name: '小店', code: 'S1' },
  template: { code: 'T1', text: '您好' },
}
const testMessage = { ...content, kind: 'test' as const, counts: { ...noCounts, accepted: 1 } }

test('the first step that is not done is offered, a slice only where there are many', () => {
  expect(stepsFor(30)).toEqual(['test', 'all'])
  expect(nextStep('real', stepsFor(400), false)).toBe('test')
  expect(nextStep('real', stepsFor(400), true)).toBe('slice')
  expect(nextStep('real', stepsFor(8), true)).toBe('all')
  expect(nextStep('practice', stepsFor(400), false)).toBe('all')
})

test('a test counts for the very same content only, and only where it was taken', () => {
  expect(isTested(content, [testMessage])).toBe(true)
  expect(isTested({ ...content, template: { code: 'T1', text: '再见' } }, [testMessage])).toBe(false)
  expect(isTested({ ...content, mode: 'practice' }, [testMessage])).toBe(false)
  expect(isTested(content, [{ ...testMessage, counts: { ...noCounts, rejected: 1 } }])).toBe(false)
  expect(isTested(content, [{ ...testMessage, kind: 'quick' }])).toBe(false)
})

test('every other campaign of a list that is not over is named, what is being sent first', () => {
  const campaign = (id: number, status: CampaignView['status'], more: Partial<CampaignView> = {}) =>
    ({ id, status, kind: 'bulk', scheduledAt: null, ...more }) as CampaignView
  const known = [
    campaign(1, 'draft'),
    campaign(2, 'paused'),
    campaign(3, 'scheduled', { scheduledAt: 20 }),
    campaign(4, 'scheduled', { scheduledAt: 10, kind: 'retry' }),
    campaign(5, 'finished'),
    campaign(6, 'holding'),
    campaign(7, 'paused', { kind: 'test' }),
    campaign(8, 'paused'),
  ]
  expect(othersWaiting(8, known).map(({ id }) => id)).toEqual([6, 4, 3, 2])
})
