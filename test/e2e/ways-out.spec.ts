import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { listenRaw } from '../fakes/raw-server.ts'
import { expect, test } from './fixtures.ts'
import { wizard } from './pages/wizard.ts'
import { listOf } from './real-campaign.ts'

/** What a hostile script could do to get something out of the page, or out of the thread that holds every phone. */

/** A server of this computer that takes whatever a page can send, and counts it. */
async function listenForEscapes() {
  const answer = 'HTTP/1.1 200 OK\r\naccess-control-allow-origin: *\r\ncontent-type: text/javascript\r\n'
  const server = await listenRaw({ onData: socket => socket.end(`${answer}content-length: 0\r\n\r\n`) })
  const datagrams = createSocket('udp4')
  let received = 0
  datagrams.on('message', () => {
    received += 1
  })
  datagrams.bind(0, '127.0.0.1')
  await once(datagrams, 'listening')
  return {
    port: server.port,
    datagramPort: datagrams.address().port,
    /** Connections and datagrams that arrived. */
    arrived: () => ({ connections: server.connections(), datagrams: received }),
    close: async () => {
      datagrams.close()
      await server.close()
    },
  }
}

const nothing = { connections: 0, datagrams: 0 }

test('a hostile script gets nothing out of the page or the import’s thread, runs no text as code, and there are no developer tools', async ({
  launch,
  foreseenComplaints,
}) => {
  foreseenComplaints.push(/Content Security Policy|violates the document|Blocked |sandbox|Failed to load/)
  const outside = await listenForEscapes()
  try {
    const app = await launch()
    const owner = wizard(app.page)
    await owner.choosePractice()
    await owner.importFile(listOf(3))
    const [worker] = app.page.workers()
    expect(worker).toBeDefined()
    const inThread = await worker?.evaluate(async port => {
      const address = `http://127.0.0.1:${port}/`
      const settled = (target: EventTarget, good: string) =>
        new Promise((resolve, reject) => {
          target.addEventListener(good, resolve)
          target.addEventListener('error', reject)
        })
      // A debugger's own call may run text; what follows it may not.
      await new Promise(resolve => setTimeout(resolve))
      // biome-ignore lint/security/noGlobalEval: what is tried here is whether it is refused.
      const runText = globalThis.eval
      const attempts: Record<string, () => unknown> = {
        eval: () => runText('1 + 1'),
        Function: () => new Function('return 1')(),
        fetch: () => fetch(address),
        post: () => fetch(address, { method: 'POST', body: '13800138000', mode: 'no-cors' }),
        request: () => {
          const request = new XMLHttpRequest()
          request.open('GET', address)
          request.send()
          return settled(request, 'load')
        },
        WebSocket: () => settled(new WebSocket(address.replace('http', 'ws')), 'open'),
        EventSource: () => settled(new EventSource(address), 'open'),
        import: () => import(`${address}x.js`),
        'import of text': () => import(`data:text/javascript,${port}`),
        'thread of text': () =>
          settled(new Worker(URL.createObjectURL(new Blob(['postMessage(1)']))), 'message'),
      }
      const got: string[] = []
      for (const [name, attempt] of Object.entries(attempts)) {
        try {
          await attempt()
          got.push(name)
        } catch {
          // Refused, as it should be.
        }
      }
      return got
    }, outside.port)
    expect(inThread).toEqual([])
    expect(outside.arrived()).toEqual(nothing)

    await app.electron.evaluate(({ dialog, session }) => {
      const asked: string[] = []
      Object.assign(globalThis, { asked })
      session.defaultSession.on('will-download', (_event, item) => asked.push(item.getURL()))
      dialog.showSaveDialog = (async () => {
        asked.push('a save dialog')
        return { canceled: true, filePath: '' }
      }) as never
    })
    const inPage = await app.page.evaluate(
      async ({ port, datagramPort }) => {
        const address = `http://127.0.0.1:${port}/`
        const add = <T extends HTMLElement>(element: T, parts: Partial<T> = {}): T => {
          document.body.append(Object.assign(element, parts))
          return element
        }
        const gather = async (Connection: typeof RTCPeerConnection) => {
          const connection = new Connection({
            iceServers: [
              { urls: `stun:127.0.0.1:${datagramPort}` },
              { urls: `turn:127.0.0.1:${port}?transport=tcp`, username: 'x', credential: 'x' },
            ],
          })
          connection.createDataChannel('x')
          const gathered = new Promise<void>(resolve =>
            connection.addEventListener(
              'icegatheringstatechange',
              () => connection.iceGatheringState === 'complete' && resolve(),
            ),
          )
          await connection.setLocalDescription(await connection.createOffer())
          await gathered
        }
        navigator.sendBeacon(address, 'x')
        new Image().src = address
        for (const rel of ['preconnect', 'prefetch', 'stylesheet', 'icon', 'modulepreload'])
          document.head.append(Object.assign(document.createElement('link'), { rel, href: address }))
        add(document.createElement('iframe'), { src: address })
        for (const href of ['data:text/plain,x', URL.createObjectURL(new Blob(['x'])), address])
          add(document.createElement('a'), { href, download: 'x.txt' }).click()
        add(document.createElement('a'), { href: '#x', ping: address }).click()
        add(document.createElement('form'), { action: address, method: 'post' }).submit()
        window.open(address)
        // Returns at once, or never: a dialog of the page would hold it.
        window.print()
        location.href = address
        // A fresh frame has everything that was taken from the page.
        const frame = add(document.createElement('iframe')).contentWindow as Window & typeof globalThis
        await gather(frame.RTCPeerConnection)
        return {
          peers: 'RTCPeerConnection' in window || 'webkitRTCPeerConnection' in window,
          files: Object.getOwnPropertyNames(window).filter(name => /^show.*Picker$/.test(name)),
        }
      },
      { port: outside.port, datagramPort: outside.datagramPort },
    )
    expect(inPage).toEqual({ peers: false, files: [] })
    expect(outside.arrived()).toEqual(nothing)
    const left = () =>
      app.electron.evaluate(async ({ BrowserWindow, Menu, session }) => {
        const rolesOf = (menu: Electron.Menu | null): unknown[] =>
          (menu?.items ?? []).flatMap(({ role, submenu }) => [role, ...rolesOf(submenu ?? null)])
        return {
          asked: (globalThis as unknown as { readonly asked: string[] }).asked,
          windows: BrowserWindow.getAllWindows().map(({ webContents }) =>
            webContents.getURL().replace(/#.*/, ''),
          ),
          // The menu is the app's own: nothing in it opens the tools or loads the page anew.
          menu: rolesOf(Menu.getApplicationMenu()).filter(role => /tools|reload/i.test(String(role))),
          // Whatever else a session asks for goes to nobody, and no session looks for a dictionary.
          ways: await Promise.all(
            [session.defaultSession, session.fromPartition('print')].map(async each => [
              await each.resolveProxy('https://example.com/'),
              each.getSpellCheckerLanguages(),
            ]),
          ),
        }
      })
    // Asked to open them, even by the app itself, no tools come.
    const tools = () =>
      app.electron.evaluate(({ BrowserWindow, webContents }) => {
        for (const window of BrowserWindow.getAllWindows())
          window.webContents.openDevTools({ mode: 'detach' })
        return webContents.getAllWebContents().map(contents => contents.getURL().replace(/[#?].*/, ''))
      })
    await tools()
    expect(await tools()).toEqual(['app://zhanggui/index.html'])
    const nobody = ['PROXY 0.0.0.0:1', []]
    await expect.poll(left).toEqual({
      asked: [],
      windows: ['app://zhanggui/index.html'],
      menu: [],
      ways: [nobody, nobody],
    })
    expect(outside.arrived()).toEqual(nothing)

    // Fifty exports ask for a place once, not fifty times.
    await app.electron.evaluate(({ dialog }) => {
      const choosing = Promise.withResolvers<unknown>()
      Object.assign(globalThis, { choosing, dialogs: 0 })
      dialog.showSaveDialog = (() => {
        ;(globalThis as unknown as { dialogs: number }).dialogs += 1
        return choosing.promise
      }) as never
    })
    const told = await app.page.evaluate(async () => {
      const [first, ...others] = Array.from({ length: 50 }, () => window.zhanggui.optOuts.export())
      Object.assign(window, { first })
      const answers = await Promise.all(others)
      return [...new Set(answers.map(answer => (answer.ok ? 'done' : answer.error.code)))]
    })
    expect(told).toEqual(['save-dialog-open'])
    const dialogs = await app.electron.evaluate(() => {
      const { choosing, dialogs: count } = globalThis as unknown as {
        choosing: PromiseWithResolvers<unknown>
        dialogs: number
      }
      choosing.resolve({ canceled: true, filePath: '' })
      return count
    })
    expect(dialogs).toBe(1)
    expect(
      await app.page.evaluate(() => (window as unknown as { readonly first: Promise<unknown> }).first),
    ).toMatchObject({ ok: true, value: { path: null } })
  } finally {
    await outside.close()
  }
})
