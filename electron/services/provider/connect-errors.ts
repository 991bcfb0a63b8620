import type { UnsentCause } from '../../../shared/domain/states.ts'

const causeByCode: Readonly<Record<string, UnsentCause>> = {
  ENOTFOUND: 'name-not-resolved',
  EAI_AGAIN: 'name-not-resolved',
  EAI_FAIL: 'name-not-resolved',
  EAI_NODATA: 'name-not-resolved',
  EAI_NONAME: 'name-not-resolved',
  ECONNREFUSED: 'connection-refused',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  ENETDOWN: 'unreachable',
  EHOSTDOWN: 'unreachable',
  EADDRNOTAVAIL: 'unreachable',
  ETIMEDOUT: 'connect-timeout',
  UND_ERR_CONNECT_TIMEOUT: 'connect-timeout',
  // Before a request has begun, only a proxy can be late: with its answer to the request for a tunnel.
  UND_ERR_HEADERS_TIMEOUT: 'connect-timeout',
  // A tunnel through a proxy: refused (407 and the like), cut off, or with a bad certificate of the proxy.
  UND_ERR_ABORTED: 'proxy-refused',
  UND_ERR_PRX_CONN: 'proxy-refused',
  UND_ERR_PRX_TLS: 'proxy-refused',
  EPROTO: 'tls-failed',
  ECONNRESET: 'unreachable',
  EPIPE: 'unreachable',
  UND_ERR_SOCKET: 'unreachable',
  UND_ERR_DESTROYED: 'not-begun',
  UND_ERR_CLOSED: 'not-begun',
  ERR_TLS_CERT_ALTNAME_INVALID: 'tls-untrusted',
  HOSTNAME_MISMATCH: 'tls-untrusted',
  INVALID_CA: 'tls-untrusted',
}

/** OpenSSL's verification failures, as Node names them (tls documentation, "X509 certificate error codes"). */
const untrusted =
  /^(CERT_|CRL_|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT|UNABLE_TO_|ERROR_IN_|INVALID_PURPOSE|PATH_LENGTH_)/

/** Why no request byte left, from the error of a connection that was never established. */
export function unsentCauseOf(error: unknown): UnsentCause {
  for (const code of errorCodes(error)) {
    const cause = causeByCode[code]
    if (cause !== undefined) return cause
    if (untrusted.test(code)) return 'tls-untrusted'
    if (code.startsWith('ERR_SSL') || code.startsWith('ERR_TLS')) return 'tls-failed'
  }
  return 'unreachable'
}

/** The codes of an error, of its causes and of the errors it gathers (one per address that was tried). */
function* errorCodes(error: unknown, depth = 0): Generator<string> {
  if (!(error instanceof Error) || depth > 4) return
  if ('code' in error && typeof error.code === 'string') yield error.code
  if (error instanceof AggregateError) for (const inner of error.errors) yield* errorCodes(inner, depth + 1)
  yield* errorCodes(error.cause, depth + 1)
}
