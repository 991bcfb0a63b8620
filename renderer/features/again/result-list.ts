import type { CampaignView, Result, ResultPage } from '../../../shared/domain/campaign.ts'
import { byteOrderMark, csvLine } from '../../../shared/export/csv-line.ts'
import { bridge, call } from '../../lib/bridge.ts'
import { openAsList } from '../contact-lists/listed-contacts.ts'
import type { UsableContacts } from '../import/usable-contacts.ts'

/** The people of a campaign's result with their values, as the list of a new campaign. Throws as `openAsList`. */
export const openResult = async (
  campaign: Pick<CampaignView, 'id' | 'valueNames'>,
  result: Result,
  name: string,
  phoneColumn: string,
  signal: AbortSignal,
): Promise<UsableContacts> => {
  const header = [phoneColumn, ...campaign.valueNames]
  const parts = [byteOrderMark + csvLine(header)]
  for (let after: number | null = 0; after !== null; ) {
    const page: ResultPage = await call(
      bridge.campaigns.resultContacts({ campaignId: campaign.id, after, ...result }),
    )
    signal.throwIfAborted()
    parts.push(page.contacts.map(({ phone, values }) => csvLine([{ phone }, ...values])).join(''))
    after = page.next
  }
  return openAsList(name, header, parts, signal)
}
