import type { RecipientView } from '../../../shared/domain/campaign.ts'
import { fillTemplate, messageOf, type ParsedTemplate, parseTemplate } from '../../../shared/sms/template.ts'
import type { StoredCampaign, StoredRecipient } from './campaign-store.ts'

/** A campaign's template, read once. Values come in the order of its variables. */
export type Filler = (values: readonly string[]) => {
  readonly text: string
  readonly empty: readonly string[]
}

export function fillerOf(parsed: ParsedTemplate): Filler {
  const indexOf = new Map(parsed.variables.map((name, index) => [name, index]))
  return values => fillTemplate(parsed, name => values[indexOf.get(name) ?? -1])
}

/** Makes of a campaign's stored recipients what screens and reports show: each with its message. */
export function recipientViewer(
  campaign: Pick<StoredCampaign, 'signature' | 'template'>,
): (recipient: StoredRecipient) => RecipientView {
  const fill = fillerOf(parseTemplate(campaign.template.text))
  return ({ values, ...rest }) => ({
    ...rest,
    message: messageOf(campaign.signature.name, fill(values).text),
  })
}
