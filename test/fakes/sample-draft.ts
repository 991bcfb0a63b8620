import type { PreparedRecipient } from '../../electron/services/campaigns/draft-recipients.ts'
import type { CampaignDraft } from '../../shared/domain/campaign.ts'

/** A draft for tests that need a campaign and care little which; its template's text is `text`. */
export const sampleDraft = ({
  text = '您好',
  ...changes
}: Partial<CampaignDraft> & { readonly text?: string } = {}): CampaignDraft => ({
  name: '测试',
  mode: 'real',
  signature: { name: '测试店', code: 'S1' },
  template: { code: 'T1', text },
  source: { fileName: 'x.csv', rows: 0, usable: 0, duplicate: 0, bad: 0, empty: 0, leftOut: 0 },
  ...changes,
})

/** So many prepared recipients, phones 13800000000 and on. */
export const samplePeople = (count: number): readonly PreparedRecipient[] =>
  Array.from({ length: count }, (_, index) => ({
    row: index + 2,
    phone: `138${String(index).padStart(8, '0')}`,
    values: ['王芳'],
    parts: 1,
    nearLimit: false,
    skip: null,
  }))
