import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { newProfile, removeProfile } from '../e2e/app.ts'
import { type Figure, type Measured, measure } from './figures.ts'
import { loadScripts } from './import-bench.ts'
import { memoryAtRest, type StartedApp, startApp } from './started-app.ts'

const ours = fileURLToPath(new URL('../../', import.meta.url))
const bare = fileURLToPath(new URL('./bare-window/', import.meta.url))

/** A profile to start with: its name in the figure `start/<name>`, and what fills its folder beforehand. */
type StartProfile = { readonly name: string; readonly fill: (folder: string) => void }

const profiles: readonly StartProfile[] = [{ name: 'empty', fill: () => undefined }]

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

/** Both apps in turn, so that a machine whose speed drifts moves both alike. */
async function inTurn(template: string, env: Env, ask: (app: StartedApp) => number | Promise<number>) {
  const reference = await withStarted(bare, template, env, ask)
  const value = await withStarted(ours, template, env, ask)
  return { value, reference } satisfies Measured
}

/** Start and memory of the app against a bare Electron window that shows one line, with the same profile. */
export async function* startFigures(wanted: (name: string) => boolean): AsyncGenerator<Figure> {
  const chosen = profiles.filter(({ name }) => wanted(`start/${name}`))
  if (chosen.length === 0 && !wanted('start/first-frame') && !wanted('start/memory')) return
  const { withDisplay, ensureBuild } = await loadScripts()
  process.env['ZHANGGUI_ELECTRON'] ??= process.execPath
  await ensureBuild()
  const figures: Figure[] = []
  const folder = mkdtempSync(join(tmpdir(), 'zhanggui-start-'))
  try {
    await withDisplay(async env => {
      const against = (aim: string) => `a bare Electron window with one line (aim ≤ ${aim})`
      if (wanted('start/first-frame'))
        figures.push(
          await measure({ name: 'start/first-frame', unit: 'ms', against: against('1.25') }, () =>
            inTurn(folder, env, ({ firstFrameMs }) => firstFrameMs),
          ),
        )
      for (const { name, fill } of chosen) {
        const template = mkdtempSync(join(folder, 'profile-'))
        fill(template)
        figures.push(
          await measure({ name: `start/${name}`, unit: 'ms', against: against('1.7') }, async () => ({
            value: await withStarted(ours, template, env, ({ usableMs }) => usableMs),
            reference: await withStarted(bare, template, env, ({ firstFrameMs }) => firstFrameMs),
          })),
        )
        rmSync(template, { recursive: true })
      }
      if (wanted('start/memory') && process.platform === 'linux')
        figures.push(
          await measure({ name: 'start/memory', unit: 'MB', against: against('1.35') }, () =>
            inTurn(folder, env, memoryAtRest),
          ),
        )
    })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  yield* figures
}
