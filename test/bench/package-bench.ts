import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { newProfile, removeProfile } from '../e2e/app.ts'
import { node, root, unpackedProgram } from '../package/built-packages.ts'
import { launchPackaged, type PackagedApp } from '../package/packaged-app.ts'
import { type Figure, measure } from './figures.ts'
import { loadScripts } from './import-bench.ts'
import { memoryAtRest } from './started-app.ts'

const bare = fileURLToPath(new URL('./bare-window/', import.meta.url))
const isRoot = process.platform === 'linux' && process.getuid?.() === 0

/** Starts a program with an empty profile and asks it something when its first screen is complete. */
async function started<T>(
  program: string,
  env: NodeJS.ProcessEnv,
  args: readonly string[],
  ask: (app: PackagedApp) => Promise<T>,
): Promise<T> {
  const profile = newProfile()
  try {
    const { DISPLAY = '' } = env
    const app = await launchPackaged({
      program,
      profile,
      env: { DISPLAY },
      args: [`--user-data-dir=${profile}`, ...(isRoot ? ['--no-sandbox'] : []), ...args],
      user: null,
    })
    const answer = await ask(app)
    await app.close()
    return answer
  } finally {
    removeProfile(profile)
  }
}

/** Milliseconds from the spawning of the process until the page painted: anything at all, the largest of its texts. */
const painted =
  (type: 'first-contentful-paint' | 'largest-contentful-paint') =>
  async ({ page, startedAtMs }: PackagedApp): Promise<number> =>
    (await page.evaluate(
      wanted =>
        new Promise<number>(resolve =>
          new PerformanceObserver(list => {
            const entry = list
              .getEntries()
              .findLast(({ name, entryType }) => [name, entryType].includes(wanted))
            if (entry !== undefined) resolve(performance.timeOrigin + entry.startTime)
          }).observe({ type: wanted.startsWith('first') ? 'paint' : wanted, buffered: true }),
        ),
      type,
    )) - startedAtMs

/** Start and memory of the packaged app against a bare window of the same Electron, both looked at from outside. */
export async function* packageFigures(wanted: (name: string) => boolean): AsyncGenerator<Figure> {
  const asked = [
    { name: 'package/first-frame', unit: 'ms', aim: '1.25', ask: painted('first-contentful-paint') },
    { name: 'package/start', unit: 'ms', aim: '1.7', ask: painted('largest-contentful-paint') },
    { name: 'package/memory', unit: 'MB', aim: '1.35', ask: memoryAtRest },
  ].filter(({ name }) => wanted(name))
  if (asked.length === 0) return
  const { withDisplay } = await loadScripts()
  const { collect } = await import('../../scripts/setup/run.mjs')
  if (!existsSync(`${root}/release`))
    await collect(node, [`${root}/scripts/main.mjs`, 'package', '--only=dir'])
  const figures: Figure[] = []
  const electron = process.env['ZHANGGUI_ELECTRON'] ?? process.execPath
  // A copy of its own: memory that a program shares with other running ones is counted in part.
  const copy = mkdtempSync(join(tmpdir(), 'zhanggui-runtime-'))
  try {
    cpSync(dirname(electron), copy, { recursive: true })
    const reference = join(copy, basename(electron))
    await withDisplay(async env => {
      for (const { name, unit, aim, ask } of asked)
        figures.push(
          await measure(
            { name, unit, against: `a bare Electron window with one line (aim ≤ ${aim})` },
            async () => ({
              reference: await started(reference, env, [bare], ask),
              value: await started(unpackedProgram(), env, [], ask),
            }),
          ),
        )
    })
  } finally {
    rmSync(copy, { recursive: true, force: true })
  }
  yield* figures
}
