import { createConnection } from 'node:net'
import { listenRaw, type RawServer, type RawServerOptions } from './raw-server.ts'

export type ConnectProxyOptions = {
  /** Grants a tunnel only with this value of Proxy-Authorization, else 407. */
  readonly authorization?: string
  /** Answers every CONNECT with this status instead of granting it. */
  readonly refuseWith?: number
  /** Takes the connection and answers nothing. */
  readonly silent?: () => boolean
  /** Ends the tunnel after it was granted: at once, or when this many bytes went towards the server. */
  readonly breakAfterBytes?: number
  /** Speaks TLS to its clients, with this certificate of test/fixtures/tls. */
  readonly certificate?: RawServerOptions['certificate']
}

/** A proxy that leads every tunnel to this port of this computer, whatever it is asked for. */
export const connectProxy = (port: number, options: ConnectProxyOptions = {}): Promise<RawServer> => {
  const { authorization, refuseWith, silent, breakAfterBytes, certificate } = options
  return listenRaw({
    ...(certificate !== undefined && { certificate }),
    onData: (socket, received) => {
      if (!received.startsWith('CONNECT ') || !received.endsWith('\r\n\r\n') || silent?.() === true) return
      const given = /^proxy-authorization: (.*)\r$/im.exec(received)?.[1]
      const status = authorization !== undefined && given !== authorization ? 407 : refuseWith
      if (status !== undefined) {
        const challenge = status === 407 ? 'Proxy-Authenticate: Basic realm="proxy"\r\n' : ''
        socket.end(`HTTP/1.1 ${status} No\r\n${challenge}Content-Length: 0\r\n\r\n`)
        return
      }
      const onward = createConnection({ host: '127.0.0.1', port })
      onward.on('error', () => socket.destroy())
      onward.on('close', () => socket.destroy())
      socket.once('close', () => onward.destroy())
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
      if (breakAfterBytes === 0) {
        socket.destroy()
        return
      }
      let passed = 0
      socket.on('data', (chunk: Buffer) => {
        passed += chunk.length
        if (breakAfterBytes !== undefined && passed >= breakAfterBytes) socket.destroy()
      })
      socket.pipe(onward).pipe(socket)
    },
  })
}
