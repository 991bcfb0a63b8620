import type { IncomingMessage, ServerResponse } from 'node:http'
import { acceptedCode, codeEntry } from '../../../../shared/provider/codes.ts'
import type { Clock } from '../../time/clock.ts'
import { type AccountBook, createAccountBook, type PracticeAccount } from './account-book.ts'
import { type AnswerShape, answerText } from './answer-text.ts'
import { createDailyLimit } from './daily-limit.ts'
import { createLoopbackServer, sendMessagePath } from './loopback-server.ts'
import { createJudge, type Verdict } from './practice-rules.ts'
import { readRequestBody } from './request-body.ts'
import { breakingPhone } from './special-phones.ts'

/**
 * The stand-in for the provider that practice mode sends to: the same operation, checks and codes, on the loopback
 * address, so that nothing leaves the computer. What provokes which code: docs/practice.md.
 */

export type PracticeServerOptions = {
  readonly clock: Pick<Clock, 'now' | 'after'>
  /** Numbers in [0, 1). */
  readonly random: () => number
  readonly accounts?: readonly PracticeAccount[]
  /** How long an answer takes; 30–80 by default, 0 is allowed. */
  readonly latencyMs?: { readonly min: number; readonly max: number }
  /** Share of answers in the provider's invalid JSON, 0–1; 0.1 by default. */
  readonly invalidJsonShare?: number
  /** Messages that one phone may get per day (China time) before code 30028; 1000 by default. */
  readonly dailyLimitPerPhone?: number
  /** Called with faults of the server itself. */
  readonly onFault?: (fault: unknown) => void
}

/** Shape of 'practice.stats' on the bridge. */
export type PracticeServerStats = {
  /** Calls that were answered with a code; the sum of `byCode`. */
  readonly requests: number
  /** Code → count; counted when the answer is decided, before it is sent. */
  readonly byCode: Readonly<Record<string, number>>
}

export type PracticeServer = Pick<
  AccountBook,
  'registerAccount' | 'registerSignature' | 'registerTemplate'
> & {
  /** Resolves with the full address of the operation, path included. */
  readonly listen: () => Promise<{ readonly url: string }>
  /** Cuts off requests in flight. May be called more than once. */
  readonly close: () => Promise<void>
  readonly stats: () => PracticeServerStats
}

/** A real request is under 10 KB: the template's 2,000 characters and its values. */
const bodyLimitBytes = 64 * 1024

export function createPracticeServer(options: PracticeServerOptions): PracticeServer {
  const { clock, random, accounts, onFault } = options
  const { latencyMs = { min: 30, max: 80 }, invalidJsonShare = 0.1, dailyLimitPerPhone = 1000 } = options
  const book = createAccountBook(accounts)
  const judge = createJudge(book, createDailyLimit(dailyLimitPerPhone))
  const byCode = new Map<number, number>()

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await readRequestBody(request, bodyLimitBytes)
    if (body.kind === 'broken') return
    if (pathOf(request) !== sendMessagePath) {
      response.writeHead(404, { 'content-length': 0 })
      response.end()
      return
    }
    const verdict = judge(
      {
        method: request.method ?? '',
        contentType: request.headers['content-type'] ?? '',
        body: body.kind === 'whole' ? body.bytes : null,
      },
      clock.now(),
    )
    const breaks = verdict.phone === breakingPhone && verdict.code === acceptedCode
    // A call without an answer has no code.
    if (!breaks) byCode.set(verdict.code, (byCode.get(verdict.code) ?? 0) + 1)
    const callOff = clock.after(latencyMs.min + random() * (latencyMs.max - latencyMs.min), () =>
      breaks ? response.destroy() : answer(verdict, response),
    )
    response.once('close', callOff)
  }

  const answer = ({ code, phone }: Verdict, response: ServerResponse): void => {
    const text = answerText({
      code,
      message: codeEntry(code).zh.what,
      phone,
      nowMs: clock.now(),
      shape: drawShape(random, invalidJsonShare),
    })
    response.writeHead(200, {
      'content-type': 'application/json;charset=UTF-8',
      'content-length': Buffer.byteLength(text),
    })
    response.end(text)
  }

  const server = createLoopbackServer({ handle, ...(onFault !== undefined && { onFault }) })
  return {
    listen: server.listen,
    close: server.close,
    registerAccount: book.registerAccount,
    registerSignature: book.registerSignature,
    registerTemplate: book.registerTemplate,
    stats: () => ({
      requests: [...byCode.values()].reduce((sum, count) => sum + count, 0),
      byCode: Object.fromEntries(byCode),
    }),
  }
}

function pathOf(request: IncomingMessage): string | undefined {
  return request.url?.split('?', 1)[0]
}

function drawShape(random: () => number, invalidShare: number): AnswerShape {
  if (random() >= invalidShare) return 'valid'
  return random() < 0.5 ? 'comma-in-data' : 'comma-at-end'
}
