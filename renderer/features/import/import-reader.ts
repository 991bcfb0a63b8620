import { bridge, call } from '../../lib/bridge.ts'
import { createImportClient } from '../../workers/import/import-client.ts'
import { type JournaledClient, withJournal } from '../../workers/import/list-journal.ts'

/** A worker that reads and checks one file at a time. Whoever starts it disposes of it. */
export const startReader = (): JournaledClient =>
  withJournal(
    createImportClient(
      new Worker(new URL('../../workers/import/import-worker.ts', import.meta.url), { type: 'module' }),
      (bytes, sheet) => call(bridge.workbooks.read({ bytes, sheet })),
    ),
  )
