import { estimatedCost } from '../../../shared/domain/billing.ts'
import type { CampaignView, Mode, Preflight } from '../../../shared/domain/campaign.ts'
import type { Settings } from '../../../shared/domain/settings.ts'
import { AppError } from '../../../shared/ipc/result.ts'
import type { DueAgain } from '../../../shared/provider/due-again.ts'
import { secondsToSend, usualAnswerMs } from '../../../shared/time/send-forecast.ts'
import { draftFigures, dueFigures, outcomeFigures } from '../send-log/figures.ts'
import type { StoredCampaign } from './campaign-row.ts'
import type { CampaignStore } from './campaign-store.ts'

export type CampaignService = ReturnType<typeof createCampaignService>

/**
 * What the main thread reads of campaigns: single rows and figures, so that the cost does not depend on the number
 * of recipients.
 */
export function createCampaignService(
  store: CampaignStore,
  settings: () => Settings,
  /** Recent duration of an answer, milliseconds. */
  answerMs: (mode: Mode) => number = () => usualAnswerMs,
) {
  const expectDraft = (campaignId: number): StoredCampaign => {
    const campaign = store.get(campaignId)
    if (campaign.status !== 'draft') throw new AppError('wrong-state')
    return campaign
  }

  return {
    expectDraft,

    /** The summary of a draft: how many are sent to, who is left out, what it costs. Throws `wrong-state`. */
    preflight(campaignId: number): Preflight {
      const { mode } = expectDraft(campaignId)
      const figures = draftFigures(store.tallies(campaignId))
      const limits = settings()
      const { pricePerPart } = limits
      return {
        campaignId,
        recipients: figures.recipients,
        toSend: figures.toSend,
        skipped: figures.skipped,
        parts: figures.parts,
        byParts: figures.byParts,
        estimatedCost: pricePerPart === null ? null : estimatedCost(figures.parts, pricePerPart),
        maybeTooLong: figures.nearLimit,
        estimatedSeconds: secondsToSend(figures.toSend, limits, answerMs(mode)),
      }
    },

    /** How many of a campaign can be sent to again, and which decisions were made. */
    outcomes(campaignId: number) {
      store.get(campaignId)
      return outcomeFigures(store.tallies(campaignId))
    },

    /** Whether a recipient of the campaign was refused with one of these codes. */
    hasRefused: (campaignId: number, codes: readonly number[]): boolean =>
      store
        .tallies(campaignId)
        .some(({ state, code }) => state === 'rejected' && code !== null && codes.includes(code)),

    /**
     * How many would be sent to: all pending recipients, and those who were refused with one of these codes or are
     * named by number.
     */
    due(campaignId: number, again: DueAgain): { readonly people: number; readonly parts: number } {
      const { people, parts } = dueFigures(store.tallies(campaignId), again.codes)
      // The recipients named by number are few; each is counted with one part instead of reading its row.
      return { people: people + again.seqs.length, parts: parts + again.seqs.length }
    },

    testPhonesSince: (sinceMs: number, campaignId: number) => store.testPhonesSince(sinceMs, campaignId),

    /** Enough pending recipients to choose a first slice of different carriers. */
    pendingPhones: (campaignId: number) => store.pendingPhones(campaignId, 2000),
    scheduled: () => store.scheduled(),
    hasOptOuts: () => store.hasOptOuts(),
    phonesListed: (campaignId: number) => store.phonesListed(campaignId),
    get: (campaignId: number): StoredCampaign => store.get(campaignId),
    view: (campaignId: number): CampaignView => store.view(campaignId),
    any: (): boolean => store.any(),
  }
}
