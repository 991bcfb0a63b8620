import type { Progress } from '../../../shared/domain/campaign.ts'

/**
 * Log lines that tell a supporter how campaigns went: one for each change of a campaign's status, with the reason
 * and the counts, and none for mere progress. Names and phones are left out.
 */
export function createCampaignStory(
  write: (message: string, details: unknown) => void,
): (progress: Progress) => void {
  let last = ''
  return ({ campaignId, status, pause, hold, counts }) => {
    const reason = pause?.reason ?? hold?.reason ?? null
    const standing = `campaign ${campaignId} ${status}${reason === null ? '' : ` (${reason})`}`
    if (standing === last) return
    last = standing
    // The refused recipients may be hundreds, and are in the database.
    const { run, ...told } = pause ?? {}
    const inRow = run === undefined ? {} : { inRow: run.length }
    write(standing, { ...(pause === null ? {} : { pause: { ...told, ...inRow } }), counts })
  }
}
