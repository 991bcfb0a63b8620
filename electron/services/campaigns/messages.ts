import type { Content, RecipientView } from '../../../shared/domain/campaign.ts'
import { namePlaceOf } from '../../../shared/domain/person-name.ts'
import { messageOf, parseTemplate } from '../../../shared/sms/template.ts'
import { type EarlierContent, lastUsedVersion } from '../send-log/contents.ts'
import type { StoredCampaign } from './campaign-row.ts'
import type { StoredRecipient } from './recipient-reader.ts'

/** The text of one recipient after the other, without a look at which values are empty. */
function textOf(templateText: string, valueNames: readonly string[]): (values: readonly string[]) => string {
  const parsed = parseTemplate(templateText)
  const placeOf = new Map(valueNames.map((name, place) => [name, place]))
  const pieces = parsed.segments.map(segment =>
    segment.kind === 'text' ? segment.text : (placeOf.get(segment.name) ?? -1),
  )
  return values => {
    let text = ''
    for (const piece of pieces) text += typeof piece === 'string' ? piece : (values[piece] ?? '')
    return text
  }
}

/** What a recipient was told by a content of the campaign, and under which CODEs. */
type Said = Pick<RecipientView, 'signatureCode' | 'templateCode'> & {
  readonly message: (values: readonly string[]) => string
}

const saidBy = ({ signature, template }: Content, valueNames: readonly string[]): Said => {
  const fill = textOf(template.text, valueNames)
  return {
    message: values => messageOf(signature.name, fill(values)),
    signatureCode: signature.code,
    templateCode: template.code,
  }
}

/**
 * Makes of a campaign's stored recipients what screens and reports show: each with its message, as the last attempt sent
 * it, or as the next one would.
 */
export function recipientViewer(
  campaign: Pick<StoredCampaign, 'signature' | 'template' | 'valueNames' | 'source'>,
  earlier: readonly EarlierContent[],
): (recipient: StoredRecipient) => RecipientView {
  const { valueNames } = campaign
  const present = saidBy(campaign, valueNames)
  const namePlace = namePlaceOf(valueNames, campaign.source.variables)
  const before = new Map(earlier.map(content => [content.version, saidBy(content, valueNames)]))
  return recipient => {
    const { seq, row, phone, values, parts, state, code, cause, attempts, resolution, updatedAt } = recipient
    // Who is due will be told what the campaign says now.
    const version = state === 'pending' ? null : lastUsedVersion(recipient)
    const { message, signatureCode, templateCode } =
      (version === null ? null : before.get(version)) ?? present
    return {
      seq,
      row,
      phone,
      name: namePlace === null ? null : (values[namePlace] ?? null),
      // Of somebody who was forgotten there is no text any more.
      message: phone === '' ? '' : message(values),
      signatureCode,
      templateCode,
      parts,
      state,
      code,
      cause,
      attempts,
      resolution,
      resolvedAt: null,
      updatedAt,
    }
  }
}

/** The message of one recipient as each content of the campaign says it. */
export function messageTeller(
  campaign: Pick<StoredCampaign, 'signature' | 'template' | 'valueNames'>,
  values: readonly string[],
): (earlier: Content | null) => string {
  return earlier => saidBy(earlier ?? campaign, campaign.valueNames).message(values)
}
