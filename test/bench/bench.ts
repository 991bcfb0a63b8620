import type { Figure } from './figures.ts'
import { importFigures } from './import-bench.ts'
import { rateFigures } from './rate-bench.ts'
import { sendFigures } from './send-bench.ts'
import { sendScreenFigures } from './send-screen.ts'
import { startFigures } from './start-bench.ts'

/** `npm run bench`: a line per figure; `--json`: one JSON object per line; `--only=<start of a name>`. */
const json = process.argv.includes('--json')
const only = process.argv.find(argument => argument.startsWith('--only='))?.slice('--only='.length) ?? ''
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
for await (const figure of sendFigures(wanted)) print(figure)
for await (const figure of sendScreenFigures(wanted)) print(figure)
if (wanted('send/rate')) for await (const figure of rateFigures()) print(figure)
for await (const figure of importFigures(wanted)) print(figure)
