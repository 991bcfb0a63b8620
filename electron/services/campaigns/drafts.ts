import type { CampaignDraft, NewRecipient } from '../../../shared/domain/campaign.ts'
import { AppError } from '../../../shared/ipc/result.ts'
import { type Measured, messageMeasure } from '../../../shared/sms/measure.ts'
import { checkPhone } from '../../../shared/sms/phone.ts'
import { parseTemplate } from '../../../shared/sms/template.ts'
import type { StoredCampaign } from './campaign-row.ts'
import type { CampaignStore } from './campaign-store.ts'
import type { PreparedRecipient } from './draft-recipients.ts'

/** Creates drafts and fills them. Every recipient is checked and measured before it is stored. */
export function createDrafts(store: CampaignStore) {
  const measureOf = ({ signature, template, valueNames }: StoredCampaign, optOutWording: string) =>
    messageMeasure({
      signatureName: signature.name,
      templateText: template.text,
      valueNames,
      optOutWording,
    })

  const prepare = (
    { valueNames }: StoredCampaign,
    recipient: NewRecipient,
    measure: (values: readonly string[]) => Measured,
  ): PreparedRecipient => {
    const where = `row ${recipient.row}`
    const phone = checkPhone(recipient.phone, false)
    if (phone.kind === 'blocked') throw new AppError('bad-input', { where, detail: phone.reason })
    if (recipient.values.length !== valueNames.length) {
      throw new AppError('bad-input', { where, detail: `${valueNames.length} values expected` })
    }
    const { parts, nearLimit, skip } = measure(recipient.values)
    return { row: recipient.row, phone: phone.phone, values: recipient.values, parts, nearLimit, skip }
  }

  const expectDraft = (campaignId: number): StoredCampaign => {
    const campaign = store.get(campaignId)
    if (campaign.status !== 'draft' || store.hasChore(campaignId)) throw new AppError('wrong-state')
    return campaign
  }

  return {
    /** Throws `bad-input` where the template can't be read. Returns the draft's id. */
    create(draft: CampaignDraft): number {
      const { problems } = parseTemplate(draft.template.text)
      if (problems.length > 0)
        throw new AppError('bad-input', { where: 'template', detail: problems[0]?.kind ?? '' })
      return store.create(draft)
    },

    /** Checks, measures and stores a batch. Returns how many recipients the campaign has now. */
    addRecipients(campaignId: number, recipients: readonly NewRecipient[], optOutWording: string): number {
      const campaign = expectDraft(campaignId)
      // The recipients of a resend come from its campaign and are never passed in.
      if (campaign.kind === 'retry' || campaign.kind === 'test') throw new AppError('wrong-state')
      const measure = measureOf(campaign, optOutWording)
      return store.addRecipients(
        campaignId,
        recipients.map(recipient => prepare(campaign, recipient, measure)),
      )
    },

    /**
     * Creates a campaign of one recipient: the owner's own phone, with the message of one recipient of the list.
     * Throws `bad-input`, or `nothing-to-send` where the phone has opted out or the message can't be sent; then
     * nothing is created.
     */
    createTest(campaignId: number, phone: string, seq: number, optOutWording: string): number {
      const campaign = store.get(campaignId)
      const sample = store.recipient(campaignId, seq)
      const checked = checkPhone(phone, false)
      if (checked.kind === 'blocked')
        throw new AppError('bad-input', { where: 'phone', detail: checked.reason })
      if (store.isOptedOut(checked.phone)) throw new AppError('nothing-to-send', { where: 'opted-out' })
      const recipient = { row: 0, phone: checked.phone, values: [...sample.values] }
      const prepared = prepare(campaign, recipient, measureOf(campaign, optOutWording))
      if (prepared.skip !== null) throw new AppError('nothing-to-send', { where: prepared.skip })
      const { name, mode, signature, template } = campaign
      const source = { ...emptySource, rows: 1, usable: 1 }
      const testId = store.create({ name, kind: 'test', mode, signature, template, source }, campaign)
      store.addRecipients(testId, [prepared])
      return testId
    },

    /** Creates an empty resend of this campaign. Throws `wrong-state` where the campaign has not ended. */
    createResend(campaignId: number): number {
      const campaign = store.get(campaignId)
      const { name, mode, signature, template, source, status } = campaign
      if ((status !== 'finished' && status !== 'cancelled') || store.hasChore(campaignId))
        throw new AppError('wrong-state')
      return store.create({ name, kind: 'retry', mode, signature, template, source }, campaign)
    },
  }
}

const emptySource = { fileName: '', rows: 0, usable: 0, duplicate: 0, bad: 0, empty: 0, leftOut: 0 }
