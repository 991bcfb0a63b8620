import { dayPartsOf } from '../../../shared/domain/day-budget.ts'
import { shanghaiDay } from '../../../shared/time/shanghai.ts'
import type { Reader } from '../../services/reading/reader.ts'
import type { SettingsService } from '../../services/settings/settings.ts'
import type { Clock } from '../../services/time/clock.ts'
import type { Handlers } from '../register.ts'

export const limitHandlers = (
  reader: Pick<Reader, 'acceptedSince' | 'partsOfDay'>,
  settings: Pick<SettingsService, 'get'>,
  clock: Pick<Clock, 'now'>,
) =>
  ({
    'limits.status': async () => {
      const { remaining, ...rest } = settings.get()
      const parts = await reader.partsOfDay(shanghaiDay(clock.now()))
      const today = { parts, limit: dayPartsOf(rest) }
      if (remaining === null) return { today, remaining: null }
      const { parts: typed, atMs } = remaining
      const accepted = await reader.acceptedSince(atMs)
      return { today, remaining: { parts: Math.max(0, typed - accepted), typed, atMs } }
    },
  }) satisfies Partial<Handlers>
