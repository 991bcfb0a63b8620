import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { type Browser, chromium, type Page } from '@playwright/test'

/** Whom the program is started as: itself, or on Linux and by root another user, who may do nothing else. */
export type PlainUser = { readonly uid: number; readonly gid: number }

/** `nobody`, where the tests run as root: Chromium refuses its sandbox to root. */
export const plainUser: PlainUser | null =
  process.platform === 'linux' && process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : null

export type PackagedApp = {
  readonly page: Page
  readonly pid: number
  readonly startedAtMs: number
  /** Errors of the page's console, uncaught exceptions and refusals of the CSP. */
  readonly complaints: readonly string[]
  /** Closes the window as an owner would, and waits until the process has ended. */
  readonly close: () => Promise<void>
}

export type PackagedLaunch = {
  readonly program: string
  readonly profile: string
  readonly env?: Readonly<Record<string, string>>
  readonly args?: readonly string[]
  /** Null: whoever runs the tests. `plainUser` where left out. */
  readonly user?: PlainUser | null
}

/**
 * Starts a program whose fuses keep Playwright's usual way shut, and takes hold of its page as a debugger of the page
 * alone; the main process stays out of reach.
 */
export async function launchPackaged({
  program,
  profile,
  env = {},
  args = [],
  user = plainUser,
}: PackagedLaunch): Promise<PackagedApp> {
  const { ELECTRON_RUN_AS_NODE: _asNode, ...inherited } = process.env
  const home = user === null ? {} : { HOME: profile, XDG_RUNTIME_DIR: profile }
  const startedAtMs = Date.now()
  const child = spawn(program, ['--remote-debugging-port=0', ...args], {
    env: { ...inherited, ...home, ZHANGGUI_USER_DATA: profile, ...env },
    cwd: profile,
    stdio: ['ignore', 'ignore', 'pipe'],
    ...user,
  })
  const ended = once(child, 'exit')
  const browser = await chromium.connectOverCDP(await debuggerOf(child))
  const page = await firstPage(browser)
  const complaints: string[] = []
  page.on('console', message => {
    if (message.type() === 'error' || message.text().includes('Content Security Policy'))
      complaints.push(message.text())
  })
  page.on('pageerror', error => complaints.push(String(error)))
  await page.locator('main[data-app-state="loaded"]').waitFor()
  return {
    page,
    pid: child.pid ?? 0,
    startedAtMs,
    complaints,
    async close() {
      await page.close()
      await ended
    },
  }
}

/** The address that Chromium writes on standard error. */
async function debuggerOf(child: ChildProcess): Promise<string> {
  const told: string[] = []
  if (child.stderr === null) throw new Error('no standard error')
  for await (const line of createInterface(child.stderr)) {
    told.push(line)
    const address = /DevTools listening on (ws:\S+)/.exec(line)?.[1]
    if (address === undefined) continue
    // Nobody reads on; a full pipe would stop the app.
    child.stderr.resume()
    return address
  }
  throw new Error(`the program ended before its window:\n${told.join('\n')}`)
}

async function firstPage(browser: Browser): Promise<Page> {
  const [context] = browser.contexts()
  if (context === undefined) throw new Error('no context')
  return context.pages()[0] ?? context.waitForEvent('page')
}
