import { dayPartsOf } from '../../../shared/domain/day-budget.ts'
import { limitsOf, type Settings, timeoutsOf } from '../../../shared/domain/settings.ts'
import type { RunConditions } from './send-job.ts'

/**
 * The settings that steer sending. A change applies to the next campaign, and at once to the one that is being
 * sent.
 */
export type SendConditions = RunConditions & Pick<Settings, 'sendingWindow'>

export const conditionsOf = (settings: Settings): SendConditions => ({
  sendingWindow: settings.sendingWindow,
  limits: { ...limitsOf(settings), dayParts: dayPartsOf(settings) },
  timeouts: timeoutsOf(settings),
})
