import { openDatabase } from '../storage/database.ts'
import { createMeta, type Meta } from '../storage/meta.ts'
import { createRightOfWay, type RightOfWay } from '../storage/right-of-way.ts'
import { createSendLog } from './send-log.ts'
import type { SendStore } from './send-store.ts'

export type OpenSendLog = SendStore & {
  /** Value of a PRAGMA on this connection. */
  readonly pragma: (name: string) => Promise<unknown>
  /** Single values stored next to the tables, on the same connection; each call is synchronous. */
  readonly meta: Meta
  readonly close: () => Promise<void>
}

/** Runs the call synchronously and returns a promise. */
const answering =
  <A extends readonly unknown[], R>(call: (...args: A) => R) =>
  async (...args: A): Promise<R> =>
    call(...args)

/**
 * The send log on a connection of its own, with the methods that the engine needs. A commit blocks its thread until
 * the disk has it; in the app that is the sender's thread (docs/adr/0004-the-sender-has-a-thread.md).
 */
export function openSendLog(
  databasePath: string,
  now: () => number,
  rightOfWay: RightOfWay = createRightOfWay(),
): OpenSendLog {
  const database = openDatabase(databasePath)
  const log = createSendLog(database, now, rightOfWay)
  return {
    begin: answering(log.begin),
    commit: answering(log.commit),
    setStatus: answering(log.setStatus),
    finish: answering(log.finish),
    cancel: answering(log.cancel),
    pragma: answering(name => database.pragma(name, { simple: true })),
    meta: createMeta(database),
    close: answering(() => {
      database.close()
    }),
  }
}
