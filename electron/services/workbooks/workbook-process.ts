import { readWorkbook } from './sheet-reader.ts'
import {
  WorkbookProblem,
  type WorkbookReply,
  type WorkbookRequest,
  workbookRequestSchema,
} from './workbook-messages.ts'

/**
 * Entry of the process that reads workbooks: one request, one answer, then it is ended from outside. It has a process of
 * its own so that a file made to blow up takes nothing else with it.
 */

type Port = {
  readonly send: (reply: WorkbookReply) => void
  readonly receive: (listener: (message: unknown) => void) => void
}

/** Electron's utility process has a parent port; under plain Node the channel of a forked child does the same. */
type ParentPort = {
  postMessage(message: unknown): void
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): void
}

function openPort(): Port {
  const parentPort = (process as { readonly parentPort?: ParentPort }).parentPort
  if (parentPort)
    return {
      send: reply => parentPort.postMessage(reply),
      receive: listener => parentPort.on('message', event => listener(event.data)),
    }
  return {
    send: reply => process.send?.(reply),
    receive: listener => process.on('message', listener),
  }
}

async function answer({ bytes, sheet }: WorkbookRequest): Promise<WorkbookReply> {
  try {
    return { kind: 'table', table: await readWorkbook(bytes, sheet) }
  } catch (error) {
    if (error instanceof WorkbookProblem)
      return { kind: 'failed', failure: error.failure, detail: error.message }
    // The message of an unexpected error may quote what the file says.
    return { kind: 'failed', failure: 'workbook-damaged', detail: error instanceof Error ? error.name : '' }
  }
}

const port = openPort()
port.receive(message => void answer(workbookRequestSchema.parse(message)).then(port.send))
port.send({ kind: 'ready' })
