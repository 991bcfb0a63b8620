import type { IncomingMessage, ServerResponse } from 'node:http'
import {
  createLoopbackServer,
  sendMessagePath,
} from '../../electron/services/provider/practice-server/loopback-server.ts'
import { sendRequestSchema } from '../../shared/provider/request.ts'
import type { Fault, FaultKind, FaultScript } from './fault.ts'
import { playFault } from './fault-wire.ts'

export type FaultServerOptions = {
  readonly script: FaultScript
  /** Called when a request's phone has been read, before anything is done with it. */
  readonly onRequest?: (phone: string) => void
  /** Called with the body of every request that was read whole. */
  readonly onBody?: (body: string) => void
  /** From the end of the request to what is done with it. 0 where left out. */
  readonly latencyMs?: number
  /** A free one where left out. */
  readonly port?: number
  /** Whether to take the n-th connection (first = 1), or to reset it before a byte of it is read. */
  readonly onConnection?: (connection: number) => 'take' | 'reset'
}

export type SeenRequest = {
  /** Milliseconds of the server's own clock, which only ever grows. */
  readonly atMs: number
  readonly fault: Fault
}

export type FaultServerStats = {
  /** Requests whose phone was read; those that carried none among them. */
  readonly requests: number
  readonly connections: number
  /** Requests that were read whole and were not what the provider documents. */
  readonly malformed: number
  readonly byFault: Readonly<Partial<Record<FaultKind, number>>>
  /** Codes of `answer` faults and result codes of `business-data-null`, for requests that were read whole. */
  readonly byCode: Readonly<Record<string, number>>
  /** Phones that came more than once. */
  readonly seenAgain: readonly string[]
  /** What a script or a hook threw, and whatever else went wrong inside the server. */
  readonly problems: readonly string[]
}

export type FaultServer = {
  readonly listen: () => Promise<{ readonly url: string }>
  readonly close: () => Promise<void>
  /** What was done, by phone, in order. */
  readonly seen: () => ReadonlyMap<string, readonly SeenRequest[]>
  readonly stats: () => FaultServerStats
  /** Another script for the requests from now on. */
  readonly setScript: (script: FaultScript) => void
}

/** Longest body that is kept; far beyond any real request. */
const bodyLimitBytes = 1024 * 1024
/** Finds the phone in a body that may not be complete yet. */
const phonePattern = /"phone"\s*:\s*"([^"]*)"/

/** The practice server's core, with a script that says what happens to each request instead of rules. */
export function createFaultServer(options: FaultServerOptions): FaultServer {
  const { onRequest, onBody, onConnection, latencyMs = 0, port = 0 } = options
  let { script } = options
  const seen = new Map<string, SeenRequest[]>()
  const byFault: Partial<Record<FaultKind, number>> = {}
  const byCode: Record<string, number> = {}
  const problems: string[] = []
  let requests = 0
  let connections = 0
  let malformed = 0

  const decide = (phone: string): Fault => {
    requests += 1
    const records = seen.get(phone) ?? []
    seen.set(phone, records)
    onRequest?.(phone)
    const fault = script({ phone, n: requests, seenBefore: records.length })
    records.push({ atMs: performance.now(), fault })
    byFault[fault.kind] = (byFault[fault.kind] ?? 0) + 1
    return fault
  }

  const countCode = (fault: Fault): void => {
    const code =
      fault.kind === 'answer' ? fault.code : fault.kind === 'business-data-null' ? fault.resultCode : null
    if (code !== null) byCode[code] = (byCode[code] ?? 0) + 1
  }

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const read = await readUntilDecided(request, decide)
    if (read === null) return
    countCode(read.fault)
    if (read.whole) onBody?.(read.body)
    if (read.whole && !isDocumented(request, read.body)) malformed += 1
    if (read.fault.kind !== 'reset-before' && latencyMs > 0) await passed(latencyMs, response)
    if (!response.destroyed) playFault(read.fault, read.phone, response)
  }

  const server = createLoopbackServer({
    handle,
    port,
    onFault: fault => problems.push(String(fault)),
    onConnection: socket => {
      connections += 1
      if (onConnection?.(connections) === 'reset') socket.resetAndDestroy()
    },
  })

  return {
    listen: server.listen,
    close: server.close,
    seen: () => seen,
    stats: () => ({
      requests,
      connections,
      malformed,
      byFault: { ...byFault },
      byCode: { ...byCode },
      seenAgain: [...seen].filter(([, records]) => records.length > 1).map(([phone]) => phone),
      problems: [...problems],
    }),
    setScript: next => {
      script = next
    },
  }
}

type DecidedRequest = {
  readonly phone: string
  readonly fault: Fault
  readonly body: string
  readonly whole: boolean
}

/** Reads as far as the fault wants it read; null when the client left before. */
function readUntilDecided(
  request: IncomingMessage,
  decide: (phone: string) => Fault,
): Promise<DecidedRequest | null> {
  return new Promise((resolve, reject) => {
    let body = ''
    let decided: { readonly phone: string; readonly fault: Fault } | null = null

    const settle = (whole: boolean): void => {
      try {
        const phone = phonePattern.exec(body)?.[1]
        if (decided === null && (phone !== undefined || whole)) {
          decided = { phone: phone ?? '', fault: decide(phone ?? '') }
        }
      } catch (problem) {
        reject(problem)
        return
      }
      if (decided === null) return
      const cutsIn = decided.fault.kind === 'reset-before' || decided.fault.kind === 'reset-during'
      if (cutsIn) request.pause()
      if (cutsIn || whole) resolve({ ...decided, body, whole })
    }

    request.setEncoding('utf8')
    request.on('data', (chunk: string) => {
      if (body.length < bodyLimitBytes) body += chunk
      settle(false)
    })
    request.on('end', () => settle(true))
    request.on('close', () => resolve(null))
  })
}

function isDocumented(request: IncomingMessage, body: string): boolean {
  if (request.method !== 'POST' || request.url !== sendMessagePath) return false
  if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) return false
  try {
    return sendRequestSchema.safeParse(JSON.parse(body)).success
  } catch {
    return false
  }
}

/** Waits for the latency, or for the client to leave. */
function passed(latencyMs: number, response: ServerResponse): Promise<void> {
  return new Promise(resolve => {
    const timer = setTimeout(resolve, latencyMs)
    response.once('close', () => {
      clearTimeout(timer)
      resolve()
    })
  })
}
