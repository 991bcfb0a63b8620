/** What the fault server does with one request. Plain data, so that it crosses to another process. */
export type Fault =
  /** An answer of the provider's shape. */
  | {
      readonly kind: 'answer'
      readonly code: number
      /** Left out: the phone that was asked for. Null: the field is missing. */
      readonly phone?: string | null
      readonly codeAsString?: boolean
      /** A comma before the closing brace of BusinessData, as in the provider's sample. */
      readonly invalidJson?: boolean
      /** 200 where left out. */
      readonly httpStatus?: number
      /** Promises to keep the connection alive, and ends it right behind the answer: the next request may meet a closing socket. */
      readonly closeBehind?: boolean
    }
  /** `{"BusinessData":null, …}` with this resultCode. */
  | { readonly kind: 'business-data-null'; readonly resultCode: number }
  /** A status with a body of no provider's shape (empty where left out). */
  | {
      readonly kind: 'status'
      readonly status: number
      readonly headers?: Readonly<Record<string, string>>
      readonly body?: string
    }
  /** The log-in page of a Wi-Fi, status 200. */
  | { readonly kind: 'html' }
  /** Status 200 with no body. */
  | { readonly kind: 'empty' }
  /** Promises a Content-Length that is never sent, then ends the connection: behind half of an answer, or behind a whole one (`sent: 'all'`). */
  | { readonly kind: 'half-answer'; readonly sent?: 'half' | 'all' }
  /** Resets the connection as soon as the phone is known, the rest of the request unread. For a reset before any byte is read see `onConnection`. */
  | { readonly kind: 'reset-before' }
  /** Stops reading as soon as the phone is known, and resets the connection after the latency, with the client still sending or waiting. */
  | { readonly kind: 'reset-during' }
  /** Reads the whole request, and resets the connection after the latency instead of answering. */
  | { readonly kind: 'reset-after' }
  /** Reads the whole request and sends nothing, until the client leaves. */
  | { readonly kind: 'hang-headers' }
  /** Sends the head and the first bytes of an answer and no more, until the client leaves. */
  | { readonly kind: 'hang-body' }
  /** A chunked answer of status 200 that goes on until the client leaves: `chunkBytes` (default 1024) each `everyMs` (default 5). */
  | { readonly kind: 'endless'; readonly chunkBytes?: number; readonly everyMs?: number }
  /** A valid answer 10000 of `bytes` (default 100,000) or a little more. */
  | { readonly kind: 'huge'; readonly bytes?: number }

export type FaultKind = Fault['kind']

export const accepted: Fault = { kind: 'answer', code: 10000 }

export type ScriptedRequest = {
  /** Empty when the request carries none. */
  readonly phone: string
  /** Which request this is, first = 1, by when its phone was read. */
  readonly n: number
  /** How often this phone was seen before. */
  readonly seenBefore: number
}

export type FaultScript = (request: ScriptedRequest) => Fault
