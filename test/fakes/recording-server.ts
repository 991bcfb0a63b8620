import { createLoopbackServer } from '../../electron/services/provider/practice-server/loopback-server.ts'
import { acceptedCode } from '../../shared/provider/codes.ts'
import { type SendRequest, sendRequestSchema } from '../../shared/provider/request.ts'

export type RecordingServer = {
  /** The full address of the operation, path included. */
  readonly url: string
  /** Every request in the order of arrival, as it came. */
  readonly received: () => readonly SendRequest[]
  readonly close: () => Promise<void>
}

/**
 * Keeps what was sent, for tests that follow a list down to the request. Takes every message, unless `codeOf` gives
 * another of the provider's codes.
 */
export async function startRecordingServer(
  codeOf: (request: SendRequest) => number = () => acceptedCode,
): Promise<RecordingServer> {
  const requests: SendRequest[] = []
  const server = createLoopbackServer({
    async handle(request, response) {
      const parts: Buffer[] = []
      for await (const part of request) parts.push(part)
      const message = sendRequestSchema.parse(JSON.parse(Buffer.concat(parts).toString('utf8')))
      requests.push(message)
      response.setHeader('content-type', 'application/json')
      response.end(JSON.stringify({ BusinessData: { code: codeOf(message), phone: message.phone } }))
    },
  })
  const { url } = await server.listen()
  return { url, received: () => requests, close: server.close }
}
