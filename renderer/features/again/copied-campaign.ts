import type { Mode, VariableOrigin } from '../../../shared/domain/campaign.ts'
import { createLiveValue } from '../../lib/live-value.ts'
import type { UsableContacts } from '../import/usable-contacts.ts'
import type { Message } from '../library/used-content.ts'

/** A campaign as the start of a new one. */
export type CopiedCampaign = {
  readonly name: string
  readonly mode: Mode
  readonly message: Message
  readonly variables: readonly VariableOrigin[]
  /** Who is in its kept list now; null where it came from a file or the list is gone. */
  readonly contacts: UsableContacts | null
}

/** A campaign that a report hands to the wizard; null when the wizard has taken it. */
const offered = createLiveValue<CopiedCampaign | null>(null)

/** Hands a campaign to the wizard, or says that it was taken. */
export const offerCopy = offered.set

export const useOfferedCopy = offered.use
