import type { KeyObject } from 'node:crypto'
import { z } from 'zod'
import { timeMsSchema } from '../../../shared/domain/ranges.ts'
import type { UpdateNotice } from '../../../shared/domain/update.ts'
import type { JsonStore } from '../files/json-store.ts'
import type { Clock } from '../time/clock.ts'
import { type Feed, feedSchema, isNewer, readFeed } from './signed-feed.ts'

const dayMs = 24 * 60 * 60 * 1000
/** The check is put off by this time while a campaign is being sent. */
const busyMs = 30 * 60 * 1000

const keptSchema = z.object({
  askedAtMs: timeMsSchema.default(0),
  /** The newest feed read so far. */
  feed: feedSchema.nullable().default(null),
})
type Kept = z.infer<typeof keptSchema>

export type UpdateCheckOptions = {
  readonly key: KeyObject
  /** Origins whose pages may be opened. */
  readonly pages: readonly string[]
  readonly ownVersion: string
  /** Fetches the present feed; null where that fails. Never rejects. */
  readonly request: () => Promise<string | null>
  readonly store: Pick<JsonStore, 'get' | 'set'>
  readonly clock: Pick<Clock, 'now' | 'after'>
  readonly isSending: () => boolean
  readonly onFound: (notice: UpdateNotice) => void
}

export type UpdateCheck = ReturnType<typeof createUpdateCheck>

/**
 * Checks once a day whether there is a newer version, never while a campaign is being sent. A feed that is forged,
 * older than an earlier one, cut off, too long or unreachable is ignored; only the time of the next check changes.
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
      // It can't be stored: the result is kept until the app closes.
    }
  }
  /** SECURITY: only pages of origins that were fixed when the app was built. */
  const mayOpen = (feed: Feed): boolean => options.pages.includes(URL.parse(feed.page)?.origin ?? '')
  /** SECURITY: replaying an older signed feed takes nothing back. */
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
    // Stored first: after any result, the next check is a day away.
    keep({ ...kept, askedAtMs: clock.now() })
    const text = await options.request()
    if (!ended) take(text)
  }

  const look = (): void => {
    const sinceMs = clock.now() - kept.askedAtMs
    // A time in the future was stored while the computer's clock was wrong.
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
