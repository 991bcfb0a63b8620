import { createConnection } from 'node:net'
import { listenRaw, type RawServer } from './raw-server.ts'

/** A proxy that grants every tunnel and leads it to this port of this computer, whatever it is asked for. */
export const connectProxy = (port: number): Promise<RawServer> =>
  listenRaw({
    onData: (socket, received) => {
      if (!received.startsWith('CONNECT ') || !received.endsWith('\r\n\r\n')) return
      const onward = createConnection({ host: '127.0.0.1', port })
      onward.on('error', () => socket.destroy())
      socket.once('close', () => onward.destroy())
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
      socket.pipe(onward).pipe(socket)
    },
  })
