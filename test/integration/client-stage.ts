import type { Socket } from 'node:net'
import type { Dispatcher } from 'undici'
import { afterEach, beforeEach, expect } from 'vitest'
import {
  type ClientTimeouts,
  createProviderClient,
  type ProviderClient,
} from '../../electron/services/provider/client.ts'
import type { Outcome, UnknownCause, UnsentCause } from '../../shared/domain/states.ts'
import { type CountingClock, createCountingClock } from '../fakes/clocks.ts'
import type { Fault } from '../fakes/fault.ts'
import { createFaultServer, type FaultServerOptions } from '../fakes/fault-server.ts'
import { timeoutsOfMs } from '../fakes/limits.ts'
import { listenRaw } from '../fakes/raw-server.ts'

/** What the tests of the HTTP client share. */

export const phone = '13800138000'
export const path = '/smartmarket/msgService/sendMessage'
export const bodyOf = (to: string, padding = 0) => JSON.stringify({ phone: to, padding: ' '.repeat(padding) })

export const accepted: Outcome = { state: 'accepted' }
export const rejected = (code: number): Outcome => ({ state: 'rejected', code })
export const unknown = (cause: UnknownCause): Outcome => ({ state: 'unknown', cause })
export const unsent = (cause: UnsentCause, retryAfterMs?: number): Outcome => ({
  state: 'unsent',
  cause,
  ...(retryAfterMs !== undefined && { retryAfterMs }),
})

export const status = (code: number, headers: Record<string, string> = {}, body = ''): Fault => ({
  kind: 'status',
  status: code,
  headers,
  body,
})

export type TestClientOptions = Partial<ClientTimeouts> & {
  readonly concurrency?: number
  readonly connect?: () => Dispatcher
  readonly keepable?: (answer: string) => string
}

export const immediate = () => new Promise<void>(resolve => setImmediate(resolve))

/** Clients and servers of one test. Whatever happened in it, nothing is left: no socket at either end, no timer. */
export function setUpClients() {
  let clock: CountingClock
  const clients: ProviderClient[] = []
  const closeServers: (() => Promise<void>)[] = []
  const own = (close: () => Promise<void>) => {
    closeServers.push(close)
  }

  beforeEach(() => {
    clock = createCountingClock()
  })

  afterEach(async () => {
    await Promise.all(clients.splice(0).map(client => client.close()))
    const openSockets = () =>
      process.getActiveResourcesInfo().filter(name => name === 'TCPSocketWrap' || name === 'TLSWrap')
    while (openSockets().length > 0) await immediate()
    await Promise.all(closeServers.splice(0).map(close => close()))
    expect(clock.outstanding()).toBe(0)
  })

  return {
    /** Closes a server at the end of the test. */
    own,
    clientFor(url: string, options: TestClientOptions = {}): ProviderClient {
      const client = createProviderClient({
        url,
        concurrency: 4,
        ...timeoutsOfMs(5_000),
        clock,
        keepable: text => text.slice(0, 200),
        ...options,
      })
      clients.push(client)
      return client
    },
    async faultServer(options: FaultServerOptions) {
      const server = createFaultServer(options)
      own(server.close)
      return { server, ...(await server.listen()) }
    },
    async rawServer(onData: (socket: Socket, received: string) => void) {
      const server = await listenRaw({ onData })
      own(server.close)
      return server
    },
  }
}
