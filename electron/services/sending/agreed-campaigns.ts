import type { Meta } from '../storage/meta.ts'
import type { AgreedCampaigns } from './begin-consent.ts'

const keyOf = (campaignId: number): string => `agreed:${campaignId}`

/** Kept in the database, so that a campaign that resumes after a restart is not asked about again. */
export const createAgreedCampaigns = (
  meta: Meta,
  patiently: <T>(work: () => T) => Promise<T>,
): AgreedCampaigns => ({
  has: campaignId => meta.read(keyOf(campaignId)) === 'yes',
  set: (campaignId, agreed) => patiently(() => meta.write(keyOf(campaignId), agreed ? 'yes' : 'no')),
})
