import { fileURLToPath } from 'node:url'
import { app, utilityProcess } from 'electron'
import type { ChildHandle } from '../services/workbooks/workbook-reader.ts'

/** A process without a window and without the app's rights, for reading an untrusted workbook. */
export function spawnWorkbookProcess(): ChildHandle {
  const child = utilityProcess.fork(fileURLToPath(new URL('./workbook-process.js', import.meta.url)), [], {
    serviceName: 'workbook',
    stdio: 'ignore',
    // SECURITY: a workbook needs nothing of the environment.
    env: {},
  })
  return {
    postMessage: message => child.postMessage(message),
    onMessage: listener => child.on('message', listener),
    onExit: listener => child.on('exit', listener),
    kill: () => {
      child.kill()
    },
    memoryBytes: () => {
      const metric = app.getAppMetrics().find(({ pid }) => pid === child.pid)
      return metric === undefined ? null : metric.memory.workingSetSize * 1024
    },
  }
}
