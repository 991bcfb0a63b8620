import { feedLimitBytes } from './signed-feed.ts'

/** `fetch`, or Electron's, which goes through the system's proxy and looks at the system's certificates. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>

/** A feed that has not come whole by then is left alone. */
const timeoutMs = 20_000

/**
 * The text at an address, or null: whatever went wrong. Says nothing of the owner or the computer, follows no redirect,
 * keeps nothing, and reads no more than a feed may be long.
 */
export async function requestFeed(url: string, fetch: Fetch): Promise<string | null> {
  const stop = new AbortController()
  try {
    const response = await fetch(url, {
      signal: AbortSignal.any([stop.signal, AbortSignal.timeout(timeoutMs)]),
      redirect: 'error',
      credentials: 'omit',
      cache: 'no-store',
      headers: { accept: 'application/json', 'user-agent': 'zhanggui-sms' },
    })
    if (response.status !== 200 || response.body === null) return null
    const pieces: Uint8Array[] = []
    let length = 0
    for await (const piece of response.body) {
      pieces.push(piece)
      length += piece.length
      if (length > feedLimitBytes) return null
    }
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(pieces))
  } catch {
    return null
  } finally {
    stop.abort()
  }
}
