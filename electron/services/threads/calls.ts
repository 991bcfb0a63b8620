import { type CarriedError, carryError, revive } from './thread-errors.ts'

/** What a thread offers to another one: each method is called with plain data and answers with plain data. */
// biome-ignore lint/suspicious/noExplicitAny: methods of every shape are meant; each caller is typed by its own set.
export type Methods = { readonly [name: string]: (...args: any[]) => unknown }

/** The same methods as seen from the other thread. */
export type Remote<M extends Methods> = {
  readonly [K in keyof M]: (...args: Parameters<M[K]>) => Promise<Awaited<ReturnType<M[K]>>>
}

type Call = {
  readonly kind: 'call'
  readonly id: number
  readonly method: string
  readonly args: readonly unknown[]
}
type Answer =
  | { readonly kind: 'value'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'error'; readonly id: number; readonly error: CarriedError }

const kindOf = (message: unknown): unknown =>
  typeof message === 'object' && message !== null && 'kind' in message ? message.kind : undefined

/**
 * Carries out one call of the other thread; other messages are ignored. What `methods` throws answers the call too.
 */
export async function answerCall(
  message: unknown,
  methods: () => Methods,
  send: (answer: Answer) => void,
): Promise<void> {
  if (kindOf(message) !== 'call') return
  const { id, method, args } = message as Call
  try {
    const called = methods()[method]
    if (called === undefined) throw new Error(`no such method: ${method}`)
    send({ kind: 'value', id, value: await called(...args) })
  } catch (error) {
    send({ kind: 'error', id, error: carryError(error) })
  }
}

export type Caller<M extends Methods> = {
  /** The methods of the other thread. They reject with the error that it threw, including its code. */
  readonly remote: Remote<M>
  /** Takes an answer of the other thread; false where the message is not an answer. */
  readonly take: (message: unknown) => boolean
  /** The other thread is gone: every waiting call, and every later one, rejects with this error. */
  readonly fail: (error: unknown) => void
}

/** Calls methods of another thread; its messages are passed in through `take`. */
export function createCaller<M extends Methods>(send: (call: Call) => void): Caller<M> {
  const waiting = new Map<number, PromiseWithResolvers<unknown>>()
  let lastId = 0
  let failure: { readonly error: unknown } | null = null

  const call = (method: string, args: readonly unknown[]): Promise<unknown> => {
    if (failure !== null) return Promise.reject(failure.error)
    const answer = Promise.withResolvers<unknown>()
    lastId += 1
    waiting.set(lastId, answer)
    send({ kind: 'call', id: lastId, method, args })
    return answer.promise
  }

  return {
    remote: new Proxy({} as Remote<M>, {
      get: (_target, method) =>
        // `await` looks for a method `then`; that one must not be forwarded.
        typeof method !== 'string' || method === 'then'
          ? undefined
          : (...args: readonly unknown[]) => call(method, args),
    }),
    take(message) {
      const kind = kindOf(message)
      if (kind !== 'value' && kind !== 'error') return false
      const answer = message as Answer
      const asked = waiting.get(answer.id)
      waiting.delete(answer.id)
      if (answer.kind === 'value') asked?.resolve(answer.value)
      else asked?.reject(revive(answer.error))
      return true
    },
    fail(error) {
      failure = { error }
      for (const asked of waiting.values()) asked.reject(error)
      waiting.clear()
    },
  }
}
