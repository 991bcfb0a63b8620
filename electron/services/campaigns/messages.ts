import type { RecipientView } from '../../../shared/domain/campaign.ts'
import { fillTemplate, messageOf, type ParsedTemplate, parseTemplate } from '../../../shared/sms/template.ts'
import type { StoredCampaign } from './campaign-store.ts'
import type { StoredRecipient } from './recipient-reader.ts'

/** A campaign's template, read once. Values come in the order of its variables. */
export type Filler = (values: readonly string[]) => {
  readonly text: string
  readonly empty: readonly string[]
}

export function fillerOf(parsed: ParsedTemplate): Filler {
  const indexOf = new Map(parsed.variables.map((name, index) => [name, index]))
  return values => fillTemplate(parsed, name => values[indexOf.get(name) ?? -1])
}

/** The text alone, without a look at which values are empty. */
function textOf(parsed: ParsedTemplate): (values: readonly string[]) => string {
  const indexOf = new Map(parsed.variables.map((name, index) => [name, index]))
  const pieces = parsed.segments.map(segment =>
    segment.kind === 'text' ? segment.text : (indexOf.get(segment.name) ?? -1),
  )
  return values => {
    let text = ''
    for (const piece of pieces) text += typeof piece === 'string' ? piece : (values[piece] ?? '')
    return text
  }
}

/** Makes of a campaign's stored recipients what screens and reports show: each with its message. */
export function recipientViewer(
  campaign: Pick<StoredCampaign, 'signature' | 'template'>,
): (recipient: StoredRecipient) => RecipientView {
  const fill = textOf(parseTemplate(campaign.template.text))
  return ({ seq, row, phone, values, parts, state, code, cause, attempts, resolution, updatedAt }) => ({
    seq,
    row,
    phone,
    message: messageOf(campaign.signature.name, fill(values)),
    parts,
    state,
    code,
    cause,
    attempts,
    resolution,
    updatedAt,
  })
}
