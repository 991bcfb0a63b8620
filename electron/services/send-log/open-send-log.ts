import { openDatabase } from '../storage/database.ts'
import { createMeta, type Meta } from '../storage/meta.ts'
import { createRightOfWay, type RightOfWay } from '../storage/right-of-way.ts'
import { createSendLog } from './send-log.ts'
import type { SendStore } from './send-store.ts'

export type OpenSendLog = SendStore & {
  /** Value of a PRAGMA on this connection. */
  readonly pragma: (name: string) => Promise<unknown>
  /** Values beside the tables, on the same connection; each call is carried out when it returns. */
  readonly meta: Meta
  readonly close: () => Promise<void>
}

/** The call carried out at once and answered by a promise. */
const answering =
  <A extends readonly unknown[], R>(call: (...args: A) => R) =>
  async (...args: A): Promise<R> =>
    call(...args)

/**
 * The send log on a connection of its own, as the engine asks for it. A commit blocks its thread until the disk has it:
 * in the app that is the sender's (docs/adr/0004-the-sender-has-a-thread.md).
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
