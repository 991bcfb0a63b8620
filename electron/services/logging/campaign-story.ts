import type { Progress } from '../../../shared/domain/campaign.ts'

/**
 * The lines that tell a supporter how campaigns went: one for each change of a campaign's standing, with the reason and
 * the counts, and none for what only the figures say. Names and phones are not in them.
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
    // Who was refused in a row may be hundreds, and stands in the database.
    const { run, ...told } = pause ?? {}
    const inRow = run === undefined ? {} : { inRow: run.length }
    write(standing, { ...(pause === null ? {} : { pause: { ...told, ...inRow } }), counts })
  }
}
