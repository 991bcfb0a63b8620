import { fileURLToPath } from 'node:url'
import { connectProxy } from '../fakes/connect-proxy.ts'
import { searchProfile } from '../fakes/profile-search.ts'
import { listenRaw } from '../fakes/raw-server.ts'
import type { RunningApp } from './app.ts'
import { createCampaign, resumeCampaign, startCampaign, untilStill } from './bridge-campaign.ts'
import { expect, test } from './fixtures.ts'
import { atAnyTime, saveCredentials, setSettings } from './real-campaign.ts'

/**
 * The system's proxy as Chromium resolves it. The endpoint has a name that nobody knows but the proxy, which leads it
 * to this computer; its certificate (test/fixtures/tls) is of the test authority and names it.
 */

const endpoint = 'https://shop.example/smartmarket/msgService/sendMessage'
const authority = fileURLToPath(new URL('../fixtures/tls/ca.pem', import.meta.url))
const login = { user: 'zhang-of-the-shop', password: 'door-5566-lantern' }
const settings = {
  ratePerSecond: 200,
  ...atAnyTime,
}

const answer = JSON.stringify({ BusinessData: { code: 10000 } })
const listenAsProvider = () =>
  listenRaw({
    certificate: 'wrong-host',
    onData: (socket, received) => {
      if (received.endsWith('}'))
        socket.write(`HTTP/1.1 200 OK\r\ncontent-length: ${answer.length}\r\n\r\n${answer}`)
    },
  })

const phonesIn = (received: string) => [...received.matchAll(/"phone":"(\d{11})"/g)].map(match => match[1])

const proxyStatus = async ({ page }: RunningApp) => {
  const status = await page.evaluate(() => window.zhanggui.proxy.status())
  return status.ok ? status.value : status.error
}

test('a PAC script names a proxy with a password: refused without it, sent through it with it', async ({
  launch,
  profile,
}) => {
  const server = await listenAsProvider()
  const authorization = `Basic ${Buffer.from(`${login.user}:${login.password}`).toString('base64')}`
  const proxy = await connectProxy(server.port, { authorization })
  const host = `127.0.0.1:${proxy.port}`
  const name = `http://${host}`
  const script = `function FindProxyForURL(url, host) {
    return host === 'shop.example' ? 'SOCKS5 127.0.0.1:1; PROXY ${host}' : 'DIRECT'
  }`
  try {
    const app = await launch({
      env: { ZHANGGUI_API_URL: endpoint, NODE_EXTRA_CA_CERTS: authority },
      flags: [
        `--proxy-pac-url=data:application/x-ns-proxy-autoconfig;base64,${Buffer.from(script).toString('base64')}`,
      ],
    })
    await setSettings(app, settings)
    await saveCredentials(app)
    expect(await proxyStatus(app)).toMatchObject({
      proxy: name,
      unsupported: false,
      login: { storage: 'none', proxy: null },
    })

    const campaignId = await createCampaign(app, 40)
    await startCampaign(app, campaignId)
    expect(await untilStill(app, campaignId)).toMatchObject({
      status: 'paused',
      pause: { reason: 'network', cause: 'proxy-refused' },
      counts: { pending: 40 },
    })
    expect(server.connections()).toBe(0)

    // In the clear only where the owner was told.
    const save = (mayBeRead: boolean) =>
      app.page.evaluate(async sent => window.zhanggui.proxy.saveLogin(sent), {
        ...login,
        proxy: name,
        mayBeRead,
      })
    expect(await save(false)).toMatchObject({ ok: false, error: { code: 'bad-input' } })
    const saved = await save(true)
    expect(saved).toMatchObject({ ok: true, value: { login: { proxy: name } } })
    expect(JSON.stringify(saved)).not.toContain(login.user)
    expect(JSON.stringify(saved)).not.toContain(login.password)
    await resumeCampaign(app, campaignId)
    expect(await untilStill(app, campaignId)).toMatchObject({ status: 'finished', counts: { accepted: 40 } })
    const phones = phonesIn(server.received())
    expect([phones.length, new Set(phones).size]).toEqual([40, 40])
    expect(proxy.received()).toContain('CONNECT shop.example:443 HTTP/1.1')
    expect(phonesIn(proxy.received())).toEqual([])

    // Practice stays on this computer.
    const connections = proxy.connections()
    const practiceId = await createCampaign(app, 5, 'practice')
    await startCampaign(app, practiceId)
    expect(await untilStill(app, practiceId)).toMatchObject({ status: 'finished', counts: { accepted: 5 } })
    expect(proxy.connections()).toBe(connections)

    const forgotten = await app.page.evaluate(() => window.zhanggui.proxy.forgetLogin())
    expect(forgotten).toMatchObject({ ok: true, value: { login: { storage: 'none', proxy: null } } })
    await app.close()
    for (const secret of [login.password, login.user])
      expect(await searchProfile(profile, secret)).toEqual([])
  } finally {
    await proxy.close()
    await server.close()
  }
})

test('a fixed proxy, and behind it a server whose authority nobody trusts: nothing is sent', async ({
  launch,
}) => {
  const server = await listenAsProvider()
  const proxy = await connectProxy(server.port)
  try {
    const app = await launch({
      env: { ZHANGGUI_API_URL: endpoint },
      flags: [`--proxy-server=http://127.0.0.1:${proxy.port}`, '--proxy-bypass-list=<-loopback>'],
    })
    await setSettings(app, settings)
    await saveCredentials(app)
    expect(await proxyStatus(app)).toMatchObject({ proxy: `http://127.0.0.1:${proxy.port}` })
    const campaignId = await createCampaign(app, 5)
    await startCampaign(app, campaignId)
    expect(await untilStill(app, campaignId)).toMatchObject({
      status: 'paused',
      pause: { reason: 'network', cause: 'tls-untrusted' },
      counts: { pending: 5, unknown: 0 },
    })
    expect(proxy.received()).toContain('CONNECT shop.example:443')
    expect(server.connections()).toBeGreaterThan(0)
    expect(server.received()).toBe('')
    await app.close()
  } finally {
    await proxy.close()
    await server.close()
  }
})

test('only a proxy of a kind that can’t be used: said so, and nothing goes around it', async ({ launch }) => {
  const app = await launch({
    env: { ZHANGGUI_API_URL: endpoint },
    flags: ['--proxy-server=socks5://127.0.0.1:9'],
  })
  await setSettings(app, settings)
  await saveCredentials(app)
  expect(await proxyStatus(app)).toMatchObject({ proxy: null, unsupported: true })
  const campaignId = await createCampaign(app, 5)
  await startCampaign(app, campaignId)
  expect(await untilStill(app, campaignId)).toMatchObject({
    status: 'paused',
    pause: { reason: 'network', cause: 'proxy-refused' },
    counts: { pending: 5 },
  })
  await app.close()
})

test('an endpoint on this computer is reached directly, whatever the system names', async ({ launch }) => {
  const app = await launch({
    env: { ZHANGGUI_API_URL: 'http://127.0.0.1:9/x' },
    flags: ['--proxy-server=http://127.0.0.1:9', '--proxy-bypass-list=<-loopback>'],
  })
  expect(await proxyStatus(app)).toMatchObject({ proxy: null, unsupported: false })
  await app.close()
})
