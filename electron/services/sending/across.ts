import { assertNever } from '../../../shared/assert-never.ts'
import type { EarlierSends, HadOf, HadPerson } from '../../../shared/domain/campaign.ts'
import type { Page, PageRequest } from '../../../shared/domain/page.ts'
import type { Settings } from '../../../shared/domain/settings.ts'
import { AppError } from '../../../shared/ipc/result.ts'
import type { StoredCampaign } from '../campaigns/campaign-row.ts'
import type { CampaignService } from '../campaigns/campaign-service.ts'
import type { Keeper } from '../campaigns/keeper.ts'
import type { HadChore } from '../send-log/chore-marks.ts'
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
    readonly hadPeople: (
      campaignId: number,
      chore: HadChore,
      request: PageRequest & { readonly asked: string },
    ) => Promise<Page<HadPerson>>
  }
  readonly settings: () => Settings
  readonly clock: Pick<Clock, 'now'>
}

const hourMs = 60 * 60 * 1000
/**
 * A message that is being written during the count is not seen and has an earlier time; within this span it counts
 * as new.
 */
const beingWrittenMs = 200
type RecentSpan = Extract<HadOf, { kind: 'recent' }>['span']
const notBeingSent = ['draft', 'scheduled', 'paused'] as const

/**
 * The rules that look across campaigns (docs/sending.md, "Across campaigns"). All throw `wrong-state` where the
 * campaign is no draft.
 */
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

  const recentChore = (campaignId: number, span: RecentSpan): HadChore => ({
    kind: 'skip-recent',
    ...(span === 'new' ? spans.newSince(campaigns.get(campaignId)) : spans[span]()),
  })
  const sameTextChore = async (campaignId: number): Promise<HadChore> => ({
    kind: 'skip-had',
    earlier: await reader.sameWords(campaignId),
    same: true,
  })
  const hadChore = async (campaignId: number, campaignIds: readonly number[]): Promise<HadChore> => ({
    kind: 'skip-had',
    earlier: await reader.withResends(campaignId, campaignIds),
    same: false,
  })
  const choreOf = async (campaignId: number, of: HadOf): Promise<HadChore> => {
    switch (of.kind) {
      case 'same-text':
        return sameTextChore(campaignId)
      case 'recent':
        return recentChore(campaignId, of.span)
      case 'had':
        return hadChore(campaignId, [of.earlier])
      default:
        return assertNever(of)
    }
  }

  return {
    /** The people behind a figure that looks across campaigns: those whom the button beside it would skip. */
    async hadPeople(campaignId: number, of: HadOf, request: PageRequest): Promise<Page<HadPerson>> {
      const chore = await choreOf(campaignId, of)
      return reader.hadPeople(campaignId, chore, { ...request, asked: JSON.stringify(of) })
    },

    /**
     * How many of a draft's people are covered by the rule on recent messages, and how many got anything within a
     * week. The owner sees these numbers, so a start asks again only about people who are added to them later. In
     * practice mode nobody is covered.
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

    /**
     * Skips the people covered by the rule, those who got anything within a week, or those a start has asked about.
     */
    async skipRecent(campaignId: number, span: RecentSpan): Promise<number> {
      return keeper.carryOut(
        campaignId,
        recentChore(campaignId, span),
        span === 'new' ? notBeingSent : ['draft'],
      )
    },

    /** The owner knows about the people whom a start has asked about, and wants to send to them. */
    acceptRecent: (campaignId: number): Promise<void> => keeper.recentChecked(campaignId, clock.now()),

    /**
     * Called before every start and resume: throws `recent-more` with the number of people who are covered by the
     * rule only since the owner was last told, because they got something in between.
     */
    async assertNobodyNewlyRecent(campaign: StoredCampaign): Promise<void> {
      if (campaign.mode !== 'real' || campaign.kind === 'test' || !settings().recentRule) return
      const people = await reader.recent(campaign.id, spans.newSince(campaign))
      if (people > 0) throw new AppError('recent-more', { detail: String(people) })
    },

    /** The people of a draft who already got exactly the same filled text; in practice mode nobody. */
    async sameText(campaignId: number): Promise<EarlierSends> {
      const { mode } = campaigns.expectDraft(campaignId)
      return mode === 'real' ? reader.sameText(campaignId) : { people: 0, sends: [] }
    },

    async skipSameText(campaignId: number): Promise<number> {
      campaigns.expectDraft(campaignId)
      return keeper.carryOut(campaignId, await sameTextChore(campaignId), ['draft'])
    },

    /** Skips people who got one of these campaigns or a resend of it. Resolves to how many. */
    async skipHad(campaignId: number, campaignIds: readonly number[]): Promise<number> {
      campaigns.expectDraft(campaignId)
      return keeper.carryOut(campaignId, await hadChore(campaignId, campaignIds), ['draft'])
    },
  }
}
