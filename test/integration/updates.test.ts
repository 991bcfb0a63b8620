import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type RequestListener } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createJsonStore } from '../../electron/services/files/json-store.ts'
import { requestFeed } from '../../electron/services/updates/feed-request.ts'
import { feedSourceOf, publicKeyOf } from '../../electron/services/updates/feed-source.ts'
import { type Feed, feedLimitBytes, isNewer, readFeed } from '../../electron/services/updates/signed-feed.ts'
import { createUpdateCheck } from '../../electron/services/updates/update-check.ts'
import { newKey, publicHalf, signFeed } from '../../scripts/package/feed-signature.mjs'
import type { UpdateNotice } from '../../shared/domain/update.ts'
import { tlsFixture } from '../fakes/raw-server.ts'

/** Word of a new version: from real servers on this computer, signed with real keys. */

const ourKey = newKey()
const page = 'https://example.com/zhanggui-sms'
const feed: Feed = {
  product: 'zhanggui-sms',
  version: '0.2.0',
  publishedAtMs: 1_800_000_000_000,
  notes: { 'zh-CN': '更快。', en: 'Faster.' },
  page,
}
const signed = (change: Partial<Record<keyof Feed, unknown>> = {}, key = ourKey) =>
  signFeed({ ...feed, ...change }, key)
const dayMs = 24 * 60 * 60 * 1000

let folder: string
let nowMs: number
const closers: (() => unknown)[] = []
beforeEach(() => {
  nowMs = 1_900_000_000_000
  folder = mkdtempSync(join(tmpdir(), 'zhanggui-updates-'))
})
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
  rmSync(folder, { recursive: true, force: true })
})

/** A server with the TLS of test/fixtures/tls; how often it was asked. */
async function serve(answer: RequestListener, certificate = 'good') {
  let asked = 0
  const server = createTlsServer(
    { key: tlsFixture('server-key'), cert: tlsFixture(certificate) },
    (request, response) => {
      asked += 1
      answer(request, response)
    },
  )
  server.on('tlsClientError', () => {})
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  closers.push(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  return { url: `https://localhost:${port}/feed.json`, asked: () => asked }
}

const serveText = (text: () => string) => serve((_request, response) => response.end(text()))

/** The check as the app builds it, at a time that the test sets. */
function checkOf(url: string, ownVersion = '0.1.0') {
  let sending = false
  let due: { readonly ms: number; readonly task: () => void } | null = null
  const found: UpdateNotice[] = []
  let settled = (): void => undefined
  const source = { url, publicKey: publicHalf(ourKey), pages: ['https://example.com'] }
  const clock = { now: () => nowMs }
  const check = createUpdateCheck({
    key: publicKeyOf(source),
    pages: source.pages,
    ownVersion,
    request: () => requestFeed(url, fetch),
    store: createJsonStore({ cwd: folder, clock, name: 'updates' }),
    clock: {
      ...clock,
      after: (ms, task) => {
        due = { ms, task }
        settled()
        return () => {
          due = null
        }
      },
    },
    isSending: () => sending,
    onFound: notice => found.push(notice),
  })
  /** Resolves when the check waits for its next time. */
  const untilWaiting = (work: () => void) =>
    new Promise<void>(resolve => {
      settled = resolve
      work()
    })
  return {
    ...check,
    found,
    start: () => untilWaiting(check.start),
    /** Lets the time come that the check waits for. */
    pass: () =>
      untilWaiting(() => {
        if (due === null) throw new Error('nothing is due')
        nowMs += due.ms
        due.task()
      }),
    dueMs: () => due?.ms ?? null,
    setSending: (value: boolean) => {
      sending = value
    },
  }
}

const defaultRoots = getCACertificates('default')
beforeAll(() => setDefaultCACertificates([...defaultRoots, tlsFixture('ca')]))
afterAll(() => setDefaultCACertificates(defaultRoots))

test('a newer version is told once, and known after a restart without being asked for again', async () => {
  const server = await serveText(() => signed())
  const check = checkOf(server.url)
  await check.start()
  expect(check.found).toEqual([{ version: '0.2.0', notes: feed.notes }])
  expect(check.page()).toBe(page)
  await check.pass()
  expect(check.found).toHaveLength(1)
  expect(server.asked()).toBe(2)

  const again = checkOf(server.url)
  await again.start()
  expect(again.notice()).toEqual({ version: '0.2.0', notes: feed.notes })
  expect(again.found).toEqual([])
})

test('asked once a day, however often the app is started, and never while a campaign is being sent', async () => {
  const server = await serveText(() => signed())
  const check = checkOf(server.url)
  check.setSending(true)
  await check.start()
  expect(server.asked()).toBe(0)
  expect(check.dueMs()).toBeLessThan(dayMs / 10)
  await check.pass()
  expect(server.asked()).toBe(0)
  check.setSending(false)
  await check.pass()
  expect(server.asked()).toBe(1)
  expect(check.dueMs()).toBe(dayMs)
  const again = checkOf(server.url)
  await again.start()
  expect(server.asked()).toBe(1)
})

test('the version in use and older ones are no news; the app that was brought up to date says nothing any more', async () => {
  const server = await serveText(() => signed())
  for (const own of ['0.2.0', '0.10.0', '1.0.0']) {
    const check = checkOf(server.url, own)
    await check.start()
    expect(check.notice()).toBeNull()
    expect(check.page()).toBeNull()
    expect(check.found).toEqual([])
  }
})

describe('nothing is said and nothing changes', () => {
  const otherKey = newKey()
  const envelope = JSON.parse(signed())
  const swapped = JSON.stringify({ ...envelope, signed: JSON.parse(signed({ version: '9.0.0' })).signed })
  const plain = (key: string) => {
    const { signed: body } = JSON.parse(signed())
    return JSON.stringify({ signed: body, signature: key })
  }
  test.each([
    ['signed by somebody else', signed({}, otherKey)],
    ['another content under a signature', swapped],
    ['no signature', JSON.stringify({ signed: envelope.signed })],
    ['an empty signature', plain('')],
    ['not signed at all', JSON.stringify(feed)],
    ['cut off', signed().slice(0, -20)],
    ['empty', ''],
    ['a page of another origin', signed({ page: 'https://example.com.evil.example/zhanggui-sms' })],
    ['a page without encryption', signed({ page: 'http://example.com/zhanggui-sms' })],
    ['a page that starts a program', signed({ page: 'file:///etc/passwd' })],
    ['no version', signed({ version: '0.2.0-beta' })],
    ['another product', signed({ product: 'zhanggui' })],
    ['more than is known', signed({ ['run' as never]: 'x' })],
    ['too long', `${' '.repeat(feedLimitBytes)}${signed()}`],
  ])('%s', async (_what, text) => {
    const server = await serveText(() => text)
    const check = checkOf(server.url)
    await check.start()
    expect(server.asked()).toBe(1)
    expect(check.found).toEqual([])
    expect(check.notice()).toBeNull()
    expect(check.dueMs()).toBe(dayMs)
  })

  test.each([
    ['a redirect', 302, { location: 'https://example.com/' }],
    ['an error with the right words', 500, {}],
    ['nothing there', 404, {}],
  ])('%s', async (_what, status, headers) => {
    const server = await serve((_request, response) => {
      response.writeHead(status, headers)
      response.end(signed())
    })
    const check = checkOf(server.url)
    await check.start()
    expect(check.notice()).toBeNull()
  })

  test('without an end: it is left after what a feed may be long', async () => {
    let written = 0
    const server = await serve((request, response) => {
      const more = () => {
        while (!request.destroyed && response.write(' '.repeat(16_384))) written += 16_384
      }
      response.on('drain', more)
      more()
    })
    expect(await requestFeed(server.url, fetch)).toBeNull()
    expect(written).toBeLessThan(100 * feedLimitBytes)
  })

  test.each(['wrong-host', 'expired', 'self-signed'])('a certificate that is %s', async certificate => {
    const server = await serve((_request, response) => response.end(signed()), certificate)
    const check = checkOf(server.url)
    await check.start()
    expect(server.asked()).toBe(0)
    expect(check.notice()).toBeNull()
  })

  test('a server that is gone, or breaks off', async () => {
    const server = await serve((_request, response) => {
      response.writeHead(200, { 'content-length': '5000' })
      response.write(signed().slice(0, 40))
      response.destroy()
    })
    expect(await requestFeed(server.url, fetch)).toBeNull()
    expect(await requestFeed('https://localhost:9/feed.json', fetch)).toBeNull()
  })
})

test('a feed that was signed earlier takes nothing back, and a later one is taken', async () => {
  let text = signed({ version: '0.3.0', publishedAtMs: feed.publishedAtMs + 5 })
  const server = await serveText(() => text)
  const check = checkOf(server.url)
  await check.start()
  text = signed()
  await check.pass()
  expect(check.notice()?.version).toBe('0.3.0')
  text = signed({ version: '0.2.5', publishedAtMs: feed.publishedAtMs + 9 })
  await check.pass()
  expect(check.notice()?.version).toBe('0.3.0')
  text = signed({ version: '0.4.0', publishedAtMs: feed.publishedAtMs + 10 })
  await check.pass()
  expect(check.found.map(({ version }) => version)).toEqual(['0.3.0', '0.4.0'])
})

test('what is asked says nothing of the owner or the computer', async () => {
  const seen: NodeJS.Dict<string | string[]>[] = []
  const server = createServer((request, response) => {
    seen.push(request.headers, { path: request.url })
    response.end(signed())
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  closers.push(() => server.close())
  const { port } = server.address() as AddressInfo
  await requestFeed(`http://127.0.0.1:${port}/feed.json`, fetch)
  expect(seen[0]).toMatchObject({ 'user-agent': 'zhanggui-sms', accept: 'application/json' })
  expect(seen[0]).not.toHaveProperty('cookie')
  expect(seen[0]).not.toHaveProperty('authorization')
  expect(seen[1]).toEqual({ path: '/feed.json' })
})

describe('where the feed is, is fixed by the build', () => {
  const given = {
    ZHANGGUI_UPDATE_URL: 'https://example.com/feed.json',
    ZHANGGUI_UPDATE_KEY: publicHalf(ourKey),
    ZHANGGUI_UPDATE_PAGES: 'https://example.com https://example.org',
  }
  const strict = { allowLoopback: false }

  test('nothing given: nothing is ever asked', () => {
    expect(feedSourceOf({}, strict)).toBeNull()
    expect(feedSourceOf({ ZHANGGUI_UPDATE_URL: ' ' }, strict)).toBeNull()
  })

  test('an address, a key and origins', () => {
    expect(feedSourceOf(given, strict)).toEqual({
      url: given.ZHANGGUI_UPDATE_URL,
      publicKey: given.ZHANGGUI_UPDATE_KEY,
      pages: ['https://example.com', 'https://example.org'],
    })
  })

  test.each([
    { ZHANGGUI_UPDATE_URL: 'http://example.com/feed.json' },
    { ZHANGGUI_UPDATE_URL: 'http://127.0.0.1:9/feed.json' },
    { ZHANGGUI_UPDATE_URL: 'https://a:b@example.com/feed.json' },
    { ZHANGGUI_UPDATE_KEY: '' },
    { ZHANGGUI_UPDATE_KEY: Buffer.from('no key').toString('base64') },
    { ZHANGGUI_UPDATE_PAGES: '' },
    { ZHANGGUI_UPDATE_PAGES: 'https://example.com/path' },
    { ZHANGGUI_UPDATE_PAGES: 'http://example.com' },
  ])('no release is built with %j', change => {
    expect(() => feedSourceOf({ ...given, ...change }, strict)).toThrow()
  })

  test('this computer itself counts only for an app that runs from its sources', () => {
    const near = { ...given, ZHANGGUI_UPDATE_URL: 'http://127.0.0.1:9/feed.json' }
    expect(feedSourceOf(near, { allowLoopback: true })).not.toBeNull()
  })
})

test('versions are compared as numbers', () => {
  expect(isNewer('0.10.0', '0.9.9')).toBe(true)
  expect(isNewer('1.0.0', '0.99.99')).toBe(true)
  expect(isNewer('0.1.0', '0.1.0')).toBe(false)
  expect(isNewer('0.1.0', '0.1.1')).toBe(false)
  expect(isNewer('v2', '0.1.0')).toBe(false)
  expect(readFeed(signed(), publicKeyOf({ url: '', publicKey: publicHalf(ourKey), pages: [] }))).toEqual(feed)
})
