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
import { basename, join } from 'node:path'
import { expect, test } from '@playwright/test'
import SqliteDatabase from 'better-sqlite3'
import { readHeader } from '../../electron/services/back-up/header-reader.ts'
import { contentsFolder } from '../../electron/services/back-up/restore-folder.ts'
import { writePlan } from '../../electron/services/back-up/restore-plan.ts'
import { totalOf } from '../../shared/domain/states.ts'
import { readLogLines } from '../e2e/app.ts'
import { everything } from '../e2e/everything.ts'
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
  const path = join(folder, basename(file))
  cpSync(file, path)
  chmodSync(path, 0o644)
  return path
}

/** A folder of the user whom the program is started as. */
function ownFolder(path: string): string {
  mkdirSync(path, { mode: 0o700 })
  own(path)
  return path
}
const own = (path: string): void => {
  if (plainUser !== null) chownSync(path, plainUser.uid, plainUser.gid)
}

let folder: string
let system: string
let profile: string
let program: string
test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'zhanggui-installed-'))
  chmodSync(folder, 0o755)
  system = join(folder, 'system')
  profile = ownFolder(join(folder, '王 老板的 profile'))
  // On Windows the installer is run before these tests, where there is nobody whose computer it would change.
  program = isLinux ? installDeb(system) : (process.env['ZHANGGUI_INSTALLED'] ?? unpackedProgram())
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

/** What the owner keeps beside campaigns. */
const keepPeople = ({ page }: PackagedApp): Promise<void> =>
  page.evaluate(async () => {
    const { contactLists, optOuts } = window.zhanggui
    await optOuts.add({ text: '13900000001 13900000002', reason: '打电话来说的', source: 'typed' })
    const begun = await contactLists.beginMerge({ target: { name: '老客户' }, columns: ['姓名'] })
    if (!begun.ok) throw new Error(begun.error.code)
    const { mergeId } = begun.value
    const contacts = [{ phone: '13900000003', values: ['赵\u{20bb7}先生'], tags: ['熟客'] }]
    await contactLists.addContacts({ mergeId, contacts })
    const merged = await contactLists.finishMerge({ mergeId })
    if (!merged.ok) throw new Error(merged.error.code)
  })

/** Every row of every table as it lies in the file, but for what the database notes down about itself. */
function rowsOf(of: string): Readonly<Record<string, readonly unknown[]>> {
  const database = new SqliteDatabase(join(of, 'zhanggui.db'), { readonly: true })
  try {
    const tables = database
      .prepare<[], string>(
        `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name <> 'meta'`,
      )
      .pluck()
      .all()
    const rows = tables.map(name => [name, database.prepare(`SELECT * FROM "${name}" ORDER BY 1, 2`).all()])
    return Object.fromEntries(rows)
  } finally {
    database.close()
  }
}

/** Moves everything into another profile, as on another computer: its own back-up, chosen there, and the start that restores it. */
async function move(app: PackagedApp): Promise<{ readonly other: string; readonly moved: PackagedApp }> {
  await app.page.getByTestId('nav-settings').click()
  await app.page.getByTestId('back-up-now').click()
  await expect(app.page.getByTestId('back-up-last')).toContainText('KB')
  const [name = ''] = readdirSync(join(profile, 'backups'))

  const other = ownFolder(join(folder, '新电脑 profile'))
  const carried = join(ownFolder(join(other, 'backups')), name)
  cpSync(join(profile, 'backups', name), carried)
  own(carried)
  const fresh = await launchPackaged({ program, profile: other })
  await fresh.page.getByTestId('nav-settings').click()
  await fresh.page.getByTestId('restore').click()
  await fresh.page.getByTestId('restore-take').click()
  await expect(fresh.page.getByTestId('in-it-optOuts')).toHaveText('2')
  await fresh.close()
  expect(existsSync(contentsFolder(other))).toBe(true)
  // The last question is one of the system's, which nobody presses in a release build; a yes to it writes this.
  const { header } = await readHeader(carried)
  writePlan(other, { stage: 'asked', madeAt: header.madeAt, askedAt: Date.now() })
  own(join(other, 'restore', 'plan.json'))
  return { other, moved: await launchPackaged({ program, profile: other }) }
}

test('a plain user does the whole practice job in the installed release build; all of it is there after a restart and in another profile, and stays when the app is removed', async () => {
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
  await keepPeople(again)
  const all = await everything(again)
  const { other, moved } = await move(again)
  await expect(moved.page.getByTestId('banner-problem-restored')).toBeVisible()
  expect(JSON.stringify(await everything(moved))).toBe(JSON.stringify(all))
  await moved.page.screenshot({ path: join(screens, 'package-03-moved.png'), animations: 'disabled' })
  for (const each of [moved, again]) {
    await each.close()
    expect(each.complaints).toEqual([])
  }
  expect(rowsOf(other)).toEqual(rowsOf(profile))
  for (const of of [profile, other]) expect(readLogLines(of).filter(line => / error /.test(line))).toEqual([])

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
