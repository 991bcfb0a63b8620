import { assertNever } from '../../../shared/assert-never.ts'
import { longestWorkbook, type WorkbookTable } from '../../../shared/domain/workbook.ts'
import { AppError } from '../../../shared/ipc/result.ts'
import { type Clock, systemClock } from '../time/clock.ts'
import { type WorkbookRequest, workbookReplySchema } from './workbook-messages.ts'

/** A process that runs workbook-process.ts: Electron's utility process, or a forked Node. */
export type ChildHandle = {
  postMessage(message: WorkbookRequest): void
  onMessage(listener: (message: unknown) => void): void
  /** Called once when the process has ended for any reason. */
  onExit(listener: () => void): void
  /** Ends it at once. */
  kill(): void
  /** The memory of the process in bytes; null while unknown. */
  memoryBytes(): number | null
}

export type WorkbookLimits = {
  readonly timeoutMs: number
  readonly memoryBytes: number
  /** Size of the file. */
  readonly fileBytes: number
}

export const workbookLimits: WorkbookLimits = {
  timeoutMs: 60_000,
  memoryBytes: 1536 * 1024 * 1024,
  fileBytes: longestWorkbook,
}

/** How often the memory of the reading process is checked. */
const watchMs = 50

export type WorkbookReader = {
  /**
   * Reads one sheet of a workbook; `sheet` null: the one that holds a list. Throws AppError `workbook-encrypted`,
   * `-damaged`, `-too-large`, `-timeout`, `-not-a-workbook`, `-web-archive` or `-reader-ended`.
   */
  read(bytes: Uint8Array, sheet: number | null): Promise<WorkbookTable>
  /** Ends the running and waiting reads, which fail with `workbook-reader-ended`. */
  stop(): void
}

/** The longest time that a process may take to end. */
const longestEndMs = 2_000

/**
 * Reads each workbook in a fresh process that is ended when it takes too long, grows too large, or is done. One at
 * a time: others wait, together no larger than one may be.
 */
export function createWorkbookReader({
  spawnProcess,
  clock = systemClock,
  limits = workbookLimits,
}: {
  readonly spawnProcess: () => ChildHandle
  readonly clock?: Pick<Clock, 'after'>
  readonly limits?: WorkbookLimits
}): WorkbookReader {
  const waiting: Waiting[] = []
  let isReading = false
  let stopReading = (): void => undefined

  const next = (): void => {
    const first = isReading ? undefined : waiting.shift()
    if (first === undefined) return
    isReading = true
    let isGone = false
    const gone = (): void => {
      stopFallback()
      if (isGone) return
      isGone = true
      isReading = false
      next()
    }
    let stopFallback = (): void => undefined
    const reading = readIn(spawnProcess(), first.request, clock, limits, gone)
    stopReading = reading.stop
    const ended = (): void => {
      if (!isGone) stopFallback = clock.after(longestEndMs, gone)
    }
    reading.table.then(first.done, first.failed).then(ended)
  }

  return {
    read(bytes, sheet) {
      const waitingBytes = waiting.reduce((sum, { request }) => sum + request.bytes.length, 0)
      if (waitingBytes + bytes.length > limits.fileBytes)
        return Promise.reject(
          new AppError('workbook-too-large', { detail: `${waitingBytes + bytes.length} bytes` }),
        )
      return new Promise((done, failed) => {
        waiting.push({ request: { bytes, sheet }, done, failed })
        next()
      })
    },
    stop() {
      for (const { failed } of waiting.splice(0)) failed(new AppError('workbook-reader-ended'))
      stopReading()
    },
  }
}

type Waiting = {
  readonly request: WorkbookRequest
  readonly done: (table: WorkbookTable) => void
  readonly failed: (error: unknown) => void
}

function readIn(
  child: ChildHandle,
  request: WorkbookRequest,
  clock: Pick<Clock, 'after'>,
  limits: WorkbookLimits,
  onGone: () => void,
): { readonly table: Promise<WorkbookTable>; readonly stop: () => void } {
  let stop = (): void => undefined
  const table = new Promise<WorkbookTable>((done, failed) => {
    stop = () => end(new AppError('workbook-reader-ended'))
    const stopTimeout = clock.after(limits.timeoutMs, () => end(new AppError('workbook-timeout')))
    let stopWatch = clock.after(watchMs, watch)
    let ended = false

    function end(outcome: WorkbookTable | AppError): void {
      if (ended) return
      ended = true
      stopTimeout()
      stopWatch()
      child.kill()
      if (outcome instanceof AppError) failed(outcome)
      else done(outcome)
    }

    function watch(): void {
      const memory = child.memoryBytes()
      if (memory !== null && memory > limits.memoryBytes)
        end(new AppError('workbook-too-large', { detail: `${memory} bytes of memory` }))
      else stopWatch = clock.after(watchMs, watch)
    }

    child.onExit(() => {
      // The process reports problems of a file before it ends (workbook-process.ts). If it ends without a report,
      // something else ended it: the system short of memory, a security program, the owner's task manager.
      end(new AppError('workbook-reader-ended'))
      onGone()
    })
    child.onMessage(message => {
      const parsed = workbookReplySchema.safeParse(message)
      if (!parsed.success) {
        end(new AppError('workbook-damaged', { detail: 'unreadable answer of the reading process' }))
        return
      }
      const reply = parsed.data
      switch (reply.kind) {
        case 'ready':
          child.postMessage(request)
          break
        case 'table':
          end(reply.table)
          break
        case 'failed':
          end(new AppError(reply.failure, { detail: reply.detail }))
          break
        default:
          assertNever(reply)
      }
    })
  })
  return { table, stop: () => stop() }
}
