import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { parseArgs } from 'node:util'
import { answerText } from '../../electron/services/provider/practice-server/answer-text.ts'

/**
 * The server that benchmarks send to: answers every request with 10000 as the provider documents it
 * (docs/provider-api.md, "The answer"), with as little work as node:http allows, so that what is measured is the sender.
 * A process of its own: `answer-server.ts [--latency-ms 50] [--arrivals]`.
 *
 * Prints `{"port":…}` and a line end when it listens. `GET /stats` → `{"requests":…,"connections":…}`;
 * with --arrivals `GET /arrivals` → when each request arrived, milliseconds of a clock that only grows.
 * `DELETE /stats` sets both back to nothing. Ends when its standard input is closed.
 */

const { values } = parseArgs({
  options: { 'latency-ms': { type: 'string', default: '0' }, arrivals: { type: 'boolean', default: false } },
})
const latencyMs = Number(values['latency-ms'])
if (!(latencyMs >= 0)) throw new Error(`--latency-ms must be a number from 0: ${values['latency-ms']}`)

// Written once: only the phone is another in each answer, and it is always as long.
const phoneLength = 11
const blank = '0'.repeat(phoneLength)
const [before = '', after = ''] = answerText({
  code: 10000,
  message: '成功',
  phone: blank,
  nowMs: Date.now(),
}).split(blank)
const head = {
  'content-type': 'application/json;charset=UTF-8',
  'content-length': Buffer.byteLength(before + blank + after),
}
const phonePattern = new RegExp(`"phone":"(\\d{${phoneLength}})"`)

let requests = 0
let connections = 0
let arrivals: number[] = []

const server = createServer({ keepAliveTimeout: 120_000 }, (request, response) => {
  request.on('error', () => {})
  response.on('error', () => {})
  if (request.method !== 'POST') {
    const body = request.url === '/arrivals' ? arrivals : { requests, connections }
    if (request.method === 'DELETE') {
      requests = 0
      connections = 0
      arrivals = []
    }
    response.writeHead(200, { 'content-type': 'application/json' })
    response.end(JSON.stringify(body))
    return
  }
  requests += 1
  if (values.arrivals) arrivals.push(performance.now())
  let body = ''
  request.setEncoding('utf8')
  request.on('data', (chunk: string) => {
    body += chunk
  })
  const send = (): void => {
    response.writeHead(200, head)
    response.end(before + (phonePattern.exec(body)?.[1] ?? blank) + after)
  }
  request.on('end', latencyMs === 0 ? send : () => setTimeout(send, latencyMs))
})
server.on('connection', () => {
  connections += 1
})
server.on('clientError', (_error, socket) => socket.destroy())
server.listen({ host: '127.0.0.1', port: 0 }, () => {
  console.log(JSON.stringify({ port: (server.address() as AddressInfo).port }))
})

process.stdin.on('end', () => process.exit(0))
process.stdin.resume()
