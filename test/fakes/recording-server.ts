import { createLoopbackServer } from '../../electron/services/provider/practice-server/loopback-server.ts'
import { type SendRequest, sendRequestSchema } from '../../shared/provider/request.ts'

export type RecordingServer = {
  /** The full address of the operation, path included. */
  readonly url: string
  /** Every request in the order of arrival, as it came. */
  readonly received: () => readonly SendRequest[]
  readonly close: () => Promise<void>
}

const accepted = JSON.stringify({ BusinessData: { code: 10000 } })

/** Takes every message, and keeps what was sent: for tests that follow a list down to the request. */
export async function startRecordingServer(): Promise<RecordingServer> {
  const requests: SendRequest[] = []
  const server = createLoopbackServer({
    async handle(request, response) {
      const parts: Buffer[] = []
      for await (const part of request) parts.push(part)
      requests.push(sendRequestSchema.parse(JSON.parse(Buffer.concat(parts).toString('utf8'))))
      response.setHeader('content-type', 'application/json')
      response.end(accepted)
    },
  })
  const { url } = await server.listen()
  return { url, received: () => requests, close: server.close }
}
