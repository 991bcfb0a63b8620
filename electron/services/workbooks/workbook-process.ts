import { readWorkbook } from './sheet-reader.ts'
import {
  WorkbookProblem,
  type WorkbookReply,
  type WorkbookRequest,
  workbookRequestSchema,
} from './workbook-messages.ts'

/**
 * Entry point of the process that reads workbooks: one request, one answer, then it is ended from outside. It is a
 * process of its own so that a malicious file can crash nothing else.
 */

type Port = {
  readonly send: (reply: WorkbookReply) => void
  readonly receive: (listener: (message: unknown) => void) => void
}

/** Electron's utility process has a parent port; a forked child of plain Node has an equivalent channel. */
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
    // The message of an unexpected error may quote the file, so only its name is passed on.
    return { kind: 'failed', failure: 'workbook-damaged', detail: error instanceof Error ? error.name : '' }
  }
}

const port = openPort()
port.receive(message => void answer(workbookRequestSchema.parse(message)).then(port.send))
port.send({ kind: 'ready' })
