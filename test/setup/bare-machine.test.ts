import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { programIn } from '../../scripts/setup/official-electron.mjs'
import { type BareMachine, createBareMachine, registryAccess } from '../fakes/bare-machine.ts'
import { connectProxy } from '../fakes/connect-proxy.ts'
import { type FileServer, serveFiles } from '../fakes/file-server.ts'
import { listenRaw } from '../fakes/raw-server.ts'
import { makeZip } from '../integration/zip-maker.ts'

/** The set-up on a computer that has Node.js, npm and git, but neither Python nor a compiler. */

const ensureDependencies =
  "import('./scripts/setup/dependencies.mjs').then(setup => setup.ensureDependencies())"
const ensureRuntime =
  "import('./scripts/setup/runtime.mjs').then(setup => setup.ensureRuntime()).then(console.log)"
const askSqlite =
  "console.log(new (require('better-sqlite3'))(':memory:').prepare('SELECT 6 * 7').pluck().get())"

let machine: BareMachine
let access: NodeJS.ProcessEnv
beforeAll(async () => {
  machine = createBareMachine()
  access = await registryAccess()
})
afterAll(() => machine.remove())

const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

/** What better-sqlite3, as installed there, answers in the app's own runtime. */
const answer = () =>
  execFileSync(process.execPath, ['-e', askSqlite], {
    cwd: machine.project,
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    encoding: 'utf8',
  }).trim()

const npmStart = (env: NodeJS.ProcessEnv) => machine.npm(['start'], env)

async function serving(files: Readonly<Record<string, Uint8Array | string>> = {}): Promise<FileServer> {
  const server = await serveFiles(files)
  closers.push(() => server.close())
  return server
}

/** An address at which nothing listens. */
async function nowhere(): Promise<string> {
  const server = await serveFiles()
  await server.close()
  return server.url
}

describe('dependencies', { timeout: 700_000 }, () => {
  test('npm ci, typed by a contributor, leaves a database that the app can use', async () => {
    const ended = await machine.npm(['ci', '--omit=dev'], access)
    expect(ended, ended.stderr).toMatchObject({ code: 0 })
    expect(answer()).toBe('42')
    rmSync(join(machine.project, 'node_modules'), { recursive: true })
  })

  test('a registry that cannot be reached is told as the network, at the step that failed', async () => {
    const ended = await npmStart({ npm_config_registry: await nowhere(), npm_config_fetch_retries: '0' })
    expect(ended.code).toBe(1)
    expect(ended.stderr).toContain('「安装依赖」这一步没有完成。网络不通')
    expect(ended.stderr).toContain('This step failed: installing the dependencies. The network failed')
    expect(ended.stderr).not.toContain('ELECTRON_MIRROR')
  })

  test('a lockfile that does not fit is not blamed on the network', async () => {
    const path = join(machine.project, 'package.json')
    const original = readFileSync(path, 'utf8')
    writeFileSync(path, original.replace(/"better-sqlite3": "[^"]*"/, '"better-sqlite3": "1.0.0"'))
    const ended = await npmStart(access)
    writeFileSync(path, original)
    expect(ended.code).toBe(1)
    expect(ended.stderr).toContain('「安装依赖」这一步没有完成。package.json 与 package-lock.json 不一致')
    expect(ended.stderr).not.toContain('网络')
  })

  test('the set-up installs every dependency, and the database answers', async () => {
    const ended = await machine.node(['-e', ensureDependencies], access)
    expect(ended, ended.stderr).toMatchObject({ code: 0 })
    expect(answer()).toBe('42')
  })
})

describe("Electron's download", { timeout: 300_000 }, () => {
  const electron = () => join(machine.project, 'node_modules', 'electron')
  const archive = () => {
    const { version } = JSON.parse(readFileSync(join(electron(), 'package.json'), 'utf8'))
    const name = `electron-v${version}-${process.platform}-${process.arch}.zip`
    return { version, name, path: `/v${version}/${name}` }
  }
  const isUnpacked = () => existsSync(join(electron(), 'dist'))
  const wrongZip = makeZip([{ name: programIn(''), content: 'not Electron' }])

  test('a mirror that hands out another file is told, and neither its file nor the fallback is used', async () => {
    const mirror = await serving({ [archive().path]: wrongZip })
    const registry = await serving()
    const ended = await npmStart({ ELECTRON_MIRROR: mirror.url, npm_config_registry: registry.url })
    expect(mirror.asked).toEqual([archive().path])
    expect(ended.code).toBe(1)
    expect(ended.stderr).toContain('「下载 Electron」这一步没有完成。下载到的文件与应有的校验值不符')
    expect(ended.stderr).toContain(`ELECTRON_MIRROR=${mirror.url}`)
    expect(registry.asked).toEqual([])
    expect(isUnpacked()).toBe(false)
  })

  test.each(['electron_use_remote_checksums', 'npm_config_electron_use_remote_checksums'])(
    'checksums of the mirror itself are never trusted (%s)',
    async variable => {
      const { path, name, version } = archive()
      const sum = createHash('sha256').update(wrongZip).digest('hex')
      const mirror = await serving({ [path]: wrongZip, [`/v${version}/SHASUMS256.txt`]: `${sum} *${name}` })
      const ended = await npmStart({ ELECTRON_MIRROR: mirror.url, [variable]: '1' })
      expect(ended.code).toBe(1)
      expect(ended.stderr).toContain('校验值不符')
      expect(isUnpacked()).toBe(false)
    },
  )

  test.each([
    ['cannot be reached', nowhere, '网络不通'],
    ['does not have the file', () => serving().then(server => server.url), '服务器没有给出所需的文件'],
  ])('a source that %s: how to set a mirror is told', async (_what, source, cause) => {
    const registry = await serving()
    const ended = await npmStart({
      ELECTRON_MIRROR: await source(),
      npm_config_registry: registry.url,
      npm_config_fetch_retries: '0',
    })
    expect(ended.code).toBe(1)
    expect(ended.stderr).toContain(`「下载 Electron」这一步没有完成。${cause}`)
    for (const line of [
      'set ELECTRON_MIRROR=',
      '$env:ELECTRON_MIRROR=',
      'export ELECTRON_MIRROR=',
      'https://www.electronjs.org/zh/docs/latest/tutorial/installation',
    ]) {
      expect(ended.stderr).toContain(line)
    }
  })

  test("a mirror's certificate that can't be verified, and a proxy that asks for a login, are told as such", async () => {
    const mirror = await listenRaw({ certificate: 'self-signed' })
    const proxy = await connectProxy(mirror.port, { authorization: 'Basic b3duZXI6eA==' })
    closers.push(mirror.close, proxy.close)
    const registry = {
      npm_config_registry: await nowhere(),
      npm_config_fetch_retries: '0',
      NO_PROXY: '127.0.0.1',
    }
    const untrusted = { ELECTRON_MIRROR: `https://127.0.0.1:${mirror.port}/`, ...registry }
    expect((await npmStart(untrusted)).stderr).toContain(
      '「下载 Electron」这一步没有完成。服务器的证书无法验证',
    )
    const proxied = { ELECTRON_MIRROR: 'https://mirror.invalid/', HTTPS_PROXY: proxy.origin, ...registry }
    expect((await npmStart(proxied)).stderr).toContain('「下载 Electron」这一步没有完成。代理服务器要求登录')
  })

  test.each(['npm_config_proxy', 'HTTP_PROXY'])('a proxy that npm uses is used (%s)', async variable => {
    const mirror = await serving({ [archive().path]: wrongZip })
    const proxy = await connectProxy(mirror.port)
    closers.push(() => proxy.close())
    const ended = await npmStart({
      ELECTRON_MIRROR: 'http://mirror.invalid/',
      [variable]: `http://127.0.0.1:${proxy.port}`,
      npm_config_fetch_retries: '0',
    })
    expect(mirror.asked).toEqual([archive().path])
    expect(ended.stderr).toContain('校验值不符')
  })

  test.each(['ELECTRON_MIRROR', 'npm_config_electron_mirror'])(
    'the file that the checksums name is taken from the mirror (%s)',
    async variable => {
      // With and without the slash at its end.
      const address = (url: string) => (variable === 'ELECTRON_MIRROR' ? url : url.slice(0, -1))
      const zip = makeZip([
        { name: programIn(''), content: 'a program' },
        { name: 'version', content: archive().version },
      ])
      const sums = join(electron(), 'checksums.json')
      const original = readFileSync(sums, 'utf8')
      const sum = createHash('sha256').update(zip).digest('hex')
      writeFileSync(sums, JSON.stringify({ [archive().name]: sum }))
      const mirror = await serving({ [archive().path]: zip })
      const ended = await machine.node(['-e', ensureRuntime], { [variable]: address(mirror.url) })
      writeFileSync(sums, original)
      const program = programIn(join(electron(), 'dist'))
      expect(ended, ended.stderr).toMatchObject({ code: 0 })
      expect(ended.stdout.trim().split('\n').at(-1)).toBe(program)
      expect(readFileSync(program, 'utf8')).toBe('a program')
      rmSync(join(electron(), 'dist'), { recursive: true })
    },
  )

  test('a folder that ELECTRON_OVERRIDE_DIST_PATH names is used, if there is an Electron in it', async () => {
    const folder = join(machine.project, 'own-electron')
    const program = programIn(folder)
    const env = { ELECTRON_OVERRIDE_DIST_PATH: folder }
    const without = await npmStart(env)
    expect(without.code).toBe(1)
    expect(without.stderr).toContain(`ELECTRON_OVERRIDE_DIST_PATH 所指的文件夹里没有 Electron：${program}`)
    mkdirSync(dirname(program), { recursive: true })
    writeFileSync(program, 'a program')
    const found = await machine.node(['-e', ensureRuntime], env)
    expect(found.stdout.trim()).toBe(program)
  })
})
