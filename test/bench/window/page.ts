import { bridge, call } from '../../../renderer/lib/bridge.ts'
import { createImportClient, ImportError } from '../../../renderer/workers/import/import-client.ts'
import type { BenchAnswer, BenchQuestion } from './worker.ts'

/**
 * The page that import benchmarks run in: under the app's own main process, preload and policy, with the app's own client
 * and worker, and beside them a worker of the same kind that runs the references.
 */

export type ImportTimes = {
  /** From the chosen file to its first page. */
  readonly oursMs: number
  readonly referenceMs: number
  readonly rows: number
}
export type PhoneTimes = { readonly oursMs: number; readonly referenceMs: number }

export type BenchPage = {
  /** The file in the input: imported by the app's worker, then read by papaparse or SheetJS alone; a phone book has a time that it may take. */
  importRound(kind: 'csv' | 'xlsx' | 'vcf'): Promise<ImportTimes>
  phoneRound(count: number): Promise<PhoneTimes>
}

const vcfAimMs = 2000

declare global {
  interface Window {
    bench: BenchPage
  }
}

const chosenFile = (): File => {
  const file = document.querySelector('input')?.files?.[0]
  if (file === undefined) throw new Error('no file was chosen')
  return file
}

async function importOnce(file: File): Promise<{ readonly ms: number; readonly rows: number }> {
  const client = createImportClient(
    new Worker(new URL('../../../renderer/workers/import/import-worker.ts', import.meta.url), {
      type: 'module',
    }),
    (bytes, sheet) => call(bridge.workbooks.read({ bytes, sheet })),
  )
  try {
    // The app's worker is there before a file is chosen: so it is started first, here as in the reference.
    await client.page({}, 0, 1).catch((error: unknown) => {
      if (!(error instanceof ImportError && error.failure === 'no-list')) throw error
    })
    const begin = performance.now()
    const summary = await client.importFile(file)
    await client.page({}, 0, 100)
    return { ms: performance.now() - begin, rows: summary.rows }
  } finally {
    client.dispose()
  }
}

async function askBenchWorker(question: BenchQuestion): Promise<number> {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' })
  try {
    return await new Promise((done, failed) => {
      worker.addEventListener('error', event => failed(new Error(event.message)))
      worker.addEventListener('message', ({ data }: { readonly data: BenchAnswer }) => done(data.ms))
      worker.postMessage(question)
    })
  } finally {
    worker.terminate()
  }
}

window.bench = {
  async importRound(kind) {
    const file = chosenFile()
    const { ms: oursMs, rows } = await importOnce(file)
    return { oursMs, rows, referenceMs: kind === 'vcf' ? vcfAimMs : await askBenchWorker({ kind, file }) }
  },
  phoneRound: async count => ({
    oursMs: await askBenchWorker({ kind: 'phones', count }),
    referenceMs: await askBenchWorker({ kind: 'libphonenumber', count }),
  }),
}
document.querySelector('main')?.setAttribute('data-app-state', 'loaded')
