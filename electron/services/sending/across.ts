import type { EarlierSends } from '../../../shared/domain/campaign.ts'
import type { CampaignService } from '../campaigns/campaign-service.ts'
import type { Keeper } from '../campaigns/keeper.ts'
import type { EarlierCampaign } from '../send-log/had.ts'
import type { Clock } from '../time/clock.ts'

export type AcrossOptions = {
  readonly campaigns: Pick<CampaignService, 'expectDraft'>
  readonly keeper: Pick<Keeper, 'carryOut'>
  readonly reader: {
    /** How many of a draft's recipients were really sent something since then. */
    readonly recent: (
      campaignId: number,
      sinceMs: { readonly day: number; readonly week: number },
    ) => Promise<{ readonly day: number; readonly week: number }>
    readonly sameText: (campaignId: number) => Promise<EarlierSends>
    readonly sameWords: (campaignId: number) => Promise<readonly EarlierCampaign[]>
    readonly withResends: (
      campaignId: number,
      campaignIds: readonly number[],
    ) => Promise<readonly EarlierCampaign[]>
  }
  readonly clock: Pick<Clock, 'now'>
}

const hourMs = 60 * 60 * 1000

/** The rules that look across campaigns (docs/sending.md, "Across campaigns"). All throw `wrong-state` where it is no draft. */
export function createAcross({ campaigns, keeper, reader, clock }: AcrossOptions) {
  return {
    /** How many of a draft's recipients were really sent something in the last day and in the last week. */
    async recent(campaignId: number): Promise<{ day: number; week: number }> {
      campaigns.expectDraft(campaignId)
      const now = clock.now()
      return reader.recent(campaignId, { day: now - 24 * hourMs, week: now - 7 * 24 * hourMs })
    },

    async skipRecent(campaignId: number, hours: number): Promise<number> {
      const sinceMs = clock.now() - hours * hourMs
      return keeper.carryOut(campaignId, { kind: 'skip-recent', sinceMs }, ['draft'])
    },

    /** Who of a draft's people had the very same filled text; in practice nobody had. */
    async sameText(campaignId: number): Promise<EarlierSends> {
      const { mode } = campaigns.expectDraft(campaignId)
      return mode === 'real' ? reader.sameText(campaignId) : { people: 0, sends: [] }
    },

    async skipSameText(campaignId: number): Promise<number> {
      campaigns.expectDraft(campaignId)
      const earlier = await reader.sameWords(campaignId)
      return keeper.carryOut(campaignId, { kind: 'skip-had', earlier, same: true }, ['draft'])
    },

    /** Leaves out who had one of these campaigns or its resends. Resolves to how many they were. */
    async skipHad(campaignId: number, campaignIds: readonly number[]): Promise<number> {
      campaigns.expectDraft(campaignId)
      const earlier = await reader.withResends(campaignId, campaignIds)
      return keeper.carryOut(campaignId, { kind: 'skip-had', earlier, same: false }, ['draft'])
    },
  }
}
