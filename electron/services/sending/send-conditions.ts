import type { Settings } from '../../../shared/domain/settings.ts'
import type { RunConditions } from './run.ts'

/** What of the settings steers sending: in force for the next campaign, and at once for the one that is being sent. */
export type SendConditions = RunConditions & Pick<Settings, 'sendingWindow'>

export const conditionsOf = (settings: Settings): SendConditions => ({
  sendingWindow: settings.sendingWindow,
  limits: {
    ratePerSecond: settings.ratePerSecond,
    concurrency: settings.concurrency,
    unsentRetries: settings.unsentRetries,
    sameCodeLimit: settings.sameCodeLimit,
    unknownLimit: settings.unknownLimit,
  },
  timeouts: {
    connectTimeoutMs: settings.connectTimeoutMs,
    headersTimeoutMs: settings.headersTimeoutMs,
    bodyTimeoutMs: settings.bodyTimeoutMs,
  },
})
