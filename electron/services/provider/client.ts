import { Client, type Dispatcher, errors } from 'undici'
import type { Outcome, UnknownCause } from '../../../shared/domain/states.ts'
import { decide } from '../../../shared/provider/decision.ts'
import type { Clock } from '../time/clock.ts'
import { unsentCauseOf } from './connect-errors.ts'

/** The longest answer that is read. */
const answerLimitBytes = 64 * 1024

/**
 * What every connection to the provider is made with, a tunnel through a proxy included.
 * SECURITY: said aloud, because left out it is whatever NODE_TLS_REJECT_UNAUTHORIZED says.
 */
export const verifiedTls = { rejectUnauthorized: true } as const

export type ClientTimeouts = {
  readonly connectTimeoutMs: number
  readonly headersTimeoutMs: number
  readonly bodyTimeoutMs: number
}

export type ClientOptions = ClientTimeouts & {
  readonly url: string
  readonly concurrency: number
  readonly clock: Clock
  /** Makes of an answer's text what the log may keep: without secrets and whole phones, cut. */
  readonly keepable: (answer: string) => string
  /** Who connects; left out: direct connections. A proxy is another dispatcher, made with `verifiedTls`. */
  readonly dispatcher?: Dispatcher
}

/** One request and what came of it. */
export type Attempt = {
  readonly outcome: Outcome
  readonly httpStatus: number | null
  /** The provider's code as read, whatever the outcome. */
  readonly code: number | null
  readonly latencyMs: number
  readonly answer: string | null
}

export type ProviderClient = {
  /** Sends one message. Never rejects: every failure is an outcome. */
  readonly send: (request: { readonly phone: string; readonly body: string }) => Promise<Attempt>
  readonly close: () => Promise<void>
}

/**
 * Speaks the provider's API (docs/provider-api.md). TLS is verified, redirects are not followed, nothing is
 * retried here. What failed before the first request byte is unsent; what failed after it is unknown.
 */
export function createProviderClient(options: ClientOptions): ProviderClient {
  const { origin, pathname, search } = new URL(options.url)
  const connection = (): Dispatcher =>
    new Client(origin, {
      pipelining: 1,
      // One request per connection at a time, over HTTP/1.1: what has begun can always be told from what has not.
      allowH2: false,
      connect: { timeout: options.connectTimeoutMs, ...verifiedTls },
    })
  /** One lane per request in flight; the one that was used last is used first, so that few connections serve a low rate. */
  const lanes = Array.from({ length: options.concurrency }, () => options.dispatcher ?? connection())
  const free = [...lanes]
  let shared = 0
  const path = pathname + search
  const headers = { 'content-type': 'application/json; charset=utf-8', accept: 'application/json' }

  return {
    send: ({ phone, body }) =>
      new Promise(resolve => {
        const own = free.pop()
        // Whoever asks for more at once than there are lanes waits behind another request.
        shared = (shared + 1) % lanes.length
        const lane = own ?? lanes[shared] ?? connection()
        const exchange = createExchange(options, phone, attempt => {
          if (own !== undefined) free.push(own)
          resolve(attempt)
        })
        lane.dispatch(
          {
            origin,
            path,
            method: 'POST',
            headers,
            body,
            // The exchange keeps its own deadlines: the dispatcher's go in steps of half a second, and an interim
            // answer (1xx) puts them off.
            headersTimeout: 0,
            bodyTimeout: 0,
          },
          exchange.handler,
        )
        exchange.awaitBegin()
      }),
    close: async () => {
      await Promise.all([...new Set(lanes)].map(lane => lane.destroy()))
    },
  }
}

/**
 * Follows one request to its outcome, and settles exactly once, at the latest after the three timeouts together:
 * until it begins, until the answer begins, until the answer ends. `awaitBegin` is called when it has been dispatched: on a
 * connection that stands, it has begun by then.
 */
function createExchange(
  options: ClientOptions,
  phone: string,
  settle: (attempt: Attempt) => void,
): { readonly handler: Dispatcher.DispatchHandler; readonly awaitBegin: () => void } {
  const { clock } = options
  const createdMs = clock.monotonicMs()
  let begun = false
  let settled = false
  let httpStatus: number | null = null
  let retryAfterHeader: string | null = null
  let bytes = 0
  const chunks: Buffer[] = []
  let callOffDeadline: (() => void) | null = null
  let running: Dispatcher.DispatchController | null = null

  const end = (outcome: Outcome, code: number | null, bodyText: string | null) => {
    if (settled) return
    settled = true
    callOffDeadline?.()
    settle({
      outcome,
      httpStatus,
      code,
      latencyMs: clock.monotonicMs() - createdMs,
      answer: bodyText === null ? null : keptAnswer(options.keepable, bodyText),
    })
  }

  const setDeadline = (withinMs: number, otherwise: Outcome) => {
    callOffDeadline?.()
    callOffDeadline = clock.after(withinMs, () => {
      // When the computer has slept, the timer is overdue and what arrived is not read yet: reading comes first.
      callOffDeadline = clock.soon(() => {
        end(otherwise, null, null)
        running?.abort(new Error('it took too long'))
      })
    })
  }

  const handler: Dispatcher.DispatchHandler = {
    onRequestStart(controller) {
      // A request whose bytes may have left must never begin again, whatever the connection does; nor may one that
      // was given up while it waited for a connection.
      if (begun || settled) {
        controller.abort(new Error('this request may not begin any more'))
        return
      }
      begun = true
      running = controller
      setDeadline(options.headersTimeoutMs, { state: 'unknown', cause: 'headers-timeout' })
    },
    onResponseStart(_controller, statusCode, responseHeaders) {
      if (statusCode < 200) return
      httpStatus = statusCode
      const header = responseHeaders['retry-after']
      retryAfterHeader = (Array.isArray(header) ? header[0] : header) ?? null
      setDeadline(options.bodyTimeoutMs, { state: 'unknown', cause: 'body-timeout' })
    },
    onResponseData(controller, chunk) {
      bytes += chunk.length
      if (bytes <= answerLimitBytes) {
        chunks.push(chunk)
      } else {
        end({ state: 'unknown', cause: 'answer-too-long' }, null, null)
        controller.abort(new Error('the answer is too long'))
      }
    },
    onResponseEnd() {
      const bodyText = decodeAnswer(chunks)
      const { outcome, code } = decide({
        httpStatus: httpStatus ?? 0,
        bodyText,
        sentPhone: phone,
        retryAfterHeader,
        nowMs: clock.now(),
      })
      end(outcome, code, bodyText)
    },
    onResponseError(_controller, error) {
      end(
        begun
          ? { state: 'unknown', cause: unknownCauseOf(error, httpStatus) }
          : { state: 'unsent', cause: unsentCauseOf(error) },
        null,
        null,
      )
    },
  }
  return {
    handler,
    awaitBegin() {
      if (!begun && !settled)
        setDeadline(options.connectTimeoutMs, { state: 'unsent', cause: 'connect-timeout' })
    },
  }
}

const decodeAnswer = (chunks: readonly Buffer[]): string => {
  const [only] = chunks
  return (chunks.length === 1 && only !== undefined ? only : Buffer.concat(chunks)).toString('utf8')
}

/** What can't be made fit for the log is left out of it; the outcome stands whatever the text was. */
const keptAnswer = (keepable: ClientOptions['keepable'], bodyText: string): string | null => {
  try {
    return keepable(bodyText)
  } catch {
    return null
  }
}

const unknownCauseOf = (error: Error, httpStatus: number | null): UnknownCause => {
  if (error instanceof errors.HeadersOverflowError) return 'answer-too-long'
  if (error instanceof errors.HTTPParserError && httpStatus === null) return 'unreadable-answer'
  return 'connection-broken'
}
