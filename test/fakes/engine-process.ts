import { assertNever } from '../../shared/assert-never.ts'
import { createFastClock } from './clocks.ts'
import type {
  EngineAnswer,
  EngineCommand,
  EngineQuestionMessage,
  EngineReplyMessage,
} from './engine-messages.ts'
import { openEngineStage } from './engine-stage.ts'

/** The engine and its log as a process of its own, forked by `forkEngine`: it can be killed and stopped as the app can. */

const failures: string[] = []
let stage: ReturnType<typeof openEngineStage> | null = null

function opened(): ReturnType<typeof openEngineStage> {
  if (stage === null) throw new Error('not opened')
  return stage
}

async function carryOut(command: EngineCommand): Promise<void> {
  switch (command.name) {
    case 'open': {
      const { clockFactor = 1, ...configuration } = command.configuration
      stage = openEngineStage({
        ...configuration,
        clock: createFastClock(clockFactor),
        onLogFailure: error => failures.push(String(error)),
      })
      return
    }
    case 'start':
      await opened().start(command.campaignId)
      return
    case 'resume':
      await opened().resume(command.campaignId)
      return
    case 'pause':
      opened().engine.pause(command.campaignId, { reason: 'owner' })
      return
    case 'cancel':
      await opened().engine.cancel(command.campaignId)
      return
    case 'progress':
      return
    case 'sleep':
      opened().engine.sleep()
      return
    case 'wake':
      opened().engine.wake()
      return
    case 'idle':
      await opened().engine.idle()
      return
    case 'close':
      await opened().close()
      return
    default:
      assertNever(command)
  }
}

function answer(command: EngineCommand): EngineAnswer {
  const recovered = stage?.recovered.unknown ?? 0
  if (!('campaignId' in command)) return { status: null, pause: null, progress: null, recovered, failures }
  const { engine, store } = opened()
  const { status, pause } = store.get(command.campaignId)
  return { status, pause, progress: engine.progress(command.campaignId), recovered, failures }
}

process.on('message', ({ id, command }: EngineQuestionMessage) => {
  carryOut(command)
    .then((): EngineReplyMessage => ({ id, answer: answer(command) }))
    .catch((problem: unknown): EngineReplyMessage => ({ id, problem: String(problem) }))
    .then(reply =>
      process.send?.(reply, () => {
        if (command.name === 'close') process.disconnect()
      }),
    )
})
process.on('disconnect', () => process.exit(0))
