import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { parseArgs } from 'node:util'

/**
 * The server that benchmarks send to: answers every request as the provider documents, with 10000 and the phone that
 * it names, with as little work as node:http allows,
 * so that what is measured is the sender. A process of its own: `answer-server.ts [--latency-ms 50] [--arrivals]`.
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

const answerTo = (phone: string): string =>
  `{"BusinessData":{"code":10000,"msg":"成功","phone":"${phone}"},"Timestamps":1627540760769,"BusinessException":{"resultCode":1000,"resultMessage":"操作成功"}}`
const head = {
  'content-type': 'application/json;charset=UTF-8',
  // Every phone is as long as this one.
  'content-length': Buffer.byteLength(answerTo('13800138000')),
}
const phonePattern = /"phone":"(\d{11})"/

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
  request.setEncoding('latin1')
  request.on('data', (text: string) => {
    body += text
  })
  const send = (): void => {
    response.writeHead(200, head)
    response.end(answerTo(phonePattern.exec(body)?.[1] ?? ''))
  }
  if (latencyMs === 0) request.on('end', send)
  else request.on('end', () => setTimeout(send, latencyMs))
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
