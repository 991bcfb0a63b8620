import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { setTimeout as after } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'

const probe = fileURLToPath(new URL('./start-probe.cjs', import.meta.url))
const longestStartMs = 60_000

/** An app from the spawning of its process on. */
export type StartedApp = {
  readonly pid: number
  /** Until the window was on screen with its first content. */
  readonly firstFrameMs: number
  /** Until `main[data-app-state="loaded"]`. */
  readonly usableMs: number
  readonly end: () => Promise<void>
}

const seenSchema = z.object({ shownAt: z.number(), paintedAt: z.number(), loadedAt: z.number() })

/** Starts an Electron app with the probe beside it, and resolves when its first screen is complete. */
export async function startApp(folder: string, env: NodeJS.ProcessEnv): Promise<StartedApp> {
  const { ELECTRON_RUN_AS_NODE: _asNode, ...surroundings } = env
  const isRoot = process.platform === 'linux' && process.getuid?.() === 0
  const flags = isRoot ? ['--no-sandbox'] : []
  const startedAt = Date.now()
  const child = spawn(process.env['ZHANGGUI_ELECTRON'] ?? '', [...flags, '-r', probe, folder], {
    env: surroundings,
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const ended = once(child, 'exit')
  const late = setTimeout(() => child.kill('SIGKILL'), longestStartMs)
  try {
    for await (const line of createInterface(child.stdout)) {
      if (!line.startsWith('start-probe ')) continue
      const { shownAt, paintedAt, loadedAt } = seenSchema.parse(JSON.parse(line.slice('start-probe '.length)))
      // Nobody reads on; a full pipe would stop the app.
      child.stdout.resume()
      return {
        pid: child.pid ?? 0,
        firstFrameMs: Math.max(shownAt, paintedAt) - startedAt,
        usableMs: Math.max(shownAt, loadedAt) - startedAt,
        async end() {
          child.kill()
          await ended
        },
      }
    }
    throw new Error(`${folder} ended before its first screen`)
  } finally {
    clearTimeout(late)
  }
}

/** Process → parent, of all processes that run. */
function parents(): ReadonlyMap<number, number> {
  const found = new Map<number, number>()
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    try {
      const [, parent = ''] = /\) \S (\d+)/.exec(readFileSync(`/proc/${name}/stat`, 'utf8')) ?? []
      found.set(Number(name), Number(parent))
    } catch {
      // It has ended meanwhile.
    }
  }
  return found
}

/** Proportional set size of a process and all that descend from it, in MB: shared pages are counted once. Linux only. */
function memoryNow(pid: number): number {
  const parentOf = parents()
  const belongs = (id: number | undefined): boolean =>
    id !== undefined && (id === pid || belongs(parentOf.get(id)))
  let kilobytes = 0
  for (const id of parentOf.keys()) {
    if (!belongs(id)) continue
    try {
      kilobytes += Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${id}/smaps_rollup`, 'utf8'))?.[1] ?? 0)
    } catch {
      // It has ended meanwhile.
    }
  }
  return kilobytes / 1000
}

const lookEveryMs = 1_000
const restLooks = 3
const restWithin = 0.005
const mostLooks = 20

/** The memory when it has stopped changing. */
export async function memoryAtRest({ pid }: Pick<StartedApp, 'pid'>): Promise<number> {
  const looks: number[] = []
  while (looks.length < mostLooks) {
    await after(lookEveryMs)
    looks.push(memoryNow(pid))
    const last = looks.slice(-restLooks)
    if (last.length === restLooks && Math.max(...last) / Math.min(...last) - 1 <= restWithin) break
  }
  return looks.at(-1) ?? Number.NaN
}
