import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { providerUrl } from '../../shared/provider/request.ts'
import { closedPort, listenRaw } from '../fakes/raw-server.ts'
import { expect, test } from './fixtures.ts'

/** A whole session of the app (quiet-session.ts), and who is looked up and reached by it. */

const session = fileURLToPath(new URL('./quiet-session.ts', import.meta.url))
const closedNetwork = fileURLToPath(new URL('../fakes/closed-network.pl', import.meta.url))

/** How a network of its own is made for a program: by root, or where the system lets anybody be root of one. */
const unshare = ['unshare', ...(process.getuid?.() === 0 ? [] : ['--map-root-user']), '--net'] as const

function canUnshare(): boolean {
  if (process.platform !== 'linux') return false
  try {
    execFileSync(unshare[0], [...unshare.slice(1), 'true'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

async function runSession(
  before: readonly string[],
  endpoint: string,
  flags: readonly string[] = [],
): Promise<void> {
  const [command = '', ...args] = [...before, process.execPath, session, endpoint, ...flags]
  const program = spawn(command, args, {
    // Names that nobody answers for are given up at once.
    env: { ...process.env, RES_OPTIONS: 'timeout:1 attempts:1', ELECTRON_RUN_AS_NODE: '1' },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let errors = ''
  program.stderr.on('data', chunk => {
    errors += String(chunk)
  })
  const [code] = await once(program, 'close')
  expect(code, errors).toBe(0)
}

if (canUnshare()) {
  test('in a network of its own, a whole session asks for the provider’s name and for nothing else', async ({
    profile,
  }) => {
    const log = join(profile, 'packets.log')
    await runSession([...unshare, 'perl', closedNetwork, log], '')
    const told = readFileSync(log, 'utf8')
      .split('\n')
      .filter(line => line !== '')
    expect(told).toEqual([`name ${new URL(providerUrl).hostname}`])
  })
} else {
  test('behind a logging proxy (this system or user can make no network of its own), a whole session asks for nothing', async () => {
    const proxy = await listenRaw()
    try {
      await runSession([], `http://127.0.0.1:${await closedPort()}/x`, [
        `--proxy-server=${proxy.origin}`,
        '--proxy-bypass-list=<-loopback>',
      ])
      expect(proxy.received()).toBe('')
      expect(proxy.connections()).toBe(0)
    } finally {
      await proxy.close()
    }
  })
}
