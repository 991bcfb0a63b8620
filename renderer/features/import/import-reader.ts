import { bridge, call } from '../../lib/bridge.ts'
import { createImportClient, type WorkerPort } from '../../workers/import/import-client.ts'
import { type JournaledClient, withJournal } from '../../workers/import/list-journal.ts'

/** Begins the worker with the first question: a thread that nobody asks yet would cost every start time and memory. */
function importWorker(): WorkerPort {
  let worker: Worker | null = null
  const listening: ((begun: Worker) => void)[] = []
  const begin = (): Worker => {
    const begun = new Worker(new URL('../../workers/import/import-worker.ts', import.meta.url), {
      type: 'module',
    })
    for (const listen of listening) listen(begun)
    return begun
  }
  return {
    postMessage(message, transfer = []) {
      worker ??= begin()
      worker.postMessage(message, transfer)
    },
    addEventListener(type: 'message' | 'error', listener: (event: never) => void) {
      listening.push(begun => begun.addEventListener(type, listener as EventListener))
    },
    terminate: () => worker?.terminate(),
  }
}

/** A worker that reads and checks one file at a time. Whoever starts it disposes of it. */
export const startReader = (): JournaledClient =>
  withJournal(
    createImportClient(
      importWorker(),
      (bytes, sheet) => call(bridge.workbooks.read({ bytes, sheet })),
      () => void bridge.workbooks.stop(),
    ),
  )
