import type { Settings } from '../../../shared/domain/settings.ts'
import { monthsBefore } from '../../../shared/time/shanghai.ts'
import type { Keeper } from './keeper.ts'

/**
 * People of campaigns that ended long ago are forgotten by themselves, where the owner wants that: at each start, and when
 * it is set. Campaigns that have not ended, or whose unknown outcomes nobody has decided, are left as they are.
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
    /** What would be forgotten now: the moment before which campaigns must have ended, how many did, and their people. */
    async survey(months: number) {
      const beforeMs = monthsBefore(now(), months)
      return { beforeMs, ...(await keeper.countOlder(beforeMs)) }
    },

    /** Forgets whoever is due; resolves to how many people that were. */
    async sweep(): Promise<number> {
      const { keepMonths } = settings()
      return keepMonths === null ? 0 : keeper.eraseOlder(monthsBefore(now(), keepMonths))
    },
  }
}
export type Retention = ReturnType<typeof createRetention>
