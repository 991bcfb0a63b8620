import { fork } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as after } from 'node:timers/promises'

/**
 * Begins work in a process of its own, which says `asked` when it is under way and anything else when it is done, and kills
 * it after this long as a power cut would. Resolves to whether it was done by then.
 */
export async function cutAfter(
  script: string,
  order: object,
  killAfterMs: number,
): Promise<{ readonly isDone: boolean; readonly ms: number }> {
  const child = fork(script, { execArgv: [], env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' } })
  const ended = once(child, 'exit')
  const asked = Promise.withResolvers<void>()
  const done = Promise.withResolvers<boolean>()
  child.on('message', message => (message === 'asked' ? asked.resolve() : done.resolve(true)))
  child.on('exit', () => {
    asked.resolve()
    done.resolve(false)
  })
  child.send(order)
  await asked.promise
  const startedMs = performance.now()
  // No signal to wait for: a power cut comes at any moment.
  const isDone = await Promise.race([done.promise, after(killAfterMs, false)])
  const ms = performance.now() - startedMs
  child.kill('SIGKILL')
  await ended
  return { isDone, ms }
}
