import type { Database } from 'better-sqlite3'
import type { CorrectionProblem } from '../../../shared/domain/campaign.ts'
import { AppError } from '../../../shared/ipc/result.ts'
import { wrongPhoneCode } from '../../../shared/provider/codes.ts'
import { checkPhone } from '../../../shared/sms/phone.ts'
import type { Correction } from './chore-marks.ts'

/**
 * Corrected phones of recipients whom the provider refused as no phone (30011): the resend goes to the new phone,
 * and `corrections` records the original recipient and phone.
 */
export function createCorrections(database: Database) {
  // A campaign, its origin, and all resends of these: one person gets the message of such a family only once.
  const family = `WITH RECURSIVE
    up(id, parent) AS (
      SELECT id, iif(kind = 'retry', parent_id, NULL) FROM campaigns WHERE id = @campaignId
      UNION SELECT campaigns.id, iif(campaigns.kind = 'retry', campaigns.parent_id, NULL)
        FROM campaigns JOIN up ON campaigns.id = up.parent),
    family(id) AS (
      SELECT id FROM up
      UNION SELECT campaigns.id FROM campaigns JOIN family ON campaigns.parent_id = family.id AND campaigns.kind = 'retry')`
  // A resend that was not started is not in the list of phones; its few rows are read instead.
  const selectInFamily = database.prepare(
    `${family}
     SELECT 1 FROM family JOIN phone_starts ON phone_starts.phone = @phone AND phone_starts.campaign_id = family.id
     UNION ALL
     SELECT 1 FROM family JOIN campaigns ON campaigns.id = family.id AND campaigns.phones_listed = 0
       JOIN recipients ON recipients.campaign_id = family.id AND recipients.phone = @phone
     LIMIT 1`,
  )
  const selectRefused = database.prepare(
    `SELECT 1 FROM recipients WHERE campaign_id = ? AND seq = ? AND state = 'rejected' AND code = ?`,
  )
  const selectOptedOut = database.prepare('SELECT 1 FROM opt_outs WHERE phone = ?')
  const insert = database.prepare(
    `INSERT INTO corrections (campaign_id, seq, of_seq, from_phone, at)
     SELECT ?, ?, seq, phone, ? FROM recipients WHERE campaign_id = ? AND seq = ?`,
  )

  const problemOf = (campaignId: number, typed: string): CorrectionProblem | null => {
    const checked = checkPhone(typed, false)
    if (checked.kind === 'blocked') return 'no-phone'
    if (selectInFamily.get({ campaignId, phone: checked.phone }) !== undefined) return 'in-campaign'
    return selectOptedOut.get(checked.phone) === undefined ? null : 'opted-out'
  }

  return {
    /** What is wrong with a new phone for a recipient of this campaign; null: nothing. */
    problemOf,

    /**
     * Throws `correction-refused` where one concerns a recipient who was not refused as no phone, or a phone that
     * can't be used; of two equal ones the second.
     */
    assertAll(campaignId: number, corrections: readonly Correction[]): void {
      const phones = new Set<string>()
      for (const { seq, phone } of corrections) {
        const isOpen = selectRefused.get(campaignId, seq, wrongPhoneCode) !== undefined
        const problem = !isOpen || phones.has(phone) ? 'in-campaign' : problemOf(campaignId, phone)
        if (problem !== null)
          throw new AppError('correction-refused', { where: `recipient ${seq}`, detail: problem })
        phones.add(phone)
      }
    },

    /** Records which recipient of which campaign is in the resend with another phone. */
    keep(
      resend: { readonly id: number; readonly seq: number },
      from: { readonly id: number; readonly seq: number },
      at: number,
    ): void {
      insert.run(resend.id, resend.seq, at, from.id, from.seq)
    },
  }
}
