import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { _electron, type ElectronApplication, type Page } from '@playwright/test'

const root = fileURLToPath(new URL('../../', import.meta.url))

export type LaunchOptions = {
  /** Profile folder; a new one per app where left out. */
  readonly profile?: string
  readonly env?: Readonly<Record<string, string>>
  readonly flags?: readonly string[]
}

/** The app in a window of its own, and what its page complained about. */
export type RunningApp = {
  readonly electron: ElectronApplication
  readonly page: Page
  readonly profile: string
  /** Errors of the page's console, uncaught exceptions and refusals of the CSP. */
  readonly complaints: readonly string[]
  /** Lines of the app's log about errors that nobody caught, in the main process, a thread or the page. */
  readonly faults: () => readonly string[]
  readonly isRunning: () => boolean
  /** Closes the window as an owner would, and waits until the process has ended. */
  readonly close: () => Promise<void>
  /** Ends the main process at once, as a power cut would. */
  readonly kill: () => Promise<void>
}

export const newProfile = () => mkdtempSync(join(tmpdir(), 'zhanggui-profile-'))
export const removeProfile = (profile: string) =>
  rmSync(profile, { recursive: true, force: true, maxRetries: 5 })

/** How the built app is started: its binary, what stands behind it, and its surroundings. */
function commandOf({ profile, env = {}, flags = [] }: LaunchOptions & { readonly profile: string }) {
  const inherited = Object.fromEntries(
    Object.entries(process.env).filter(
      (entry): entry is [string, string] =>
        entry[1] !== undefined && entry[0] !== 'ELECTRON_RUN_AS_NODE' && !entry[0].startsWith('ZHANGGUI_API'),
    ),
  )
  const isRoot = process.platform === 'linux' && process.getuid?.() === 0
  return {
    executablePath: process.env['ZHANGGUI_ELECTRON'] ?? '',
    // Chromium refuses its sandbox to root; nowhere else is it turned off.
    args: [...(isRoot ? ['--no-sandbox'] : []), ...flags, root],
    env: { ...inherited, ZHANGGUI_USER_DATA: profile, ...env },
  }
}

export function readLogLines(profile: string): readonly string[] {
  const folder = join(profile, 'logs')
  if (!existsSync(folder)) return []
  return readdirSync(folder).flatMap(name => readFileSync(join(folder, name), 'utf8').split('\n'))
}

const readFaults = (profile: string): readonly string[] =>
  readLogLines(profile).filter(line => /^\S+ error (uncaught |the sender’s thread ended)/.test(line))

/** Starts the app without driving it, and resolves with its exit code when it has ended. */
export async function startAndWait(
  options: LaunchOptions & { readonly profile: string },
): Promise<number | null> {
  const { executablePath, args, env } = commandOf(options)
  const [code] = await once(spawn(executablePath, args, { env, stdio: 'ignore' }), 'exit')
  return code
}

/** Starts the built app with a profile of its own and waits until its first screen is there. */
export async function launchApp({
  profile = newProfile(),
  ...options
}: LaunchOptions = {}): Promise<RunningApp> {
  const electron = await _electron.launch(commandOf({ profile, ...options }))
  const complaints: string[] = []
  const page = await electron.firstWindow()
  page.on('console', message => {
    if (message.type() === 'error' || message.text().includes('Content Security Policy'))
      complaints.push(message.text())
  })
  page.on('pageerror', error => complaints.push(String(error)))
  await page.locator('main[data-app-state="loaded"]').waitFor()
  // Whoever closes the window of a test means it. A test that asks for the question answers it itself.
  await electron.evaluate(({ dialog }) => {
    dialog.showMessageBox = (async () => ({ response: 1, checkboxChecked: false })) as never
  })
  const child = electron.process()
  const ended = new Promise<void>(resolve => child.once('exit', () => resolve()))
  return {
    electron,
    page,
    profile,
    complaints,
    faults: () => readFaults(profile),
    isRunning: () => child.exitCode === null && child.signalCode === null,
    async close() {
      await electron.close()
      await ended
    },
    async kill() {
      child.kill('SIGKILL')
      await ended
    },
  }
}
