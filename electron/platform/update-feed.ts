import { app, session } from 'electron'
import type { Fetch } from '../services/updates/feed-request.ts'
import { type FeedSource, feedSourceOf } from '../services/updates/feed-source.ts'

/** Set by the build of a release (vite.config.ts); null in every other build. */
declare const __FEED_SOURCE__: FeedSource | null

/** Where to ask about new versions; null: nowhere. */
export const feedSource = (): FeedSource | null =>
  // SECURITY: a packaged app uses the address of its build, whatever its environment says.
  app.isPackaged ? __FEED_SOURCE__ : feedSourceOf(process.env, { allowLoopback: true })

/**
 * Uses the system's proxy and verifies certificates with the system's store. In a session of its own, without
 * pages: all other sessions reach no host (security.ts).
 */
export const fetchOutside: Fetch = async (url, init) => {
  const own = session.fromPartition('updates', { cache: false })
  await own.setProxy({ mode: 'system' })
  return own.fetch(url, init)
}
