import { type AddressInfo, createServer } from 'node:net'

/** A process that listens with the shortest backlog and tells its port; to be stopped from outside. Ends with its parent. */
const server = createServer(() => {})
server.listen({ host: '127.0.0.1', port: 0, backlog: 1 }, () => {
  process.send?.((server.address() as AddressInfo).port)
})
process.on('disconnect', () => process.exit(0))
