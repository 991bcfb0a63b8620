import type { KeyObject } from 'node:crypto'
import { z } from 'zod'
import { timeMsSchema } from '../../../shared/domain/ranges.ts'
import type { UpdateNotice } from '../../../shared/domain/update.ts'
import type { JsonStore } from '../files/json-store.ts'
import type { Clock } from '../time/clock.ts'
import { type Feed, feedSchema, isNewer, readFeed } from './signed-feed.ts'

const dayMs = 24 * 60 * 60 * 1000
/** Asked again after this, where a campaign was being sent. */
const busyMs = 30 * 60 * 1000

const keptSchema = z.object({
  askedAtMs: timeMsSchema.default(0),
  /** The newest feed that was ever read. */
  feed: feedSchema.nullable().default(null),
})
type Kept = z.infer<typeof keptSchema>

export type UpdateCheckOptions = {
  readonly key: KeyObject
  /** Origins whose pages may be opened. */
  readonly pages: readonly string[]
  readonly ownVersion: string
  /** The feed's text as it is now; null where it can't be had. Never rejects. */
  readonly request: () => Promise<string | null>
  readonly store: Pick<JsonStore, 'get' | 'set'>
  readonly clock: Pick<Clock, 'now' | 'after'>
  readonly isSending: () => boolean
  readonly onFound: (notice: UpdateNotice) => void
}

export type UpdateCheck = ReturnType<typeof createUpdateCheck>

/**
 * Asks once a day whether there is a newer version, never while a campaign is being sent. What is forged, older than what
 * was read before, cut off, too long or can't be had says nothing and changes nothing but the time of the next question.
 */
export function createUpdateCheck(options: UpdateCheckOptions) {
  const { clock, store } = options
  let kept = read(store.get())
  let cancel = (): void => undefined
  let ended = false

  const keep = (next: Kept): void => {
    kept = next
    try {
      store.set(next)
    } catch {
      // The disk refuses: what was read holds until the app closes.
    }
  }
  /** SECURITY: only a page of an origin that was fixed when the app was built. */
  const mayOpen = (feed: Feed): boolean => options.pages.includes(URL.parse(feed.page)?.origin ?? '')
  /** SECURITY: a feed that was signed once and is shown again takes nothing back. */
  const isOlder = (feed: Feed): boolean =>
    kept.feed !== null &&
    (feed.publishedAtMs < kept.feed.publishedAtMs || isNewer(kept.feed.version, feed.version))
  const known = (): Feed | null =>
    kept.feed !== null && mayOpen(kept.feed) && isNewer(kept.feed.version, options.ownVersion)
      ? kept.feed
      : null

  const take = (text: string | null): void => {
    const feed = text === null ? null : readFeed(text, options.key)
    if (feed === null || !mayOpen(feed) || isOlder(feed)) return
    const before = known()?.version
    keep({ ...kept, feed })
    const found = known()
    if (found !== null && found.version !== before) options.onFound(noticeOf(found))
  }

  const ask = async (): Promise<void> => {
    // Written first: whatever becomes of it, the next question is a day away.
    keep({ ...kept, askedAtMs: clock.now() })
    const text = await options.request()
    if (!ended) take(text)
  }

  const look = (): void => {
    const sinceMs = clock.now() - kept.askedAtMs
    // A time that is still to come was written while the computer's clock was wrong.
    const isDue = sinceMs < 0 || sinceMs >= dayMs
    if (!isDue) wait(dayMs - sinceMs)
    else if (options.isSending()) wait(busyMs)
    else void ask().then(() => wait(dayMs))
  }
  const wait = (ms: number): void => {
    if (!ended) cancel = clock.after(ms, look)
  }

  return {
    start: look,
    stop(): void {
      ended = true
      cancel()
    },
    notice: (): UpdateNotice | null => {
      const feed = known()
      return feed === null ? null : noticeOf(feed)
    },
    /** The page of the newer version; null where there is none. */
    page: (): string | null => known()?.page ?? null,
  }
}

const noticeOf = ({ version, notes }: Feed): UpdateNotice => ({ version, notes })

function read(stored: unknown): Kept {
  const result = keptSchema.safeParse(stored ?? {})
  return result.success ? result.data : keptSchema.parse({})
}
