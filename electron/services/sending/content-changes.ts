import { estimatedCost } from '../../../shared/domain/billing.ts'
import type { Content, ContentTrial } from '../../../shared/domain/campaign.ts'
import type { Settings } from '../../../shared/domain/settings.ts'
import { AppError } from '../../../shared/ipc/result.ts'
import { type DueAgain, dueAgainAfter } from '../../../shared/provider/due-again.ts'
import { type MeasureInput, unknownVariables } from '../../../shared/sms/measure.ts'
import { parseTemplate } from '../../../shared/sms/template.ts'
import type { StoredCampaign } from '../campaigns/campaign-row.ts'
import type { Keeper } from '../campaigns/keeper.ts'
import type { TriedContent } from '../send-log/content-trial.ts'

export type ContentChangesOptions = {
  readonly campaigns: { readonly get: (campaignId: number) => StoredCampaign }
  readonly keeper: Pick<Keeper, 'carryOut'>
  readonly reader: {
    readonly tryContent: (
      campaignId: number,
      content: MeasureInput,
      due: DueAgain,
    ) => Promise<TriedContent | null>
  }
  readonly settings: () => Settings
  /** Called when the content of a campaign was changed. */
  readonly onChanged: (campaignId: number, dueAgain: number) => void
}

/**
 * Another signature or template for a paused campaign (docs/sending.md, "A refused signature or template"). The
 * caller makes sure that no request of the campaign is in flight and that nobody resumes it meanwhile.
 */
export function createContentChanges(options: ContentChangesOptions) {
  /** Throws `wrong-state`, `bad-input` or `variable-unknown`. */
  const expectChangeable = (campaignId: number, { template }: Content): StoredCampaign => {
    const campaign = options.campaigns.get(campaignId)
    // A test belongs to its campaign; the campaign's content is changed instead.
    if (campaign.status !== 'paused' || campaign.kind === 'test') throw new AppError('wrong-state')
    const [problem] = parseTemplate(template.text).problems
    if (problem !== undefined) throw new AppError('bad-input', { where: 'template', detail: problem.kind })
    const unknown = unknownVariables(template.text, campaign.valueNames)
    if (unknown.length > 0) throw new AppError('variable-unknown', { where: unknown.join('、') })
    return campaign
  }

  return {
    /** The effect of this content on the campaign; null where another one was tried meanwhile. */
    async tryContent(campaignId: number, content: Content): Promise<ContentTrial | null> {
      const { pause, valueNames } = expectChangeable(campaignId, content)
      const { optOutWording, pricePerPart, ratePerSecond } = options.settings()
      const tried = await options.reader.tryContent(
        campaignId,
        {
          signatureName: content.signature.name,
          templateText: content.template.text,
          valueNames,
          optOutWording,
        },
        dueAgainAfter(pause, true),
      )
      if (tried === null) return null
      const { nearLimit, samples, ...figures } = tried
      const parts = tried.byParts.reduce((sum, group) => sum + group.parts * group.count, 0)
      return {
        ...figures,
        parts,
        estimatedCost: pricePerPart === null ? null : estimatedCost(parts, pricePerPart),
        maybeTooLong: nearLimit,
        estimatedSeconds: tried.toSend / ratePerSecond,
        samples: [...samples],
      }
    },

    /** Resolves to the number of refused recipients that are due again. */
    async changeContent(campaignId: number, content: Content): Promise<number> {
      const { pause } = expectChangeable(campaignId, content)
      const { signature, template } = content
      const dueAgain = await options.keeper.carryOut(
        campaignId,
        {
          kind: 'change-content',
          signature,
          template,
          ...dueAgainAfter(pause, true),
          optOutWording: options.settings().optOutWording,
        },
        ['paused'],
      )
      options.onChanged(campaignId, dueAgain)
      return dueAgain
    },
  }
}
