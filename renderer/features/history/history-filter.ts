import type { CampaignKind, CampaignView } from '../../../shared/domain/campaign.ts'
import { shanghaiTime } from '../../../shared/time/shanghai.ts'

/** What the history shows at a time: campaigns to a list and their resends, single messages, tests. */
export const historyViews = ['campaigns', 'single', 'tests'] as const
export type HistoryView = (typeof historyViews)[number]

const viewOfKind: Readonly<Record<CampaignKind, HistoryView>> = {
  bulk: 'campaigns',
  retry: 'campaigns',
  quick: 'single',
  test: 'tests',
}
export const viewOf = ({ kind }: Pick<CampaignView, 'kind'>): HistoryView => viewOfKind[kind]

/** When a campaign was sent, or made where it was not begun. */
export const timeOf = ({ startedAt, createdAt }: Pick<CampaignView, 'startedAt' | 'createdAt'>): number =>
  startedAt ?? createdAt

/** A month of China's calendar, `yyyy-MM`. */
export const monthOf = (campaign: Pick<CampaignView, 'startedAt' | 'createdAt'>): string =>
  shanghaiTime(timeOf(campaign)).slice(0, 'yyyy-MM'.length)

const comparable = (text: string): string => text.normalize('NFKC').toLowerCase()

type Searched = Pick<CampaignView, 'name' | 'signature' | 'template' | 'source'>

/** Whether every word stands in the campaign's name, text, signature or the name of its list. */
export function searchOf(search: string): (campaign: Searched) => boolean {
  const words = comparable(search).split(/\s+/).filter(Boolean)
  if (words.length === 0) return () => true
  return ({ name, signature, template, source }) => {
    const text = comparable([name, signature.name, template.text, source.fileName].join('\n'))
    return words.every(word => text.includes(word))
  }
}

/** The newest first, so that those of a month stand together. */
export const newestFirst = (campaigns: readonly CampaignView[]): readonly CampaignView[] =>
  campaigns.toSorted((a, b) => timeOf(b) - timeOf(a) || b.id - a.id)
