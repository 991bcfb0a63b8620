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

/** Which campaigns the owner was asked about as a whole, kept with the database. */
export type AgreedCampaigns = {
  readonly has: (campaignId: number) => boolean
  readonly set: (campaignId: number, agreed: boolean) => Promise<void>
}

/** How a campaign begins: everybody or a first slice, now or by itself at a time; or it goes on. */
export type Beginning =
  | { readonly how: 'start'; readonly slice: number | null }
  | { readonly how: 'schedule'; readonly at: number }
  | { readonly how: 'resume' }

export type BeginConsent = {
  /** The draft was looked at as it stands. */
  readonly lookedAt: (campaignId: number) => void
  /** The draft has other people than when it was looked at. */
  readonly changed: (campaignId: number) => void
  /** Throws `preflight-missing` where a draft was not looked at as it stands. A test is looked at when it has arrived. */
  readonly assertLookedAt: (campaign: StoredCampaign) => void
  /** The campaign says something else now: who goes on is asked as if it began. */
  readonly contentChanged: (campaignId: number) => Promise<void>
  /** Asks the owner where it must. Rejects with `owner-declined`, or with `wrong-state` while another question stands. */
  readonly begin: (campaign: StoredCampaign, beginning: Beginning) => Promise<void>
}

const longestWords = 40

/** SECURITY: on one line and without marks that nobody sees: a text can't say anything about the question around it. */
const firstWords = (text: string): string => {
  const characters = [...cleanValue(text.replaceAll(/\s+/g, ' '))]
  return characters.length <= longestWords
    ? characters.join('')
    : `${characters.slice(0, longestWords).join('')}…`
}

/**
 * Before a real campaign begins, the owner sees in a window of the system's whom it goes to, unless fewer than
 * `askedBySystemFrom` people are let go altogether since the owner last saw one: a page that is not ours any more can't
 * get around it with many small campaigns, or with a slice that it then resumes (docs/security.md).
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
  /** People who were let go since the owner last said yes in the system's window. */
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
