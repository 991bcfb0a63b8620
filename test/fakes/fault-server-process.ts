import { assertNever } from '../../shared/assert-never.ts'
import { type ClaimCheck, createClaimCheck } from './claim-check.ts'
import { scriptOf } from './fault-plan.ts'
import { createFaultServer, type FaultServer } from './fault-server.ts'
import type { FaultServerConfiguration, QuestionMessage, ReplyMessage } from './fault-server-messages.ts'

/**
 * The fault server as a process of its own, forked by `forkFaultServer`: it goes on while the app under test is
 * killed, and its clock is not the app's. Ends with its parent.
 */

type Running = { readonly server: FaultServer; readonly url: string; readonly claims: ClaimCheck | null }

let running: Running | null = null

async function start(configuration: FaultServerConfiguration): Promise<Running> {
  const { plan, latencyMs, port, databasePath } = configuration
  const claims = databasePath === undefined ? null : createClaimCheck(databasePath)
  const server = createFaultServer({
    script: scriptOf(plan),
    ...(latencyMs !== undefined && { latencyMs }),
    ...(port !== undefined && { port }),
    ...(claims !== null && { onRequest: claims.check }),
  })
  const { url } = await server.listen()
  return { server, url, claims }
}

function configured(): Running {
  if (running === null) throw new Error('not configured')
  return running
}

async function answer(question: QuestionMessage): Promise<unknown> {
  switch (question.name) {
    case 'configure':
      if (running === null) running = await start(question.input)
      else running.server.setScript(scriptOf(question.input.plan))
      return { url: running.url }
    case 'stats': {
      const { server, claims } = configured()
      return {
        ...server.stats(),
        claimsChecked: claims?.checked() ?? 0,
        claimViolations: claims?.violations() ?? [],
      }
    }
    case 'seen':
      return [...configured().server.seen()]
    case 'close':
      await running?.server.close()
      return undefined
    default:
      return assertNever(question)
  }
}

process.on('message', (question: QuestionMessage) => {
  answer(question)
    .then((output): ReplyMessage => ({ id: question.id, output }))
    .catch((problem: unknown): ReplyMessage => ({ id: question.id, problem: String(problem) }))
    .then(reply =>
      process.send?.(reply, () => {
        if (question.name === 'close') process.disconnect()
      }),
    )
})
process.on('disconnect', () => process.exit(0))
