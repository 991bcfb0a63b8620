import { parentPort, workerData } from 'node:worker_threads'
import { openDatabase } from './database.ts'
import { createSendLog } from './send-log.ts'
import type { SendLogCall, SendLogReply } from './send-log-thread.ts'
import { packCommitted, unpackWork } from './send-log-wire.ts'

/** The thread of the send log: carries out one call after another, in order, on a connection of its own. */
if (parentPort === null) throw new Error('the send log runs on a thread of its own')
const port = parentPort
const { databasePath } = workerData as { readonly databasePath: string }
const database = openDatabase(databasePath)
const log = createSendLog(database, Date.now)

const carryOut = ({ method, args }: SendLogCall): unknown => {
  switch (method) {
    case 'close':
      database.close()
      return undefined
    case 'pragma':
      return database.pragma(args[0], { simple: true })
    case 'commit':
      return packCommitted(log.commit(args[0], unpackWork(args[1])))
    default:
      return (log[method] as (...args: readonly unknown[]) => unknown)(...args)
  }
}

port.on('message', (call: SendLogCall) => {
  try {
    port.postMessage({ id: call.id, value: carryOut(call) } satisfies SendLogReply)
  } catch (error) {
    port.postMessage({ id: call.id, error } satisfies SendLogReply)
  }
  if (call.method === 'close') port.close()
})
