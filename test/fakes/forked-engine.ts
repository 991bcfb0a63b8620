import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type {
  EngineAnswer,
  EngineCommand,
  EngineConfiguration,
  EngineReplyMessage,
} from './engine-messages.ts'

export type ForkedEngine = {
  readonly pid: number
  /** How many of the database's recipients stood as being sent: what the end of the one before left unknown. */
  readonly recovered: number
  readonly start: (campaignId: number) => Promise<EngineAnswer>
  readonly resume: (campaignId: number) => Promise<EngineAnswer>
  readonly pause: (campaignId: number) => Promise<EngineAnswer>
  readonly cancel: (campaignId: number) => Promise<EngineAnswer>
  readonly progress: (campaignId: number) => Promise<EngineAnswer>
  readonly sleep: () => Promise<EngineAnswer>
  readonly wake: () => Promise<EngineAnswer>
  /** Resolves when nothing is in flight and everything is written. */
  readonly idle: () => Promise<EngineAnswer>
  /** Kills it as a power cut would, at once. Questions that are open are rejected. */
  readonly kill: () => Promise<void>
  /** Ends it in order; it must be idle. */
  readonly close: () => Promise<void>
}

/** Starts an engine in a process of its own; it opens the database as the app does at its start. */
export async function forkEngine(configuration: EngineConfiguration): Promise<ForkedEngine> {
  const child = fork(fileURLToPath(new URL('./engine-process.ts', import.meta.url)), {
    execArgv: [],
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
  })
  const ended = once(child, 'exit')
  const waiting = new Map<number, (reply: EngineReplyMessage) => void>()
  let asked = 0

  child.on('message', (reply: EngineReplyMessage) => {
    waiting.get(reply.id)?.(reply)
    waiting.delete(reply.id)
  })
  child.on('exit', (exitCode, signal) => {
    for (const [id, tell] of waiting) tell({ id, problem: `the engine ended (${signal ?? exitCode})` })
    waiting.clear()
  })

  const ask = (command: EngineCommand): Promise<EngineAnswer> =>
    new Promise((resolve, reject) => {
      asked += 1
      const id = asked
      waiting.set(id, reply => {
        if ('problem' in reply) reject(new Error(reply.problem))
        else resolve(reply.answer)
      })
      child.send({ id, command }, error => {
        if (error === null) return
        waiting.delete(id)
        reject(error)
      })
    })

  const { recovered } = await ask({ name: 'open', configuration })
  return {
    pid: child.pid ?? 0,
    recovered,
    start: campaignId => ask({ name: 'start', campaignId }),
    resume: campaignId => ask({ name: 'resume', campaignId }),
    pause: campaignId => ask({ name: 'pause', campaignId }),
    cancel: campaignId => ask({ name: 'cancel', campaignId }),
    progress: campaignId => ask({ name: 'progress', campaignId }),
    sleep: () => ask({ name: 'sleep' }),
    wake: () => ask({ name: 'wake' }),
    idle: () => ask({ name: 'idle' }),
    async kill() {
      child.kill('SIGKILL')
      await ended
    },
    async close() {
      await ask({ name: 'close' })
      await ended
    },
  }
}
