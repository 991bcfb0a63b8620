import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'

/** The path of the provider's one operation, on its server and on every stand-in. */
export const sendMessagePath = '/smartmarket/msgService/sendMessage'

export type LoopbackServerOptions = {
  /** Handles one request. May return before it has answered; an exception ends only that connection. */
  readonly handle: (request: IncomingMessage, response: ServerResponse) => void | Promise<void>
  /** Called for every connection before a byte of it is read. */
  readonly onConnection?: (socket: Socket) => void
  /** Called with exceptions of `handle`; for tests and the log. */
  readonly onFault?: (fault: unknown) => void
  /** 0, the default, takes a free port. */
  readonly port?: number
}

export type LoopbackServer = {
  /** Resolves with the full address of the operation, path included. Rejects when the port is taken. */
  readonly listen: () => Promise<{ readonly url: string }>
  /** Cuts off open connections and frees the port. May be called more than once. */
  readonly close: () => Promise<void>
}

/**
 * Idle connections are kept longer than clients keep them, so that the client closes first and no request meets a
 * closing socket.
 */
const keepAliveTimeoutMs = 120_000
/** A request that is incomplete after this time is given up. */
const requestTimeoutMs = 30_000

/** A plain HTTP server on 127.0.0.1 that survives whatever is sent to it. */
export function createLoopbackServer(options: LoopbackServerOptions): LoopbackServer {
  const { handle, onConnection, onFault, port = 0 } = options

  const server: Server = createServer(
    {
      keepAliveTimeout: keepAliveTimeoutMs,
      requestTimeout: requestTimeoutMs,
      headersTimeout: requestTimeoutMs,
    },
    (request, response) => {
      // A client may leave at any time; without listeners that would be an uncaught exception.
      request.on('error', ignore)
      response.on('error', ignore)
      runSafely(() => handle(request, response)).catch((fault: unknown) => {
        onFault?.(fault)
        response.destroy()
      })
    },
  )
  if (onConnection !== undefined) server.on('connection', onConnection)
  server.on('clientError', (_error, socket) => {
    if (socket.writable)
      socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
    else socket.destroy()
  })

  return {
    listen: () =>
      new Promise((resolve, reject) => {
        server.once('error', reject)
        // SECURITY: the loopback address only; no other computer can reach this server.
        server.listen({ host: '127.0.0.1', port }, () => {
          server.off('error', reject)
          server.on('error', fault => onFault?.(fault))
          resolve({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${sendMessagePath}` })
        })
      }),
    close: () =>
      new Promise(resolve => {
        // The only error of `close` is "was not running", which is fine.
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function runSafely(run: () => void | Promise<void>): Promise<void> {
  await run()
}

function ignore(): void {}
