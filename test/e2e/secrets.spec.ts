import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { forkFaultServer } from '../fakes/forked-fault-server.ts'
import { startKeyringSession } from '../fakes/keyring-session.ts'
import { searchProfile } from '../fakes/profile-search.ts'
import type { RunningApp } from './app.ts'
import { expect, test } from './fixtures.ts'
import { wizard } from './pages/wizard.ts'
import { atAnyTime, listOf, prepareRealCampaign, setSettings, testCredentials } from './real-campaign.ts'
import { answerSaveDialog } from './save-dialog.ts'

const flags = ['--password-store=gnome-libsecret']
const secrets = Object.values(testCredentials)

const anySecret = new RegExp(secrets.join('|'))

/** A process and all that it has started, and what these have. */
function withDescendants(pid: number): readonly number[] {
  const all = readdirSync('/proc').filter(name => /^\d+$/.test(name))
  const parents = all.map(
    id => [Number(id), Number(/^PPid:\s+(\d+)/m.exec(told(id, 'status'))?.[1])] as const,
  )
  const below = (parent: number): number[] =>
    parents.filter(([, of]) => of === parent).flatMap(([id]) => [id, ...below(id)])
  return [pid, ...below(pid)]
}

/** What the system tells of a process; nothing of one that has gone meanwhile. */
function told(pid: number | string, name: string): string {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8')
  } catch {
    return ''
  }
}

/** What other programs of the computer see of the app: titles of its windows, command lines and surroundings of its processes. */
async function toldOutside({ electron }: RunningApp): Promise<string> {
  const titles = await electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map(window => window.getTitle()),
  )
  const pids = withDescendants(electron.process().pid ?? 0)
  expect(pids.length).toBeGreaterThan(2)
  const processes = pids.flatMap(pid => ['cmdline', 'environ'].map(name => told(pid, name)))
  expect(processes.join()).toContain('--type=renderer')
  return [...titles, ...processes].join('\n')
}

/** Everything that the page still holds, as the developer tools would show it; `known` stands in it. */
async function heapOf({ page }: RunningApp, known: string): Promise<string> {
  const session = await page.context().newCDPSession(page)
  const pieces: string[] = []
  session.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => pieces.push(chunk))
  await session.send('HeapProfiler.enable')
  await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false })
  await session.detach()
  const heap = pieces.join('')
  expect(heap).toContain(known)
  return heap
}

type Held = { letSave?: () => void }

/** Holds the answer to the page's saving back; what is returned lets it go on. */
async function holdSaving({ electron }: RunningApp): Promise<() => Promise<void>> {
  await electron.evaluate(({ ipcMain }) => {
    type Handler = (event: unknown, input: unknown) => Promise<unknown>
    const handlers = (ipcMain as unknown as { _invokeHandlers: Map<string, Handler> })._invokeHandlers
    const handle = handlers.get('credentials.save')
    const held = Promise.withResolvers<void>()
    ;(globalThis as Held).letSave = held.resolve
    handlers.set('credentials.save', async (event, input) => {
      await held.promise
      return handle?.(event, input)
    })
  })
  return () => electron.evaluate(() => (globalThis as Held).letSave?.())
}

// The other systems keep a keyring of their own that a test can't exchange.
if (process.platform === 'linux') {
  test('with a keyring the profile holds no secret in any form, and another keyring yields nothing', async ({
    launch,
    profile,
    picture,
  }) => {
    const server = await forkFaultServer({ plan: {} })
    const keyring = await startKeyringSession()
    const other = await startKeyringSession()
    try {
      const env = { ZHANGGUI_API_URL: server.url }
      const app = await launch({ env: { ...env, ...keyring.env }, flags })
      await setSettings(app, {
        ...atAnyTime,
        ratePerSecond: 500,
      })
      await prepareRealCampaign(app, 40)
      await wizard(app.page).startWithDoubleClick({ confirm: true })
      await wizard(app.page).toReport()
      expect((await server.stats()).malformed).toBe(0)
      await answerSaveDialog(app.electron, join(profile, 'report.csv'))
      await wizard(app.page).exportReport()
      expect(await toldOutside(app)).not.toMatch(anySecret)
      expect(await heapOf(app, 'report-totals')).not.toMatch(anySecret)
      // A page that crashes leaves no picture of its memory behind.
      await app.electron.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer(),
      )
      await app.close()
      const files = readdirSync(profile, { recursive: true, encoding: 'utf8' })
      expect(files).toContain('report.csv')
      expect(files.filter(name => /\.dmp$|core/.test(name))).toEqual([])
      for (const secret of secrets) expect(await searchProfile(profile, secret)).toEqual([])

      const same = await launch({ env: { ...env, ...keyring.env }, flags })
      await same.page.getByTestId('nav-settings').click()
      await expect(same.page.getByTestId('credentials-status')).toHaveAttribute('data-storage', 'encrypted')
      await expect(same.page.getByTestId('credentials-status')).toContainText(
        testCredentials.accessKey.slice(-4),
      )
      await same.close()

      const stranger = await launch({ env: { ...env, ...other.env }, flags })
      await expect(stranger.page.getByTestId('banner-unreadable')).toBeVisible()
      await picture(stranger, '30-credentials-unreadable')
      await stranger.page.getByTestId('nav-history').click()
      await expect(stranger.page.getByTestId('campaign')).toHaveCount(1)
      await stranger.close()
      for (const secret of secrets) expect(await searchProfile(profile, secret)).toEqual([])
    } finally {
      await keyring.close()
      await other.close()
      await server.close()
    }
  })
}

test('without a keyring the credentials live until the app closes, and nothing of them is on the disk', async ({
  launch,
  profile,
}) => {
  const app = await launch({ flags: ['--password-store=basic'] })
  const owner = wizard(app.page)
  await app.page.getByTestId('choose-credentials').click()
  await expect(app.page.getByTestId('cannot-encrypt')).toBeVisible()
  for (const [name, value] of Object.entries(testCredentials)) await app.page.getByTestId(name).fill(value)
  const save = await holdSaving(app)
  await app.page.getByTestId('save-credentials').click()
  // Before there is an answer, and whatever it will be.
  for (const name of Object.keys(testCredentials)) await expect(app.page.getByTestId(name)).toHaveValue('')
  await save()
  await owner.onScreen('contacts')
  expect(await heapOf(app, 'choose-credentials')).not.toMatch(anySecret)
  await owner.importFile(listOf(3))
  await app.close()
  for (const secret of secrets) expect(await searchProfile(profile, secret)).toEqual([])

  const again = await launch({ flags: ['--password-store=basic'] })
  await wizard(again.page).onScreen('welcome')
})
