import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { SeenRequest } from './fault-server.ts'
import type {
  FaultServerConfiguration,
  FaultServerQuestions,
  ProcessStats,
  QuestionName,
  ReplyMessage,
} from './fault-server-messages.ts'

export type ForkedFaultServer = {
  /** The full address of the operation, path included. */
  readonly url: string
  readonly pid: number
  /** Another plan for the requests from now on; what was seen stays. Latency, port and database are fixed at the start. */
  readonly setPlan: (plan: FaultServerConfiguration['plan']) => Promise<void>
  readonly stats: () => Promise<ProcessStats>
  readonly seen: () => Promise<ReadonlyMap<string, readonly SeenRequest[]>>
  /** Resolves when the process has ended. */
  readonly close: () => Promise<void>
}

export type ForkOptions = FaultServerConfiguration & {
  /** What runs it: Electron's binary or Node ≥ 22.18. Where left out, what runs the caller. */
  readonly execPath?: string
}

/** Starts the fault server in a process of its own and waits until it listens. */
export async function forkFaultServer(options: ForkOptions): Promise<ForkedFaultServer> {
  const { execPath = process.execPath, ...configuration } = options
  const child = fork(fileURLToPath(new URL('./fault-server-process.ts', import.meta.url)), {
    execPath,
    execArgv: [],
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
  })
  const ended = once(child, 'exit')
  const waiting = new Map<number, (reply: ReplyMessage) => void>()
  let asked = 0

  child.on('message', (reply: ReplyMessage) => {
    waiting.get(reply.id)?.(reply)
    waiting.delete(reply.id)
  })
  child.on('exit', exitCode => {
    for (const [id, tell] of waiting) tell({ id, problem: `the fault server ended (${exitCode})` })
    waiting.clear()
  })

  const ask = <N extends QuestionName>(
    name: N,
    input: FaultServerQuestions[N]['input'],
  ): Promise<FaultServerQuestions[N]['output']> =>
    new Promise((resolve, reject) => {
      asked += 1
      const id = asked
      waiting.set(id, reply => {
        if ('problem' in reply) reject(new Error(reply.problem))
        else resolve(reply.output as FaultServerQuestions[N]['output'])
      })
      child.send({ id, name, input }, error => {
        if (error === null) return
        waiting.delete(id)
        reject(error)
      })
    })

  const { url } = await ask('configure', configuration).catch(async (problem: unknown) => {
    if (child.connected) child.disconnect()
    await ended
    throw problem
  })
  return {
    url,
    pid: child.pid ?? 0,
    setPlan: async plan => {
      await ask('configure', { ...configuration, plan })
    },
    stats: () => ask('stats', undefined),
    seen: async () => new Map(await ask('seen', undefined)),
    close: async () => {
      if (child.exitCode === null && child.signalCode === null) await ask('close', undefined)
      await ended
    },
  }
}
