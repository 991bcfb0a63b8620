import { z } from 'zod'
import { timeMsSchema } from '../../../shared/domain/ranges.ts'
import type { Meta } from '../storage/meta.ts'

const key = 'restored'
const restoredSchema = z.object({ madeAt: timeMsSchema, restoredAt: timeMsSchema })

/** From which back-up the profile was restored, and when. */
export type Restored = z.infer<typeof restoredSchema>

export const markRestored = (meta: Pick<Meta, 'write'>, restored: Restored): void =>
  meta.write(key, JSON.stringify(restored))

/**
 * A restore that the owner was not asked about yet: what was sent after the back-up is unknown. Null where there is
 * nothing to ask.
 */
export function readRestored(meta: Pick<Meta, 'read'>): Restored | null {
  const text = meta.read(key)
  if (text === null || text === '') return null
  try {
    return restoredSchema.parse(JSON.parse(text))
  } catch {
    // Unreadable: the owner is asked anyway.
    return { madeAt: 0, restoredAt: 0 }
  }
}

/** The owner was asked and continues. */
export const acceptRestored = (meta: Pick<Meta, 'write'>): void => meta.write(key, '')
