import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { newKey, publicHalf, signFeed } from '../../scripts/package/feed-signature.mjs'

/** Word of a new version from this computer, signed with a key of its own. */
export async function startUpdateServer(
  version: string,
  notes: { readonly 'zh-CN': string; readonly en: string },
) {
  const key = newKey()
  const seen: IncomingHttpHeaders[] = []
  const page = 'https://example.com/zhanggui-sms'
  const text = signFeed({ product: 'zhanggui-sms', version, publishedAtMs: Date.now(), notes, page }, key)
  const server = createServer((request, response) => {
    seen.push(request.headers)
    response.end(text)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    page,
    /** For an app that runs from its sources; a packaged one looks at none of it. */
    env: {
      ZHANGGUI_UPDATE_URL: `http://127.0.0.1:${port}/feed.json`,
      ZHANGGUI_UPDATE_KEY: publicHalf(key),
      ZHANGGUI_UPDATE_PAGES: new URL(page).origin,
    },
    seen: (): readonly IncomingHttpHeaders[] => seen,
    close(): void {
      server.closeAllConnections()
      server.close()
    },
  }
}
