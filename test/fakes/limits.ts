import type { ClientTimeouts } from '../../electron/services/provider/client.ts'
import type { RunLimits } from '../../electron/services/sending/send-job.ts'
import { defaultSettings, limitsOf, timeoutsOf } from '../../shared/domain/settings.ts'

/** Limits of a run as an owner has who never touched the settings. */
export const usualLimits = (changes: Partial<RunLimits> = {}): RunLimits => ({
  ...limitsOf(defaultSettings),
  dayParts: null,
  ...changes,
})

/** Limits of a run that goes as fast as it can, and that no repetition pauses. */
export const looseLimits = (changes: Partial<RunLimits> = {}): RunLimits =>
  usualLimits({
    ratePerSecond: 100_000,
    concurrency: 16,
    unsentRetries: 3,
    sameCodeLimit: 1000,
    unknownLimit: 1000,
    ...changes,
  })

export const usualTimeouts: ClientTimeouts = timeoutsOf(defaultSettings)

/** Every step of a request may take as long. */
export const timeoutsOfMs = (timeoutMs: number): ClientTimeouts => ({
  connectTimeoutMs: timeoutMs,
  headersTimeoutMs: timeoutMs,
  bodyTimeoutMs: timeoutMs,
})
