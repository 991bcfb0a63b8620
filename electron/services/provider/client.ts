import { Client, type Dispatcher, errors } from 'undici'
import type { Outcome, UnknownCause } from '../../../shared/domain/states.ts'
import { decide } from '../../../shared/provider/decision.ts'
import type { Clock } from '../time/clock.ts'
import { unsentCauseOf } from './connect-errors.ts'
import { createLanes, type Lane } from './lanes.ts'

/** The longest answer that is read. */
const answerLimitBytes = 64 * 1024

/**
 * TLS options of every connection to the provider, including those through a proxy.
 * SECURITY: stated explicitly; left out, NODE_TLS_REJECT_UNAUTHORIZED would decide.
 */
export const verifiedTls = { rejectUnauthorized: true } as const

export type ClientTimeouts = {
  readonly connectTimeoutMs: number
  readonly headersTimeoutMs: number
  readonly bodyTimeoutMs: number
}

/** What the owner may change while messages are being sent. */
export type ClientConditions = ClientTimeouts & { readonly concurrency: number }

export type ClientOptions = ClientConditions & {
  readonly url: string
  readonly clock: Clock
  /** Prepares an answer's text for the log: without secrets and whole phones, cut. */
  readonly keepable: (answer: string) => string
  /** Creates the dispatcher of one lane; left out: direct connections. A proxy's connections need `verifiedTls`. */
  readonly connect?: (conditions: ClientConditions) => Dispatcher
}

/** One request and its result. */
export type Attempt = {
  readonly outcome: Outcome
  readonly httpStatus: number | null
  /** The provider's code as read, for every outcome. */
  readonly code: number | null
  readonly latencyMs: number
  readonly answer: string | null
}

export type ProviderClient = {
  /** Sends one message. Never rejects: every failure is an outcome. */
  readonly send: (request: { readonly phone: string; readonly body: string }) => Promise<Attempt>
  /** Applies to every request that begins from now on. */
  readonly setConditions: (conditions: ClientConditions) => void
  readonly close: () => Promise<void>
}

const headers = { 'content-type': 'application/json; charset=utf-8', accept: 'application/json' }

/**
 * Speaks the provider's API (docs/provider-api.md). TLS is verified, redirects are not followed, nothing is retried
 * here. A failure before the first request byte is unsent; a failure after it is unknown.
 */
export function createProviderClient(options: ClientOptions): ProviderClient {
  const { origin, pathname, search } = new URL(options.url)
  let conditions: ClientConditions = options
  const direct = ({ connectTimeoutMs }: ClientConditions): Dispatcher =>
    new Client(origin, {
      pipelining: 1,
      // One request per connection at a time, over HTTP/1.1, so that a request that has begun is always
      // distinguishable from one that has not.
      allowH2: false,
      connect: { timeout: connectTimeoutMs, ...verifiedTls },
    })
  const connect = options.connect ?? direct
  const lanes = createLanes(conditions.concurrency, () => connect(conditions))
  const fixed = {
    origin,
    path: pathname + search,
    method: 'POST',
    headers,
    // The exchange has its own deadlines: the dispatcher's have steps of half a second, and an interim answer (1xx)
    // postpones them.
    headersTimeout: 0,
    bodyTimeout: 0,
  } as const

  return {
    send: ({ phone, body }) =>
      new Promise(resolve => {
        let lane: Lane | null = null
        const exchange = createExchange(options, conditions, phone, (attempt, isSound) => {
          // SECURITY: after a contradictory or unreadable answer, it is uncertain which request it belonged to.
          // Anything else on that connection may belong to an earlier request and would be taken for the next one's
          // answer. A connection that brought no answer is not reused either: it may still be trying to connect.
          if (lane !== null) lanes.leave(lane, isSound)
          resolve(attempt)
        })
        lanes.enter({
          go(entered) {
            if (exchange.isSettled()) {
              lanes.leave(entered, true)
              return
            }
            lane = entered
            entered.dispatcher.dispatch({ ...fixed, body }, exchange.handler)
          },
          abandon: exchange.abandon,
        })
        exchange.awaitBegin()
      }),
    setConditions(changed) {
      const { concurrency, connectTimeoutMs } = conditions
      conditions = changed
      // The other deadlines belong to the exchange; these two belong to the connections.
      if (concurrency !== changed.concurrency || connectTimeoutMs !== changed.connectTimeoutMs)
        lanes.renew(changed.concurrency)
    },
    close: lanes.close,
  }
}

/**
 * Follows one request to its outcome and settles exactly once, at the latest after the three timeouts together:
 * until it begins, until the answer begins, until the answer ends. `awaitBegin` is called after dispatching; on an
 * open connection the request has begun by then.
 */
function createExchange(
  options: Pick<ClientOptions, 'clock' | 'keepable'>,
  timeouts: ClientTimeouts,
  phone: string,
  /** `isSound`: the connection can be used again. */
  settle: (attempt: Attempt, isSound: boolean) => void,
): {
  readonly handler: Dispatcher.DispatchHandler
  readonly awaitBegin: () => void
  readonly isSettled: () => boolean
  /** The request will never begin. */
  readonly abandon: () => void
} {
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
    settle(
      {
        outcome,
        httpStatus,
        code,
        latencyMs: clock.monotonicMs() - createdMs,
        answer:
          bodyText === null || isOrdinary(outcome, httpStatus)
            ? null
            : keptAnswer(options.keepable, bodyText),
      },
      httpStatus !== null && outcome.state !== 'unknown',
    )
  }

  const setDeadline = (withinMs: number, otherwise: Outcome) => {
    callOffDeadline?.()
    callOffDeadline = clock.after(withinMs, () => {
      // After the computer has slept, the timer is overdue although data may have arrived; that is read first.
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
      setDeadline(timeouts.headersTimeoutMs, { state: 'unknown', cause: 'headers-timeout' })
    },
    onResponseStart(_controller, statusCode, responseHeaders) {
      if (statusCode < 200) return
      httpStatus = statusCode
      const header = responseHeaders['retry-after']
      retryAfterHeader = (Array.isArray(header) ? header[0] : header) ?? null
      setDeadline(timeouts.bodyTimeoutMs, { state: 'unknown', cause: 'body-timeout' })
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
    isSettled: () => settled,
    abandon: () => end({ state: 'unsent', cause: 'not-begun' }, null, null),
    awaitBegin() {
      if (!begun && !settled)
        setDeadline(timeouts.connectTimeoutMs, { state: 'unsent', cause: 'connect-timeout' })
    },
  }
}

const decodeAnswer = (chunks: readonly Buffer[]): string => {
  const [only] = chunks
  return (chunks.length === 1 && only !== undefined ? only : Buffer.concat(chunks)).toString('utf8')
}

/** The text of an ordinary acceptance adds nothing to code and status. */
const isOrdinary = (outcome: Outcome, httpStatus: number | null): boolean =>
  outcome.state === 'accepted' && httpStatus === 200

/** A text that can't be prepared for the log is left out; the outcome does not depend on it. */
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
