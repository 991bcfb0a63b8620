import { app, session } from 'electron'
import type { Fetch } from '../services/updates/feed-request.ts'
import { type FeedSource, feedSourceOf } from '../services/updates/feed-source.ts'

/** Put in by the build of a release (vite.config.ts); null in every other. */
declare const __FEED_SOURCE__: FeedSource | null

/** Where to ask for word of new versions; null: nowhere. */
export const feedSource = (): FeedSource | null =>
  // SECURITY: a packaged app asks where it was built to ask, whatever its environment says.
  app.isPackaged ? __FEED_SOURCE__ : feedSourceOf(process.env, { allowLoopback: true })

/**
 * Through the system's proxy, with the system's certificates verified. By a session of its own, which no page belongs to:
 * all others reach nobody (security.ts).
 */
export const fetchOutside: Fetch = async (url, init) => {
  const own = session.fromPartition('updates', { cache: false })
  await own.setProxy({ mode: 'system' })
  return own.fetch(url, init)
}
