import type { Settings } from '../../../shared/domain/settings.ts'
import { monthsBefore } from '../../../shared/time/shanghai.ts'
import type { Keeper } from './keeper.ts'

/**
 * Forgets the people of campaigns that ended long ago, if the owner has set that: at each start, and when it is
 * set. Campaigns that have not ended, or have undecided unknown outcomes, are left alone.
 */
export function createRetention({
  keeper,
  settings,
  now,
}: {
  readonly keeper: Pick<Keeper, 'countOlder' | 'eraseOlder'>
  readonly settings: () => Pick<Settings, 'keepMonths'>
  readonly now: () => number
}) {
  return {
    /** What would be forgotten now: the latest end of the campaigns concerned, their number, and their people. */
    async survey(months: number) {
      const beforeMs = monthsBefore(now(), months)
      return { beforeMs, ...(await keeper.countOlder(beforeMs)) }
    },

    /** Forgets everybody who is due; resolves to the number of people. */
    async sweep(): Promise<number> {
      const { keepMonths } = settings()
      return keepMonths === null ? 0 : keeper.eraseOlder(monthsBefore(now(), keepMonths))
    },
  }
}
export type Retention = ReturnType<typeof createRetention>
