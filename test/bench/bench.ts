import { onStage } from './app-session.ts'
import { besideFigures } from './beside-bench.ts'
import { buildFigures } from './build-bench.ts'
import { exportFigures } from './export-bench.ts'
import type { Figure } from './figures.ts'
import { importFigures } from './import-bench.ts'
import { jobFigures } from './job-bench.ts'
import { lintFigures } from './lint-bench.ts'
import { logFigures } from './log-bytes.ts'
import { packageFigures } from './package-bench.ts'
import { previewFigures } from './preview-bench.ts'
import { rateFigures } from './rate-bench.ts'
import { reportFigures } from './report-bench.ts'
import { screensFigures } from './screens-bench.ts'
import { sendFigures } from './send-bench.ts'
import { sendScreenFigures } from './send-screen.ts'
import { stallFigures } from './stall-bench.ts'
import { startFigures } from './start-bench.ts'

/**
 * `npm run bench`: a line per figure; `--json`: one JSON object per line; `--only=<start of a name>`. `--rows=<n>`: so
 * many rows where a figure is over a million; its name says so.
 */
const json = process.argv.includes('--json')
const option = (name: string): string | undefined =>
  process.argv.find(argument => argument.startsWith(`--${name}=`))?.slice(name.length + 3)
const only = option('only') ?? ''
const rows = Number(option('rows') ?? 1_000_000)
const wanted = (name: string) => name.startsWith(only)

const print = (figure: Figure) => {
  if (json) {
    console.log(JSON.stringify(figure))
    return
  }
  const value = figure.value.toLocaleString('en', { maximumSignificantDigits: 4 })
  const ratio = figure.ratio === null ? '' : `  ${figure.ratio.toFixed(3)} × ${figure.against}`
  console.log(`${figure.name.padEnd(18)} ${value.padStart(10)} ${figure.unit}${ratio}  (n=${figure.n})`)
}

if (!json) {
  const { electron = '-', node, chrome = '-' } = process.versions as Record<string, string>
  console.log(
    `runtime: Electron ${electron}, Node ${node}, Chromium ${chrome}, ${process.platform} ${process.arch}`,
  )
}
for await (const figure of startFigures(wanted)) print(figure)
if (only.startsWith('package')) for await (const figure of packageFigures(wanted)) print(figure)
for await (const figure of sendFigures(wanted)) print(figure)
for await (const figure of sendScreenFigures(wanted)) print(figure)
if (wanted('send/rate')) for await (const figure of rateFigures()) print(figure)
await onStage(async stage => {
  const sized = [screensFigures, reportFigures, exportFigures, buildFigures, besideFigures, stallFigures]
  for (const figures of sized) await figures(stage, rows, wanted, print)
  await jobFigures(stage, wanted, print)
})
logFigures(rows, wanted, print)
lintFigures(wanted, print)
for await (const figure of importFigures(wanted)) print(figure)
for await (const figure of previewFigures(rows, wanted)) print(figure)
