import type { EarlierSends } from '../../../shared/domain/campaign.ts'
import type { Settings } from '../../../shared/domain/settings.ts'
import { AppError } from '../../../shared/ipc/result.ts'
import type { CampaignService } from '../campaigns/campaign-service.ts'
import type { StoredCampaign } from '../campaigns/campaign-store.ts'
import type { Keeper } from '../campaigns/keeper.ts'
import type { EarlierCampaign, RecentQuestion } from '../send-log/had.ts'
import type { Clock } from '../time/clock.ts'

export type AcrossOptions = {
  readonly campaigns: Pick<CampaignService, 'expectDraft' | 'get'>
  readonly keeper: Pick<Keeper, 'carryOut' | 'recentChecked'>
  readonly reader: {
    readonly recent: (campaignId: number, question: RecentQuestion) => Promise<number>
    readonly sameText: (campaignId: number) => Promise<EarlierSends>
    readonly sameWords: (campaignId: number) => Promise<readonly EarlierCampaign[]>
    readonly withResends: (
      campaignId: number,
      campaignIds: readonly number[],
    ) => Promise<readonly EarlierCampaign[]>
  }
  readonly settings: () => Settings
  readonly clock: Pick<Clock, 'now'>
}

const hourMs = 60 * 60 * 1000
/** What is being written while somebody counts is not seen, and carries an earlier time: it counts as new. */
const beingWrittenMs = 200
const notBeingSent = ['draft', 'scheduled', 'paused'] as const

/** The rules that look across campaigns (docs/sending.md, "Across campaigns"). All throw `wrong-state` where it is no draft. */
export function createAcross({ campaigns, keeper, reader, settings, clock }: AcrossOptions) {
  const spans = {
    rule(): RecentQuestion {
      const { recentMessages: messages, recentHours: hours } = settings()
      return { sinceMs: clock.now() - hours * hourMs, messages, newSinceMs: 0 }
    },
    week: (): RecentQuestion => ({ sinceMs: clock.now() - 7 * 24 * hourMs, messages: 1, newSinceMs: 0 }),
    newSince: ({ recentCheckedAt }: StoredCampaign): RecentQuestion => ({
      ...spans.rule(),
      newSinceMs: recentCheckedAt ?? 0,
    }),
  }

  return {
    /**
     * How many of a draft's people the rule on recent messages concerns, and how many had anything within a week; the
     * owner is told of them, so a start asks again only for who comes later. In practice nobody is concerned.
     */
    async recent(campaignId: number): Promise<{ readonly people: number; readonly week: number }> {
      const { mode } = campaigns.expectDraft(campaignId)
      if (mode !== 'real') return { people: 0, week: 0 }
      const at = clock.now() - beingWrittenMs
      const week = await reader.recent(campaignId, spans.week())
      const people = settings().recentRule ? await reader.recent(campaignId, spans.rule()) : 0
      await keeper.recentChecked(campaignId, at)
      return { people, week }
    },

    /** Leaves out whom the rule concerns, who had anything within a week, or whom a start has asked about. */
    async skipRecent(campaignId: number, span: 'rule' | 'week' | 'new'): Promise<number> {
      const question = span === 'new' ? spans.newSince(campaigns.get(campaignId)) : spans[span]()
      return keeper.carryOut(
        campaignId,
        { kind: 'skip-recent', ...question },
        span === 'new' ? notBeingSent : ['draft'],
      )
    },

    /** The owner has been told of whom a start has asked about, and wants them to be sent to. */
    acceptRecent: (campaignId: number): Promise<void> => keeper.recentChecked(campaignId, clock.now()),

    /**
     * Before every start and resume: throws `recent-more` with their number where the rule concerns people of whom the
     * owner was not told, because something was sent to them since.
     */
    async assertNobodyNewlyRecent(campaign: StoredCampaign): Promise<void> {
      if (campaign.mode !== 'real' || campaign.kind === 'test' || !settings().recentRule) return
      const people = await reader.recent(campaign.id, spans.newSince(campaign))
      if (people > 0) throw new AppError('recent-more', { detail: String(people) })
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
