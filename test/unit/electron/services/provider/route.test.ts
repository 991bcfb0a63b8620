import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  chooseRoute,
  proxyName,
  type Route,
  routeTo,
} from '../../../../../electron/services/provider/route.ts'

const direct: Route = { kind: 'direct' }
const through = (scheme: 'http' | 'https', host: string, port: number): Route => ({
  kind: 'proxy',
  proxy: { scheme, host, port },
})

describe('the list of proxies that Chromium answers', () => {
  test.each<[string, Route]>([
    ['DIRECT', direct],
    ['', direct],
    [' ; ', direct],
    ['PROXY proxy.shop:3128', through('http', 'proxy.shop', 3128)],
    ['PROXY Proxy.Shop', through('http', 'proxy.shop', 80)],
    ['HTTP 10.0.0.1:8080', through('http', '10.0.0.1', 8080)],
    ['HTTPS proxy.shop', through('https', 'proxy.shop', 443)],
    ['PROXY [fd00::1]:3128', through('http', '[fd00::1]', 3128)],
    ['PROXY [fd00::1]', through('http', '[fd00::1]', 80)],
    ['proxy a:1;direct', through('http', 'a', 1)],
    ['SOCKS5 a:1080; PROXY b:3128; DIRECT', through('http', 'b', 3128)],
    ['SOCKS5 a:1080; DIRECT; PROXY b:3128', direct],
    ['QUIC a:443;HTTPS b:443', through('https', 'b', 443)],
    ['PROXY a:99999; PROXY a:0; PROXY ; PROXY a:b; PROXY u@a:1; PROXY b:2', through('http', 'b', 2)],
  ])('%j', (resolved, route) => expect(chooseRoute(resolved)).toEqual(route))

  test.each(['SOCKS a:1080', 'SOCKS5 a:1080; SOCKS4 b:1080', 'PROXY a:99999', '__proto__ a:1'])(
    '%j holds nothing that can be used, and no way around it',
    resolved => expect(chooseRoute(resolved).kind).toBe('unsupported'),
  )

  test('whatever it is, it is read, and what is chosen can be connected to', () => {
    fc.assert(
      fc.property(fc.string(), text => {
        for (const resolved of [text, `PROXY ${text}`, `HTTPS ${text}; DIRECT`]) {
          const route = chooseRoute(resolved)
          if (route.kind !== 'proxy') continue
          const { hostname, username, pathname } = new URL(proxyName(route.proxy))
          expect([hostname === '', username, pathname]).toEqual([false, '', '/'])
        }
      }),
    )
  })
})

describe('which addresses are asked about', () => {
  const asked = async (url: string) => {
    const urls: string[] = []
    const route = await routeTo(url, async about => {
      urls.push(about)
      return 'PROXY proxy.shop:3128'
    })
    return { urls, kind: route.kind }
  }

  test.each(['http://127.0.0.1:8080/x', 'http://localhost/x', 'https://[::1]/x', 'http://127.8.8.8/'])(
    '%s is this computer: never through a proxy',
    async url => expect(await asked(url)).toEqual({ urls: [], kind: 'direct' }),
  )

  test.each(['https://market.juncdt.com/smartmarket/msgService/sendMessage', 'https://127.0.0.1.example/x'])(
    '%s goes where the system says',
    async url => expect(await asked(url)).toEqual({ urls: [url], kind: 'proxy' }),
  )
})
