import { app, net } from 'electron'
import type { Fetch } from '../services/updates/feed-request.ts'
import { type FeedSource, feedSourceOf } from '../services/updates/feed-source.ts'

/** Put in by the build of a release (vite.config.ts); null in every other. */
declare const __FEED_SOURCE__: FeedSource | null

/** Where to ask for word of new versions; null: nowhere. */
export const feedSource = (): FeedSource | null =>
  // SECURITY: a packaged app asks where it was built to ask, whatever its environment says.
  app.isPackaged ? __FEED_SOURCE__ : feedSourceOf(process.env, { allowLoopback: true })

/** Through the system's proxy, with the system's certificates verified. */
export const fetchOutside: Fetch = (url, init) => net.fetch(url, init)
