import { longestCall } from '../../shared/ipc/call-lengths.ts'
import { byteChannels, type Channel } from '../../shared/ipc/channels.ts'

/** What a call carried in: an input for the channel's schema, or why there is none. */
export type Carried = { readonly input: unknown } | { readonly refusal: string }

/**
 * The page sends an input as JSON text, or nothing where a call has no input; the input of a byte channel comes as
 * it is.
 */
export function readCarried(channel: Channel, carried: unknown): Carried {
  if (byteChannels.includes(channel) || carried === undefined) return { input: carried }
  if (typeof carried !== 'string') return { refusal: 'no text' }
  // SECURITY: checked before parsing, because parsing is what takes main's time.
  if (carried.length > longestCall(channel))
    return { refusal: `${carried.length} characters, more than one call may carry` }
  try {
    return { input: JSON.parse(carried) }
  } catch {
    return { refusal: 'no JSON' }
  }
}
