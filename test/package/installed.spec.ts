import { execFileSync, spawnSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { totalOf } from '../../shared/domain/states.ts'
import { readLogLines } from '../e2e/app.ts'
import '../e2e/fixtures.ts'
import { readLog } from '../e2e/log.ts'
import { wizard } from '../e2e/pages/wizard.ts'
import { startUpdateServer } from '../fakes/update-server.ts'
import { packageNamed, root, unpackedProgram } from './built-packages.ts'
import { launchPackaged, type PackagedApp, plainUser } from './packaged-app.ts'

/** The release build with every fuse, as an owner gets it: installed, used by a plain user, removed. */

const isLinux = process.platform === 'linux'
const screens = join(root, 'test-output', 'screens')

/** A system of its own to install into; nothing of this computer's is touched. */
function installDeb(folder: string): string {
  for (const path of [
    'var/lib/dpkg/info',
    'var/lib/dpkg/updates',
    'var/lib/dpkg/triggers',
    'var/lib/dpkg/parts',
  ])
    mkdirSync(join(folder, path), { recursive: true })
  writeFileSync(join(folder, 'var/lib/dpkg/status'), '')
  // What it depends on stands in this computer's own system, where the program finds it.
  execFileSync(
    'dpkg',
    [`--root=${folder}`, '--force-depends', '--force-not-root', '-i', packageNamed('.deb')],
    {
      stdio: 'pipe',
    },
  )
  return join(folder, 'opt', 'zhanggui-sms', 'zhanggui-sms')
}

const removeDeb = (folder: string): void => {
  execFileSync('dpkg', [`--root=${folder}`, '--force-not-root', '-r', 'zhanggui-sms'], { stdio: 'pipe' })
}

/** Files of the tests that the plain user may read. */
function handOver(folder: string, file: string): string {
  const path = join(folder, file.split('/').at(-1) ?? '')
  cpSync(file, path)
  chmodSync(path, 0o644)
  return path
}

let folder: string
let system: string
let profile: string
let program: string
test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'zhanggui-installed-'))
  chmodSync(folder, 0o755)
  system = join(folder, 'system')
  profile = join(folder, '王 老板的 profile')
  mkdirSync(profile, { mode: 0o700 })
  if (plainUser !== null) chownSync(profile, plainUser.uid, plainUser.gid)
  program = isLinux ? installDeb(system) : unpackedProgram()
})
test.afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }))

/** Modes of seccomp of the processes that draw pages; 2: a filter stands. Linux only. */
function rendererSandboxes(): readonly string[] {
  return readdirSync('/proc').flatMap(name => {
    if (!/^\d+$/.test(name)) return []
    try {
      const command = readFileSync(`/proc/${name}/cmdline`, 'utf8')
      if (!command.startsWith(program) || !command.includes('--type=renderer')) return []
      return [/^Seccomp:\s+(\d)/m.exec(readFileSync(`/proc/${name}/status`, 'utf8'))?.[1] ?? '']
    } catch {
      return []
    }
  })
}

async function practise(app: PackagedApp): Promise<void> {
  const owner = wizard(app.page)
  await owner.onScreen('welcome')
  await owner.choosePractice()
  await owner.importFile(handOver(folder, join(root, 'test', 'fixtures', 'import', 'contacts-gb18030.csv')))
  await owner.toContent()
  await owner.fillPractice()
  expect(await owner.previewMessage()).toContain('王芳您好')
  await owner.toPreflight()
  await owner.toLaunch()
  await owner.sendTest('13800138000')
  await owner.startWithDoubleClick({ confirm: false })
  await owner.toReport()
}

test('a plain user does the whole practice job in the installed release build; all of it is there after a restart, and stays when the app is removed', async () => {
  const app = await launchPackaged({ program, profile })
  if (isLinux) {
    expect(rendererSandboxes().length).toBeGreaterThan(0)
    expect(new Set(rendererSandboxes())).toEqual(new Set(['2']))
  }
  await practise(app)
  mkdirSync(screens, { recursive: true })
  await app.page.screenshot({ path: join(screens, 'package-01-report.png'), animations: 'disabled' })
  const totals = await wizard(app.page).reportTotals()
  const log = readLog(profile)
  expect(log.campaign.status).toBe('finished')
  expect(log.integrity).toBe('ok')
  expect(totals).toEqual(log.counts)
  expect(totalOf(totals)).toBe(log.recipients.length)

  // A workbook is read by a process of its own, which the fuses must not stop.
  const file = [...readFileSync(join(root, 'test', 'fixtures', 'import', 'contacts-text.xlsx'))]
  const read = await app.page.evaluate(async bytes => {
    const result = await window.zhanggui.workbooks.read({ bytes: new Uint8Array(bytes) })
    return result.ok ? 'read' : result.error.code
  }, file)
  expect(read).toBe('read')

  await app.page.getByTestId('nav-settings').click()
  await app.page.getByTestId('open-licences').click()
  await expect(app.page.getByTestId('licence').filter({ hasText: /^electron\d/ })).toHaveCount(1)
  expect(await app.page.getByTestId('licence').count()).toBeGreaterThan(40)
  await app.page.screenshot({ path: join(screens, 'package-02-licences.png'), animations: 'disabled' })
  await app.close()
  expect(app.complaints).toEqual([])

  const again = await launchPackaged({ program, profile })
  await again.page.getByTestId('nav-history').click()
  await again.page.getByTestId('open-campaign').first().click()
  await wizard(again.page).toReport()
  expect(await wizard(again.page).reportTotals()).toEqual(totals)
  await again.close()
  expect(again.complaints).toEqual([])
  expect(readLogLines(profile).filter(line => / error /.test(line))).toEqual([])

  if (isLinux) {
    removeDeb(system)
    expect(existsSync(program)).toBe(false)
    expect(readLog(profile).counts).toEqual(totals)
  }
})

test('nothing but the window can be reached: no Node.js, no inspector, no other code, no page from outside', async () => {
  if (isLinux) program = installDeb(system)
  const plain = plainUser ?? {}
  const env = { ...process.env, HOME: profile, ZHANGGUI_USER_DATA: profile }
  // As Node.js it would print 42; as the app it ends at once for want of a display.
  const { DISPLAY: _display, WAYLAND_DISPLAY: _wayland, ...blind } = env as NodeJS.ProcessEnv
  if (isLinux) {
    const asNode = spawnSync(program, ['-e', 'console.log(6 * 7)'], {
      env: { ...blind, ELECTRON_RUN_AS_NODE: '1', NODE_OPTIONS: '--require=/nonexistent' },
      encoding: 'utf8',
      timeout: 60_000,
      ...plain,
    })
    expect(asNode.stdout).not.toContain('42')
    expect(asNode.stderr).not.toContain('/nonexistent')
  }
  const updates = await startUpdateServer('9.0.0', { 'zh-CN': '', en: '' })
  const app = await launchPackaged({
    program,
    profile,
    env: { ZHANGGUI_DEV_SERVER_URL: 'http://127.0.0.1:9/', ...updates.env },
    args: ['--inspect=0'],
  })
  expect(app.page.url()).toMatch(/^app:\/\/zhanggui\/index\.html/)
  // Whom it asks for word of a new version is fixed by its build; this one asks nobody.
  const notice = await app.page.evaluate(() => window.zhanggui.updates.notice())
  expect(notice).toEqual({ ok: true, value: null })
  expect(updates.seen()).toEqual([])
  updates.close()
  await app.close()
})
