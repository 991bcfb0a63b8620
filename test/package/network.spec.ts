import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as after } from 'node:timers/promises'
import { expect, test } from '@playwright/test'
import { wayOut } from '../../scripts/package/watched-network.mjs'
import '../e2e/fixtures.ts'
import { wizard } from '../e2e/pages/wizard.ts'
import { listOf, preparePractice, realMessage, testCredentials } from '../e2e/real-campaign.ts'
import { startRecordingServer } from '../fakes/recording-server.ts'
import { node, unpackedProgram } from './built-packages.ts'
import { launchPackaged, plainUser } from './packaged-app.ts'

/**
 * The release build in a network of its own, where everything that is not this computer itself leaves by one way out and
 * is counted (scripts/package/watched-network.mjs starts these tests so).
 */

/** How long the app is used and left alone. */
const watchMs = process.env['ZHANGGUI_TEST_LONG'] === undefined ? 20_000 : 10 * 60_000

/** Packets that have left for somewhere else. */
function packetsOut(): number {
  const line = readFileSync('/proc/net/dev', 'utf8')
    .split('\n')
    .find(entry => entry.trim().startsWith(`${wayOut}:`))
  if (line === undefined) throw new Error('this test runs in a watched network: npm run test:package')
  return Number(line.split(':')[1]?.trim().split(/\s+/)[9])
}

/** A log of the packets, where the system has a program for it, so that a failure names the address. */
function startPacketLog(): () => Promise<string> {
  if (!existsSync('/usr/bin/tcpdump')) return async () => 'tcpdump would name the addresses'
  const log = spawn('/usr/bin/tcpdump', ['-lnn', '-i', wayOut], { stdio: ['ignore', 'pipe', 'ignore'] })
  const lines: string[] = []
  log.stdout.on('data', (chunk: Buffer) => lines.push(chunk.toString('utf8')))
  return async () => {
    log.kill('SIGINT')
    await once(log, 'exit')
    return lines.join('')
  }
}

test('the watch sees who asks for a name', () => {
  const before = packetsOut()
  const ask = `require('node:dns').lookup('example.com', () => process.exit())`
  execFileSync(node, ['-e', ask], { env: { ...process.env, RES_OPTIONS: 'timeout:1 attempts:1' } })
  expect(packetsOut()).toBeGreaterThan(before)
})

test('a practice and a real campaign, and then being left alone: nothing leaves for anywhere else', async () => {
  const profile = mkdtempSync(join(tmpdir(), 'zhanggui-watched-'))
  // At any hour, as an owner has agreed to before: in a release build nobody answers what the system's window asks.
  const settings = join(profile, 'settings.json')
  writeFileSync(
    settings,
    JSON.stringify({ sendingWindow: { enabled: false, fromMinute: 480, toMinute: 1260 } }),
  )
  if (plainUser !== null)
    for (const path of [profile, settings]) chownSync(path, plainUser.uid, plainUser.gid)
  const server = await startRecordingServer()
  const before = packetsOut()
  const stopLog = startPacketLog()
  const endsAt = Date.now() + watchMs
  try {
    const app = await launchPackaged({
      program: unpackedProgram(),
      profile,
      env: { ZHANGGUI_API_URL: server.url },
    })
    const owner = wizard(app.page)
    await preparePractice(app, 20)
    await owner.startWithDoubleClick({ confirm: false })
    await owner.toReport()

    const saved = await app.page.evaluate(
      async credentials => window.zhanggui.credentials.save(credentials),
      testCredentials,
    )
    expect(saved).toMatchObject({ ok: true })
    await app.page.reload()
    await app.page.locator('main[data-app-state="loaded"]').waitFor()
    await app.page.getByTestId('mode-real').click()
    await owner.importFile(listOf(20))
    await owner.toContent()
    await owner.writeMessage(realMessage)
    await owner.toPreflight()
    await owner.toLaunch()
    await owner.startWithDoubleClick({ confirm: true })
    await owner.toReport()
    expect(server.received()).toHaveLength(20)

    for (const screen of ['lists', 'opt-outs', 'history', 'settings'])
      await app.page.getByTestId(`nav-${screen}`).click()
    // To be left alone is what is looked at here.
    await after(Math.max(endsAt - Date.now(), 0))
    await app.close()
    expect(app.complaints).toEqual([])
  } finally {
    await server.close()
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
  }
  const seen = await stopLog()
  expect(packetsOut() - before, seen).toBe(0)
})
