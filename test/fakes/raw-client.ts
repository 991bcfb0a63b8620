import { createConnection, type Socket } from 'node:net'

/** A client that knows TCP and nothing else, to see what a server really puts on the wire. */
export type RawConnection = {
  readonly send: (bytes: string | Uint8Array) => void
  /** What has arrived so far. */
  readonly received: () => string
  /** Resolves once what has arrived satisfies the test; rejects when the connection ends before. */
  readonly until: (satisfied: (received: string) => boolean) => Promise<string>
  /** Resolves when the connection has ended: `end` in order, `reset` by a TCP reset. */
  readonly ended: Promise<'end' | 'reset'>
  readonly isOpen: () => boolean
  readonly leave: () => void
}

/** Connects to the server behind a URL. */
export function connectRaw(url: string): Promise<RawConnection> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url)
    const socket = createConnection({ host: hostname, port: Number(port) })
    socket.once('error', reject)
    socket.once('connect', () => {
      socket.off('error', reject)
      resolve(observe(socket))
    })
  })
}

function observe(socket: Socket): RawConnection {
  let received = ''
  let open = true
  let wasReset = false
  const waiting = new Set<() => void>()
  const look = (): void => {
    for (const check of waiting) check()
  }
  socket.setEncoding('utf8')
  socket.on('data', (text: string) => {
    received += text
    look()
  })
  socket.on('error', () => {
    wasReset = true
  })
  const ended = new Promise<'end' | 'reset'>(resolve => {
    socket.on('close', () => {
      open = false
      look()
      resolve(wasReset ? 'reset' : 'end')
    })
  })
  return {
    send: bytes => {
      socket.write(bytes)
    },
    received: () => received,
    until: satisfied =>
      new Promise((resolve, reject) => {
        const check = (): void => {
          if (satisfied(received)) resolve(received)
          else if (!open) reject(new Error(`the connection ended behind: ${received.slice(0, 500)}`))
          else return
          waiting.delete(check)
        }
        waiting.add(check)
        check()
      }),
    ended,
    isOpen: () => open,
    leave: () => socket.destroy(),
  }
}

/** A request to the provider's operation, byte by byte as a client writes it. */
export function rawPost(body: string, headers: Readonly<Record<string, string>> = {}): string {
  const all = {
    host: '127.0.0.1',
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(body)),
    ...headers,
  }
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`)
  return `POST /smartmarket/msgService/sendMessage HTTP/1.1\r\n${lines.join('')}\r\n${body}`
}
