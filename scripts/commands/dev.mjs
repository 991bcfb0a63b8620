import { spawn } from 'node:child_process'
import { withCharset } from '../setup/locale.mjs'
import { root } from '../setup/run.mjs'
import { setUp } from '../setup/setup.mjs'

/** `npm run dev`: the page with hot reload; main process and preload are built again and the app restarted on a change. */
export async function command() {
  const electron = await setUp({ needs: 'window' })
  const { createBuilder, createServer } = await import('vite')
  const server = await createServer({ configFile: `${root}vite.config.ts` })
  await server.listen()
  const url = server.resolvedUrls?.local[0] ?? 'http://localhost:5173/'

  const builder = await createBuilder({ configFile: `${root}vite.config.ts`, build: { watch: {} } })
  let app = null
  let closing = false
  const restart = () => {
    const old = app
    const isRoot = process.platform === 'linux' && process.getuid() === 0
    const next = spawn(electron, [...(isRoot ? ['--no-sandbox'] : []), root], {
      stdio: 'inherit',
      env: { ...withCharset(process.env), ZHANGGUI_DEV_SERVER_URL: url },
    })
    next.once('exit', () => {
      if (app === next && !closing) void close()
    })
    app = next
    old?.kill()
  }
  const built = new Set()
  const watchers = []
  for (const name of ['main', 'preload']) {
    const watcher = await builder.build(builder.environments[name])
    watchers.push(watcher)
    watcher.on('event', event => {
      if (event.code !== 'END') return
      built.add(name)
      if (built.size === 2) restart()
    })
  }
  let finish
  const finished = new Promise(resolve => {
    finish = resolve
  })
  const close = async () => {
    closing = true
    await Promise.all(watchers.map(watcher => watcher.close()))
    await server.close()
    finish(0)
  }
  process.once('SIGINT', () => app?.kill())
  return finished
}
