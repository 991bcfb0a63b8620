import { type ChildProcess, fork } from 'node:child_process'
import { readFileSync } from 'node:fs'
import type { ChildHandle } from '../../electron/services/workbooks/workbook-reader.ts'

const entry = new URL('../../electron/services/workbooks/workbook-process.ts', import.meta.url)
const pageBytes = 4096

/** Forks the app's own entry; every process that was started is remembered, so that a test can see that it is gone. */
export function createChildren() {
  const started: ChildProcess[] = []
  return {
    started,
    spawnProcess: (): ChildHandle => {
      const child = fork(entry, {
        serialization: 'advanced',
        execArgv: [],
        stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      })
      started.push(child)
      return {
        // A child that has just ended closes its channel; its exit is what is waited for.
        postMessage: message => void child.send(message, () => {}),
        onMessage: listener => void child.on('message', listener),
        onExit: listener => void child.on('exit', listener),
        kill: () => void child.kill('SIGKILL'),
        memoryBytes: () => residentBytes(child.pid),
      }
    },
    /** Resolves when every process has ended. */
    allGone: async (): Promise<void> => {
      await Promise.all(
        started.map(child =>
          child.exitCode !== null || child.signalCode !== null
            ? null
            : new Promise(ended => child.once('exit', ended)),
        ),
      )
    },
  }
}

function residentBytes(pid: number | undefined): number | null {
  if (pid === undefined) return null
  try {
    return Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * pageBytes
  } catch {
    return null
  }
}
