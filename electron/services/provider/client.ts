import { type Dispatcher, errors, Pool } from 'undici'
import type { Outcome, UnknownCause } from '../../../shared/domain/states.ts'
import { decide } from '../../../shared/provider/decision.ts'
import type { Clock } from '../sending/clock.ts'
import { unsentCauseOf } from './connect-errors.ts'

/** The longest answer that is read. */
const answerLimitBytes = 64 * 1024

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
  /** Who connects; the default is a pool of direct connections. A proxy is another dispatcher. */
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
  const dispatcher =
    options.dispatcher ??
    new Pool(origin, {
      connections: options.concurrency,
      pipelining: 1,
      // One request per connection at a time, over HTTP/1.1: what has begun can always be told from what has not.
      allowH2: false,
      connect: { timeout: options.connectTimeoutMs },
    })
  const path = pathname + search
  const headers = { 'content-type': 'application/json; charset=utf-8', accept: 'application/json' }

  return {
    send: ({ phone, body }) =>
      new Promise(resolve => {
        dispatcher.dispatch(
          {
            origin,
            path,
            method: 'POST',
            headers,
            body,
            headersTimeout: options.headersTimeoutMs,
            bodyTimeout: options.bodyTimeoutMs,
          },
          createExchange(options, phone, resolve),
        )
      }),
    close: () => dispatcher.destroy(),
  }
}

/** Follows one request from its first byte to its outcome, and settles exactly once. */
function createExchange(
  options: ClientOptions,
  phone: string,
  settle: (attempt: Attempt) => void,
): Dispatcher.DispatchHandler {
  const { clock } = options
  const createdMs = clock.monotonicMs()
  let begun = false
  let settled = false
  let httpStatus: number | null = null
  let retryAfterHeader: string | null = null
  let bytes = 0
  const chunks: Buffer[] = []
  let cancelDeadline: (() => void) | undefined

  const end = (outcome: Outcome, code: number | null, bodyText: string | null) => {
    if (settled) return
    settled = true
    cancelDeadline?.()
    settle({
      outcome,
      httpStatus,
      code,
      latencyMs: clock.monotonicMs() - createdMs,
      answer: bodyText === null ? null : options.keepable(bodyText),
    })
  }

  return {
    onRequestStart(controller) {
      // A request whose bytes may have left must never begin again, whatever the connection does.
      if (begun) controller.abort(new Error('a request may not begin twice'))
      begun = true
    },
    onResponseStart(controller, statusCode, responseHeaders) {
      if (statusCode < 200) return
      httpStatus = statusCode
      const header = responseHeaders['retry-after']
      retryAfterHeader = (Array.isArray(header) ? header[0] : header) ?? null
      // The dispatcher's own body timeout is the longest silence; this is the longest body.
      cancelDeadline = clock.after(options.bodyTimeoutMs, () => {
        end({ state: 'unknown', cause: 'body-timeout' }, null, null)
        controller.abort(new Error('the body took too long'))
      })
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
}

const decoder = new TextDecoder()
const decodeAnswer = (chunks: readonly Buffer[]): string => {
  const [only] = chunks
  return decoder.decode(chunks.length === 1 && only !== undefined ? only : Buffer.concat(chunks))
}

const unknownCauseOf = (error: Error, httpStatus: number | null): UnknownCause => {
  if (error instanceof errors.HeadersTimeoutError) return 'headers-timeout'
  if (error instanceof errors.BodyTimeoutError) return 'body-timeout'
  if (error instanceof errors.HTTPParserError && httpStatus === null) return 'unreadable-answer'
  return 'connection-broken'
}
