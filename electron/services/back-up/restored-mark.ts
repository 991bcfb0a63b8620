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
 * What was restored and the owner has not yet been asked about: what was sent since the back-up is not known here. Null
 * where there is nothing to ask.
 */
export function readRestored(meta: Pick<Meta, 'read'>): Restored | null {
  const text = meta.read(key)
  if (text === null || text === '') return null
  try {
    return restoredSchema.parse(JSON.parse(text))
  } catch {
    // Unreadable: it is asked about all the same.
    return { madeAt: 0, restoredAt: 0 }
  }
}

/** The owner was asked and goes on. */
export const acceptRestored = (meta: Pick<Meta, 'write'>): void => meta.write(key, '')
