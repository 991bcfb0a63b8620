import type {
  CampaignDraft,
  CampaignView,
  FoundRecipient,
  NewRecipient,
  Preflight,
  RecipientView,
} from '../../../shared/domain/campaign.ts'
import type { Settings } from '../../../shared/domain/settings.ts'
import { totalOf } from '../../../shared/domain/states.ts'
import { AppError } from '../../../shared/ipc/result.ts'
import { lengthVerdict } from '../../../shared/sms/parts.ts'
import { checkPhone } from '../../../shared/sms/phone.ts'
import { fillTemplate, messageOf, type ParsedTemplate, parseTemplate } from '../../../shared/sms/template.ts'
import type { Found } from '../send-log/log-queries.ts'
import type {
  CampaignStore,
  PreparedRecipient,
  RecipientQuery,
  StoredCampaign,
  StoredRecipient,
} from './campaign-store.ts'

export type CampaignService = ReturnType<typeof createCampaignService>

/** A campaign's template, read once. Values come in the order of its variables. */
export type Filler = (values: readonly string[]) => {
  readonly text: string
  readonly empty: readonly string[]
}

export function fillerOf(parsed: ParsedTemplate): Filler {
  const indexOf = new Map(parsed.variables.map((name, index) => [name, index]))
  return values => fillTemplate(parsed, name => values[indexOf.get(name) ?? -1])
}

/** From a draft to its figures and back: everything about campaigns that is not sending. */
export function createCampaignService(store: CampaignStore, settings: () => Settings) {
  const parsedOf = (campaign: StoredCampaign) => parseTemplate(campaign.template.text)

  const prepare = (
    campaign: StoredCampaign,
    recipient: NewRecipient,
    variables: readonly string[],
    fill: Filler,
  ): PreparedRecipient => {
    const where = `row ${recipient.row}`
    const phone = checkPhone(recipient.phone, false)
    if (phone.kind === 'blocked') throw new AppError('bad-input', { where, detail: phone.reason })
    if (recipient.values.length !== variables.length) {
      throw new AppError('bad-input', { where, detail: `${variables.length} values expected` })
    }
    const filled = fill(recipient.values)
    const { parts, verdict } = lengthVerdict({
      signatureName: campaign.signature.name,
      filledText: filled.text,
      optOutWording: settings().optOutWording,
    })
    const skip = filled.empty.length > 0 ? 'empty-variable' : verdict === 'too-long' ? 'too-long' : null
    return { row: recipient.row, phone: phone.phone, values: recipient.values, parts, skip }
  }

  const toView =
    (campaign: StoredCampaign, fill: Filler) =>
    (recipient: StoredRecipient): RecipientView => {
      const { values, ...rest } = recipient
      return { ...rest, message: messageOf(campaign.signature.name, fill(values).text) }
    }

  const expectDraft = (campaignId: number): StoredCampaign => {
    const campaign = store.get(campaignId)
    if (campaign.status !== 'draft') throw new AppError('wrong-state')
    return campaign
  }

  return {
    create(draft: CampaignDraft): number {
      const { problems } = parseTemplate(draft.template.text)
      if (problems.length > 0)
        throw new AppError('bad-input', { where: 'template', detail: problems[0]?.kind ?? '' })
      return store.create(draft)
    },

    /** Checks, measures and stores a batch. Returns how many recipients the campaign has now. */
    addRecipients(campaignId: number, recipients: readonly NewRecipient[]): number {
      const campaign = expectDraft(campaignId)
      const parsed = parsedOf(campaign)
      const fill = fillerOf(parsed)
      store.addRecipients(
        campaignId,
        recipients.map(recipient => prepare(campaign, recipient, parsed.variables, fill)),
      )
      return totalOf(store.countsOf(campaignId))
    },

    preflight(campaignId: number): Preflight {
      const campaign = expectDraft(campaignId)
      // Opt-outs may have been added since the recipients were.
      store.skipOptedOut(campaignId)
      const counts = store.countsOf(campaignId)
      const byParts = store.partsToSend(campaignId)
      const parts = byParts.reduce((sum, entry) => sum + entry.parts * entry.count, 0)
      const { pricePerPart, ratePerSecond, optOutWording } = settings()
      const fill = fillerOf(parsedOf(campaign))
      let maybeTooLong = 0
      // Only messages of five parts and more come near the provider's limit of 300.
      if (byParts.some(entry => entry.parts >= 5)) {
        for (const recipient of store.all(campaignId)) {
          if (recipient.state !== 'pending' || recipient.parts < 5) continue
          const filledText = fill(recipient.values).text
          const measured = lengthVerdict({
            signatureName: campaign.signature.name,
            filledText,
            optOutWording,
          })
          if (measured.verdict === 'maybe-too-long') maybeTooLong += 1
        }
      }
      return {
        campaignId,
        recipients: totalOf(counts),
        toSend: counts.pending,
        skipped: store.skipped(campaignId),
        parts,
        byParts,
        estimatedCost: pricePerPart === null ? null : parts * pricePerPart,
        maybeTooLong,
        estimatedSeconds: counts.pending / ratePerSecond,
      }
    },

    /** A campaign of one recipient, for the owner's own phone, with the message of one recipient of the list. */
    createTest(campaignId: number, phone: string, seq: number): number {
      const campaign = store.get(campaignId)
      const sample = store.recipient(campaignId, seq)
      const checked = checkPhone(phone, false)
      if (checked.kind === 'blocked')
        throw new AppError('bad-input', { where: 'phone', detail: checked.reason })
      if (store.isOptedOut(checked.phone)) throw new AppError('nothing-to-send', { where: 'opted-out' })
      const parsed = parsedOf(campaign)
      const testId = store.create(
        {
          name: campaign.name,
          kind: 'test',
          mode: campaign.mode,
          signature: campaign.signature,
          template: campaign.template,
          source: { ...emptySource, rows: 1, usable: 1 },
        },
        campaignId,
      )
      const recipient = { row: 0, phone: checked.phone, values: [...sample.values] }
      const prepared = prepare(campaign, recipient, parsed.variables, fillerOf(parsed))
      if (prepared.skip !== null) throw new AppError('nothing-to-send', { where: prepared.skip })
      store.addRecipients(testId, [prepared])
      return testId
    },

    /** A draft of kind `retry` for recipients of this campaign; nobody is in it yet. */
    createRetry(campaignId: number): number {
      const { name, mode, signature, template, source } = store.get(campaignId)
      return store.create({ name, kind: 'retry', mode, signature, template, source }, campaignId)
    },

    expectDraft,

    /** Enough pending recipients to choose a slice of different carriers from. */
    pendingPhones: (campaignId: number) => store.pendingPhones(campaignId, 2000),

    schedule: (campaignId: number, at: number | null): void => store.schedule(campaignId, at),
    scheduled: () => store.scheduled(),

    get: (campaignId: number): StoredCampaign => store.get(campaignId),
    view: (campaignId: number): CampaignView => store.view(campaignId),
    list: () => store.list(),
    any: () => store.any(),
    discard: (campaignId: number): void => store.discard(campaignId),

    recipients(campaignId: number, query: RecipientQuery): { total: number; rows: RecipientView[] } {
      const campaign = store.get(campaignId)
      const { total, rows } = store.page(campaignId, query)
      return { total, rows: rows.map(toView(campaign, fillerOf(parsedOf(campaign)))) }
    },

    /** Recipients found across campaigns, each with its message. */
    foundView({ total, rows }: Found): { total: number; rows: FoundRecipient[] } {
      const views = new Map<number, (recipient: StoredRecipient) => RecipientView>()
      const viewOf = (campaignId: number) => {
        const known = views.get(campaignId)
        if (known !== undefined) return known
        const campaign = store.get(campaignId)
        const view = toView(campaign, fillerOf(parsedOf(campaign)))
        views.set(campaignId, view)
        return view
      }
      return {
        total,
        rows: rows.map(({ campaignId, campaignName, campaignKind, mode, ...recipient }) => ({
          ...viewOf(campaignId)(recipient),
          campaignId,
          campaignName,
          campaignKind,
          mode,
        })),
      }
    },

    /** Every recipient with its message, for a report. */
    *reportRows(campaignId: number): Generator<RecipientView> {
      const campaign = store.get(campaignId)
      const view = toView(campaign, fillerOf(parsedOf(campaign)))
      for (const recipient of store.all(campaignId)) yield view(recipient)
    },
  }
}

const emptySource = { fileName: '', rows: 0, usable: 0, duplicate: 0, bad: 0, empty: 0, leftOut: 0 }
