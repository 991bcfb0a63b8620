import { z } from 'zod'
import type { Meta } from '../storage/meta.ts'

const rateStateSchema = z.object({
  /** Messages per second while the rate is lowered; null: not lowered. */
  loweredTo: z.number().positive().nullable(),
  /** How often in a row the provider asked to slow down without saying for how long. */
  waits: z.int().min(0).max(100),
  /** Until when the provider asked to wait, milliseconds since 1970; null: it did not. */
  heldUntil: z.number().nullable(),
})

/** What a provider has asked for; it outlives a run of a campaign, and the app itself. */
export type RateState = z.infer<typeof rateStateSchema>

/** Keeps one state per endpoint. */
export type RateMemory = {
  /** Null: nothing is known. */
  readonly read: (endpoint: string) => RateState | null
  readonly write: (endpoint: string, state: RateState) => Promise<void>
}

const keyOf = (endpoint: string): string => `rate ${endpoint}`

export function createRateMemory(meta: Meta): RateMemory {
  return {
    read(endpoint) {
      const text = meta.read(keyOf(endpoint))
      if (text === null) return null
      const parsed = rateStateSchema.safeParse(jsonOf(text))
      return parsed.success ? parsed.data : null
    },
    async write(endpoint, state) {
      meta.write(keyOf(endpoint), JSON.stringify(state))
    },
  }
}

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
