import { estimatedCost } from '../../../shared/domain/billing.ts'
import { askedBySystemFrom } from '../../../shared/domain/consent.ts'
import type { Settings } from '../../../shared/domain/settings.ts'
import { AppError } from '../../../shared/ipc/result.ts'
import { dueAgainAfter } from '../../../shared/provider/due-again.ts'
import { cleanValue } from '../../../shared/text/clean-text.ts'
import { closedUntil } from '../../../shared/time/sending-window.ts'
import type { StoredCampaign } from '../campaigns/campaign-row.ts'
import type { CampaignService } from '../campaigns/campaign-service.ts'
import type { Confirm } from '../consent/consent.ts'
import type { Clock } from '../time/clock.ts'

/** Campaigns that the owner has agreed to as a whole; kept in the database. */
export type AgreedCampaigns = {
  readonly has: (campaignId: number) => boolean
  readonly set: (campaignId: number, agreed: boolean) => Promise<void>
}

/** How a campaign starts: everybody or a first slice, now or at a scheduled time; or how it resumes. */
export type Beginning =
  | { readonly how: 'start'; readonly slice: number | null }
  | { readonly how: 'schedule'; readonly at: number }
  | { readonly how: 'resume' }

export type BeginConsent = {
  /** The owner has seen the preflight of the present draft. */
  readonly lookedAt: (campaignId: number) => void
  /** The draft's people have changed since its preflight. */
  readonly changed: (campaignId: number) => void
  /** Throws `preflight-missing` where the present draft had no preflight. A test needs none. */
  readonly assertLookedAt: (campaign: StoredCampaign) => void
  /** The campaign's content has changed: a resume asks as a start does. */
  readonly contentChanged: (campaignId: number) => Promise<void>
  /**
   * Asks the owner where necessary. Rejects with `owner-declined`, or with `wrong-state` while another question is
   * open.
   */
  readonly begin: (campaign: StoredCampaign, beginning: Beginning) => Promise<void>
}

const longestWords = 40

/** SECURITY: one line without invisible characters, so that a text can't imitate the question around it. */
const firstWords = (text: string): string => {
  const characters = [...cleanValue(text.replaceAll(/\s+/g, ' '))]
  return characters.length <= longestWords
    ? characters.join('')
    : `${characters.slice(0, longestWords).join('')}…`
}

/**
 * Before a real campaign starts, the owner sees in a system window whom it goes to, unless fewer than
 * `askedBySystemFrom` people in total were sent to since the last such window. A compromised page can't get around
 * this with many small campaigns, or with a slice that it then resumes (docs/security.md).
 */
export function createBeginConsent({
  campaigns,
  agreed,
  confirm,
  settings,
  clock,
}: {
  readonly campaigns: Pick<CampaignService, 'due'>
  readonly agreed: AgreedCampaigns
  readonly confirm: Confirm
  readonly settings: () => Settings
  readonly clock: Pick<Clock, 'now'>
}): BeginConsent {
  const looked = new Set<number>()
  /** People sent to since the owner last agreed in the system's window. */
  let unasked = 0

  return {
    lookedAt: campaignId => void looked.add(campaignId),
    changed: campaignId => void looked.delete(campaignId),
    assertLookedAt({ id, status, kind }) {
      if (status === 'draft' && kind !== 'test' && !looked.has(id)) throw new AppError('preflight-missing')
    },
    contentChanged: campaignId => agreed.set(campaignId, false),
    async begin(campaign, beginning) {
      if (campaign.mode !== 'real') return
      if (campaign.status === 'paused' && agreed.has(campaign.id)) return
      const due = campaigns.due(campaign.id, dueAgainAfter(campaign.pause, false))
      const slice = beginning.how === 'start' ? beginning.slice : null
      const isSlice = slice !== null && slice < due.people
      const people = isSlice ? slice : due.people
      if (unasked + people >= askedBySystemFrom) {
        const { pricePerPart, sendingWindow } = settings()
        const at = beginning.how === 'schedule' ? beginning.at : null
        await confirm({
          kind: 'begin',
          people,
          isSlice,
          parts: isSlice ? null : due.parts,
          cost: isSlice || pricePerPart === null ? null : estimatedCost(due.parts, pricePerPart),
          signature: campaign.signature.name,
          templateCode: campaign.template.code,
          firstWords: firstWords(campaign.template.text),
          at,
          waitsUntil: campaign.kind === 'test' ? null : closedUntil(sendingWindow, at ?? clock.now()),
        })
        unasked = 0
      } else {
        unasked += people
      }
      await agreed.set(campaign.id, !isSlice)
    },
  }
}
