import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { sendMessagePath } from '../../electron/services/provider/practice-server/loopback-server.ts'

/** Starts the answering server in a process of its own; it ends with `close`, or when this process is gone. */
export async function startAnswerServer(latencyMs: number, flags: readonly string[] = []) {
  const script = fileURLToPath(new URL('./answer-server.ts', import.meta.url))
  const child = spawn(process.execPath, [script, '--latency-ms', String(latencyMs), ...flags], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
  })
  const ended = once(child, 'exit')
  const [line] = await once(child.stdout, 'data')
  const { port } = z.object({ port: z.int() }).parse(JSON.parse(String(line)))
  return {
    url: `http://127.0.0.1:${port}${sendMessagePath}`,
    async close() {
      child.stdin.end()
      await ended
    },
  }
}
