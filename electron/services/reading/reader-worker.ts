import { parentPort, workerData } from 'node:worker_threads'
import { once } from '../../../shared/once.ts'
import type { UnreadableNote } from '../storage/rows.ts'
import { answerCall } from '../threads/calls.ts'
import { readerMethods } from './reader-methods.ts'

/** The data that the thread is started with. */
export type ReaderStart = { readonly databasePath: string }

/** The reader's thread. It opens the database with its first call: the thread starts while that is being prepared. */
if (parentPort === null) throw new Error('the reader runs on a thread of its own')
const port = parentPort

const { databasePath } = workerData as ReaderStart
const methods = once(() =>
  readerMethods(databasePath, (table, row, problem) =>
    port.postMessage({ kind: 'unreadable', table, row, problem } satisfies UnreadableNote),
  ),
)

port.on('message', message => {
  void answerCall(message, methods, answer => port.postMessage(answer))
})
