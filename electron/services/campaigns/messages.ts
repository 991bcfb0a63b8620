import type { Content, RecipientView } from '../../../shared/domain/campaign.ts'
import { namePlaceOf } from '../../../shared/domain/person-name.ts'
import { messageOf, parseTemplate } from '../../../shared/sms/template.ts'
import { type EarlierContent, lastUsedVersion } from '../send-log/contents.ts'
import type { StoredCampaign } from './campaign-row.ts'
import type { StoredRecipient } from './recipient-reader.ts'

/** Fills the text for one recipient after another, without checking which values are empty. */
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

/** The message of a recipient under one content of the campaign, and its CODEs. */
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
 * Turns a campaign's stored recipients into views for screens and reports, each with its message as the last
 * attempt sent it, or as the next one would.
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
    // Pending recipients will get the present content.
    const version = state === 'pending' ? null : lastUsedVersion(recipient)
    const { message, signatureCode, templateCode } =
      (version === null ? null : before.get(version)) ?? present
    return {
      seq,
      row,
      phone,
      name: namePlace === null ? null : (values[namePlace] ?? null),
      // Of somebody who was forgotten there is no text any more, and none of whose values can't be read.
      message: phone === '' || values.length < Math.min(1, valueNames.length) ? '' : message(values),
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

/** The message of one recipient under each content of the campaign. */
export function messageTeller(
  campaign: Pick<StoredCampaign, 'signature' | 'template' | 'valueNames'>,
  values: readonly string[],
): (earlier: Content | null) => string {
  return earlier => saidBy(earlier ?? campaign, campaign.valueNames).message(values)
}
