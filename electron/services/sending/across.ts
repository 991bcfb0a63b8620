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
/** What is being written while somebody counts is not seen, and carries an earlier time: it counts as new. */
const beingWrittenMs = 200
type RecentSpan = Extract<HadOf, { kind: 'recent' }>['span']
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
    /** The people behind a number that looks across campaigns: whoever would be left out by one click on it. */
    async hadPeople(campaignId: number, of: HadOf, request: PageRequest): Promise<Page<HadPerson>> {
      const chore = await choreOf(campaignId, of)
      return reader.hadPeople(campaignId, chore, { ...request, asked: JSON.stringify(of) })
    },

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
    async skipRecent(campaignId: number, span: RecentSpan): Promise<number> {
      return keeper.carryOut(
        campaignId,
        recentChore(campaignId, span),
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
      return keeper.carryOut(campaignId, await sameTextChore(campaignId), ['draft'])
    },

    /** Leaves out who had one of these campaigns or its resends. Resolves to how many they were. */
    async skipHad(campaignId: number, campaignIds: readonly number[]): Promise<number> {
      campaigns.expectDraft(campaignId)
      return keeper.carryOut(campaignId, await hadChore(campaignId, campaignIds), ['draft'])
    },
  }
}
