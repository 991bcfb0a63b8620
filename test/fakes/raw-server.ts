import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { type AddressInfo, createServer as createTcpServer, type Socket } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import { sendMessagePath } from '../../electron/services/provider/practice-server/loopback-server.ts'

/** A server that knows TCP, or TLS, and no HTTP: for what a server of node:http would never put on the wire. */
export type RawServer = {
  readonly port: number
  /** As a proxy is named. */
  readonly origin: string
  /** The address of the operation under `http:` or `https:`, at 127.0.0.1 or another name of this computer. */
  readonly url: (protocol: 'http' | 'https', hostname?: string) => string
  /** All that arrived, behind TLS where there is one. */
  readonly received: () => string
  readonly connections: () => number
  readonly close: () => Promise<void>
}

export type RawServerOptions = {
  /** Called for every piece that arrives, with all that this connection has brought so far. */
  readonly onData?: (socket: Socket, received: string) => void
  /** Speaks TLS with this certificate of test/fixtures/tls. */
  readonly certificate?: 'good' | 'wrong-host' | 'expired' | 'self-signed'
}

export const tlsFixture = (name: string): string =>
  readFileSync(new URL(`../fixtures/tls/${name}.pem`, import.meta.url), 'utf8')

export async function listenRaw(options: RawServerOptions = {}): Promise<RawServer> {
  const { onData, certificate } = options
  const sockets = new Set<Socket>()
  let received = ''
  let connections = 0

  const talk = (socket: Socket): void => {
    let own = ''
    socket.on('error', () => {})
    socket.on('data', (chunk: Buffer) => {
      own += chunk.toString('latin1')
      received += chunk.toString('latin1')
      onData?.(socket, own)
    })
  }
  const server =
    certificate === undefined
      ? createTcpServer(talk)
      : createTlsServer({ key: tlsFixture('server-key'), cert: tlsFixture(certificate) }, talk)
  // A client that refuses the certificate leaves in the middle of the handshake.
  server.on('tlsClientError', () => {})
  server.on('connection', (socket: Socket) => {
    connections += 1
    sockets.add(socket)
    socket.on('error', () => {})
    socket.once('close', () => sockets.delete(socket))
  })
  server.listen({ host: '127.0.0.1', port: 0 })
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo

  return {
    port,
    origin: `http://127.0.0.1:${port}`,
    url: (protocol, hostname = '127.0.0.1') => `${protocol}://${hostname}:${port}${sendMessagePath}`,
    received: () => received,
    connections: () => connections,
    close: async () => {
      const closed = once(server, 'close')
      server.close()
      for (const socket of sockets) socket.destroy()
      await closed
    },
  }
}

/** A port of this computer on which nobody listens. */
export async function closedPort(): Promise<number> {
  const server = await listenRaw()
  await server.close()
  return server.port
}
