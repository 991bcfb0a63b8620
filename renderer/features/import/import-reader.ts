import { bridge, call } from '../../lib/bridge.ts'
import { createImportClient, type ImportClient } from '../../workers/import/import-client.ts'

/** A worker that reads and checks one file at a time. Whoever starts it disposes of it. */
export const startReader = (): ImportClient =>
  createImportClient(
    new Worker(new URL('../../workers/import/import-worker.ts', import.meta.url), { type: 'module' }),
    (bytes, sheet) => call(bridge.workbooks.read({ bytes, sheet })),
  )
