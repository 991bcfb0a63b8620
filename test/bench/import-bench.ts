import { cpSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { launchApp, newProfile, type RunningApp, removeProfile } from '../e2e/app.ts'
import { type Figure, measure } from './figures.ts'
import { writeContactsCsv, writeContactsXlsx, writePhoneBook } from './import-data.ts'
import { screenFigures } from './import-screen.ts'

/** The window of issue-wide figures: 1,000,000 rows of CSV, 100,000 of .xlsx, 50,000 people in a phone book, 1,000,000 phones. */
const csvRows = 1_000_000
const xlsxRows = 100_000
const vcfRows = 50_000
const phones = 1_000_000

const root = fileURLToPath(new URL('../../', import.meta.url))
/** Inside the project, so that the app's one native module is found from there. */
const benchApp = join(root, 'test-output', 'bench-window')

type Scripts = {
  readonly withDisplay: <T>(work: (env: NodeJS.ProcessEnv) => Promise<T>) => Promise<T>
  readonly ensureBuild: () => Promise<void>
}

/** What the project's scripts are built of; they are JavaScript, so that they run before anything is installed. */
export async function loadScripts(): Promise<Scripts> {
  const display: Pick<Scripts, 'withDisplay'> = await import(join(root, 'scripts/setup/display.mjs'))
  const builds: Pick<Scripts, 'ensureBuild'> = await import(join(root, 'scripts/setup/build.mjs'))
  return { withDisplay: display.withDisplay, ensureBuild: builds.ensureBuild }
}

/** The built app with the page for benchmarks in the place of its own. */
async function buildBenchApp(): Promise<void> {
  rmSync(benchApp, { recursive: true, force: true })
  mkdirSync(benchApp, { recursive: true })
  writeFileSync(join(benchApp, 'package.json'), '{"type":"module","main":"dist/main/main.js"}')
  for (const part of ['main', 'preload'])
    cpSync(join(root, 'dist', part), join(benchApp, 'dist', part), { recursive: true })
  await build({
    configFile: false,
    logLevel: 'error',
    root: fileURLToPath(new URL('./window/', import.meta.url)),
    worker: { format: 'es' },
    build: {
      target: 'chrome148',
      outDir: join(benchApp, 'dist', 'renderer'),
      emptyOutDir: true,
      chunkSizeWarningLimit: 5000,
    },
  })
}

export async function withApp<T>(
  env: NodeJS.ProcessEnv,
  flags: readonly string[],
  work: (app: RunningApp) => Promise<T>,
): Promise<T> {
  const profile = newProfile()
  const app = await launchApp({
    profile,
    env: { DISPLAY: env['DISPLAY'] ?? '' },
    flags,
  })
  try {
    return await work(app)
  } finally {
    await app.close()
    removeProfile(profile)
  }
}

type Files = { readonly csv: string; readonly xlsx: string; readonly vcf: string }

async function workerFigures(
  env: NodeJS.ProcessEnv,
  files: Files,
  wanted: Wanted,
  print: Print,
): Promise<void> {
  // The first folder named is the app that Electron starts.
  await withApp(env, [benchApp], async ({ page }) => {
    const importFigure = async (name: string, kind: keyof Files, rows: number, against: string) => {
      if (!wanted(name)) return
      await page.locator('input').setInputFiles(files[kind])
      const figure = await measure({ name, unit: 'ms', against }, async () => {
        const times = await page.evaluate(which => window.bench.importRound(which), kind)
        if (times.rows !== rows) throw new Error(`${name}: ${times.rows} rows were read`)
        return { value: times.oursMs, reference: times.referenceMs }
      })
      print(figure)
    }
    await importFigure('import/csv-1m', 'csv', csvRows, 'papaparse alone on the decoded string (aim ≤ 1.6)')
    await importFigure('import/xlsx-100k', 'xlsx', xlsxRows, 'SheetJS (dense) alone (aim ≤ 1.0)')
    await importFigure('import/vcf-50k', 'vcf', vcfRows, 'two seconds (aim ≤ 1.0)')
    if (wanted('phone-check'))
      print(
        await measure(
          { name: 'phone-check', unit: 'phones/s', against: 'libphonenumber-js (aim ≥ 10)' },
          async () => {
            const times = await page.evaluate(count => window.bench.phoneRound(count), phones)
            const perSecond = (ms: number): number => (phones / ms) * 1000
            return { value: perSecond(times.oursMs), reference: perSecond(times.referenceMs) }
          },
        ),
      )
  })
}

type Wanted = (name: string) => boolean
type Print = (figure: Figure) => void

const workerNames = ['import/csv-1m', 'import/xlsx-100k', 'import/vcf-50k', 'phone-check']
const namesWithoutCsv = workerNames.slice(1)
const screenNames = ['import/ui-stall', 'table/scroll', 'import/memory']

/** The figures of the import, in the app's own window. `wanted` says which by name. */
export async function* importFigures(wanted: Wanted = () => true): AsyncGenerator<Figure> {
  const names = [...workerNames, ...screenNames].filter(wanted)
  if (names.length === 0) return
  const { withDisplay, ensureBuild } = await loadScripts()
  const folder = mkdtempSync(join(tmpdir(), 'zhanggui-bench-'))
  // The Electron that the windows run in is the one that runs this.
  process.env['ZHANGGUI_ELECTRON'] ??= process.execPath
  try {
    await ensureBuild()
    const files = {
      csv: join(folder, '名单.csv'),
      xlsx: join(folder, '名单.xlsx'),
      vcf: join(folder, '通讯录.vcf'),
    }
    if (names.some(name => !namesWithoutCsv.includes(name))) writeContactsCsv(files.csv, csvRows)
    if (wanted('import/xlsx-100k')) writeContactsXlsx(files.xlsx, xlsxRows)
    if (wanted('import/vcf-50k')) writePhoneBook(files.vcf, vcfRows)
    const figures: Figure[] = []
    const print = (figure: Figure): void => void figures.push(figure)
    if (workerNames.some(wanted)) {
      await buildBenchApp()
      await withDisplay(env => workerFigures(env, files, wanted, print))
      yield* figures.splice(0)
    }
    if (screenNames.some(wanted)) {
      const megabytes = statSync(files.csv).size / 1e6
      await withDisplay(env =>
        screenFigures({ env, withApp, csv: files.csv, rows: csvRows, megabytes, wanted, print }),
      )
      yield* figures.splice(0)
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
    rmSync(benchApp, { recursive: true, force: true })
  }
}
