import { copyFileSync, mkdirSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { test as base, expect } from '@playwright/test'
import type { Bridge } from '../../shared/ipc/bridge.ts'
import { type LaunchOptions, launchApp, newProfile, type RunningApp, removeProfile } from './app.ts'
import { flawsOf } from './look.ts'
import { quickPicture } from './quick-picture.ts'

/** What moves is drawn by the processor here, many times a second, and looked at by nobody. */
const withoutMotion = '--force-prefers-reduced-motion'

declare global {
  interface Window {
    readonly zhanggui: Bridge
  }
}

/** Pictures of README and of the guides for owners. */
type ReadmePicture =
  | 'welcome'
  | 'import'
  | 'compose'
  | 'preflight'
  | 'launch'
  | 'sending'
  | 'recovery'
  | 'report'
  | 'lists'
  | 'opt-outs'
  | 'unknowns'
  | 'back-up'
  | 'back-up-file'
  | 'restore'

type Fixtures = {
  /** Starts an app; whatever is still running at the end of the test is closed. */
  readonly launch: (options?: LaunchOptions) => Promise<RunningApp>
  readonly profile: string
  /** Lines of `app.faults()` that the test itself has brought about: it puts them here after it has looked at them. */
  readonly foreseenFaults: string[]
  /** What the page complains about when a test does to it what it must refuse. */
  readonly foreseenComplaints: RegExp[]
  /**
   * Looks at the window: takes a picture into test-output/screens, under the spec's name and this one, and fails on what
   * `flawsOf` finds. `readme`: the picture of docs/images that shows the same; it is renewed where ZHANGGUI_PICTURES
   * names that folder.
   */
  readonly picture: (app: RunningApp, name: string, readme?: ReadmePicture) => Promise<void>
}

const screensFolder = join(import.meta.dirname, '..', '..', 'test-output', 'screens')

export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from this pattern.
  profile: async ({}, use) => {
    const profile = newProfile()
    await use(profile)
    removeProfile(profile)
  },
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from this pattern.
  foreseenFaults: async ({}, use) => {
    await use([])
  },
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from this pattern.
  foreseenComplaints: async ({}, use) => {
    await use([])
  },
  launch: async ({ profile, foreseenFaults, foreseenComplaints }, use) => {
    const apps: RunningApp[] = []
    await use(async (options = {}) => {
      const app = await launchApp({ profile, ...options, flags: [...(options.flags ?? []), withoutMotion] })
      apps.push(app)
      return app
    })
    for (const app of apps) if (app.isRunning()) await app.close()
    const isForeseen = (complaint: string) => foreseenComplaints.some(pattern => pattern.test(complaint))
    expect(apps.flatMap(app => app.complaints).filter(complaint => !isForeseen(complaint))).toEqual([])
    // Whatever the app survived by itself is a fault all the same, unless the test has brought it about and looked.
    const foreseen = new Set(foreseenFaults)
    expect(apps.flatMap(app => app.faults()).filter(fault => !foreseen.has(fault))).toEqual([])
  },
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from this pattern.
  picture: async ({}, use, { file }) => {
    mkdirSync(screensFolder, { recursive: true })
    const spec = basename(file, '.spec.ts')
    const readmeFolder = process.env['ZHANGGUI_PICTURES']
    await use(async (app, name, readme) => {
      const path = join(screensFolder, `${spec}-${name}.png`)
      if (readme === undefined || readmeFolder === undefined) await quickPicture(app, path)
      else await app.page.screenshot({ path, animations: 'disabled' })
      expect.soft(await flawsOf(app.page), `flaws of the screen ${name}`).toEqual([])
      if (readme !== undefined && readmeFolder !== undefined) {
        mkdirSync(readmeFolder, { recursive: true })
        copyFileSync(path, resolve(readmeFolder, `${readme}.png`))
      }
    })
  },
})

export { expect }
