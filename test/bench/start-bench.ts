import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as after } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { newProfile, removeProfile } from '../e2e/app.ts'
import { type Figure, type Measured, measure } from './figures.ts'
import { fillHistory } from './history-data.ts'
import { loadScripts } from './import-bench.ts'
import { memoryAtRest, type StartedApp, startApp } from './started-app.ts'

const ours = fileURLToPath(new URL('../../', import.meta.url))
const bare = fileURLToPath(new URL('./bare-window/', import.meta.url))

/** A profile to start with: its name in the figure `start/<name>`, and how many recipients its 50 campaigns have. */
type StartProfile = { readonly name: string; readonly recipients: number }

const campaigns = 50
const empty: StartProfile = { name: 'empty', recipients: 0 }
const profiles: readonly StartProfile[] = [
  empty,
  { name: '100k', recipients: 100_000 },
  { name: '1m', recipients: 1_000_000 },
]
/** What the history of a second year adds to a start. */
const growth = 'start/1m-growth'

type Env = NodeJS.ProcessEnv

/** Starts an app with a copy of the profile and hands it over as soon as its first screen is complete. */
async function withStarted<T>(
  appFolder: string,
  template: string,
  env: Env,
  work: (app: StartedApp) => T | Promise<T>,
): Promise<T> {
  const profile = newProfile()
  try {
    cpSync(template, profile, { recursive: true })
    const app = await startApp(appFolder, { ...env, ZHANGGUI_USER_DATA: profile })
    try {
      return await work(app)
    } finally {
      await app.end()
    }
  } finally {
    removeProfile(profile)
  }
}

/** Who has 50 campaigns has started the app before: Chromium keeps the compiled scripts of a page from its third load on. */
const startsBefore = 3
/** What Chromium takes to write them down. */
const settlingMs = 3000

async function warmUp(profile: string, env: Env): Promise<void> {
  for (let start = 0; start < startsBefore; start++) {
    const app = await startApp(ours, { ...env, ZHANGGUI_USER_DATA: profile })
    await after(settlingMs)
    await app.end()
  }
}

/** Both apps in turn, so that a machine whose speed drifts moves both alike. */
async function inTurn(template: string, env: Env, ask: (app: StartedApp) => number | Promise<number>) {
  const reference = await withStarted(bare, template, env, ask)
  const value = await withStarted(ours, template, env, ask)
  return { value, reference } satisfies Measured
}

/** Start and memory of the app against a bare Electron window that shows one line, with the same profile. */
export async function* startFigures(wanted: (name: string) => boolean): AsyncGenerator<Figure> {
  const chosen = profiles.filter(({ name }) => wanted(`start/${name}`))
  if (chosen.length === 0 && !wanted(growth) && !wanted('start/first-frame') && !wanted('start/memory'))
    return
  const { withDisplay, ensureBuild } = await loadScripts()
  process.env['ZHANGGUI_ELECTRON'] ??= process.execPath
  await ensureBuild()
  const figures: Figure[] = []
  // An empty profile, and a folder of those that are not.
  const folder = mkdtempSync(join(tmpdir(), 'zhanggui-start-'))
  const profilesFolder = mkdtempSync(join(tmpdir(), 'zhanggui-profiles-'))
  try {
    await withDisplay(async env => {
      const against = (aim: string) => `a bare Electron window with one line (aim ≤ ${aim})`
      if (wanted('start/first-frame'))
        figures.push(
          await measure({ name: 'start/first-frame', unit: 'ms', against: against('1.25') }, () =>
            inTurn(folder, env, ({ firstFrameMs }) => firstFrameMs),
          ),
        )
      const templates = new Map<StartProfile, string>()
      const templateOf = async (profile: StartProfile): Promise<string> => {
        const known = templates.get(profile)
        if (known !== undefined) return known
        const template = mkdtempSync(join(profilesFolder, 'profile-'))
        fillHistory(template, { campaigns, recipients: profile.recipients })
        await warmUp(template, env)
        templates.set(profile, template)
        return template
      }
      const usableMs = async (profile: StartProfile): Promise<number> =>
        withStarted(ours, await templateOf(profile), env, app => app.usableMs)
      for (const profile of chosen)
        figures.push(
          await measure({ name: `start/${profile.name}`, unit: 'ms', against: against('1.7') }, async () => ({
            value: await usableMs(profile),
            reference: await withStarted(bare, folder, env, ({ firstFrameMs }) => firstFrameMs),
          })),
        )
      const largest = profiles.at(-1)
      if (wanted(growth) && largest !== undefined)
        figures.push(
          await measure(
            { name: growth, unit: 'ms', against: 'the same without recipients (aim ≤ 1.1)' },
            async () => ({
              reference: await usableMs(empty),
              value: await usableMs(largest),
            }),
          ),
        )
      if (wanted('start/memory') && process.platform === 'linux')
        figures.push(
          await measure({ name: 'start/memory', unit: 'MB', against: against('1.35') }, () =>
            inTurn(folder, env, memoryAtRest),
          ),
        )
    })
  } finally {
    for (const made of [folder, profilesFolder]) rmSync(made, { recursive: true, force: true })
  }
  yield* figures
}
