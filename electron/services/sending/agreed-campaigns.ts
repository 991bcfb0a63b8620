import type { Meta } from '../storage/meta.ts'
import type { AgreedCampaigns } from './begin-consent.ts'

const keyOf = (campaignId: number): string => `agreed:${campaignId}`

/** Kept in the database: a campaign that goes on after a restart is the one that its owner has agreed to. */
export const createAgreedCampaigns = (
  meta: Meta,
  patiently: <T>(work: () => T) => Promise<T>,
): AgreedCampaigns => ({
  has: campaignId => meta.read(keyOf(campaignId)) === 'yes',
  set: (campaignId, agreed) => patiently(() => meta.write(keyOf(campaignId), agreed ? 'yes' : 'no')),
})
