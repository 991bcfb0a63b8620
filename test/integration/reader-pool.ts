import { workbookReplySchema } from '../../electron/services/workbooks/workbook-messages.ts'
import type { ChildHandle } from '../../electron/services/workbooks/workbook-reader.ts'

type PooledChild = {
  readonly handle: ChildHandle
  files: number
  /** Whoever uses the process now. */
  listen: (message: unknown) => void
  exited: () => void
}

/**
 * The app starts a process for every workbook; starting one takes ten times as long as reading a small file. Here a
 * process that has answered reads the next file too, so that thousands can be tried. Every `mostFiles` it is a new one.
 */
export function createReaderPool(spawnProcess: () => ChildHandle, mostFiles: number) {
  const idle: PooledChild[] = []

  function start(): PooledChild {
    const child: PooledChild = { handle: spawnProcess(), files: 0, listen: () => {}, exited: () => {} }
    child.handle.onMessage(message => child.listen(message))
    child.handle.onExit(() => {
      const place = idle.indexOf(child)
      if (place !== -1) idle.splice(place, 1)
      child.exited()
    })
    return child
  }

  return {
    spawnProcess(): ChildHandle {
      const used = idle.pop()
      const child = used ?? start()
      let answered = false
      child.files++
      return {
        postMessage: message => child.handle.postMessage(message),
        onMessage(listener) {
          child.listen = message => {
            const reply = workbookReplySchema.safeParse(message)
            answered ||= reply.success && reply.data.kind !== 'ready'
            listener(message)
          }
          // It said so when it was started; whoever uses it next is told again.
          if (used) queueMicrotask(() => listener({ kind: 'ready' }))
        },
        onExit(listener) {
          child.exited = listener
        },
        kill() {
          child.listen = () => {}
          if (!answered || child.files >= mostFiles) return child.handle.kill()
          // To its user it is a process that has ended.
          setImmediate(child.exited)
          child.exited = () => {}
          idle.push(child)
        },
        memoryBytes: () => child.handle.memoryBytes(),
      }
    },
    close(): void {
      for (const child of idle.splice(0)) child.handle.kill()
    },
  }
}
