import { join } from 'node:path'
import { storageHandlers } from '../ipc/handlers/storage-handlers.ts'
import { createSendLog } from '../services/send-log/send-log.ts'
import { openStorage } from '../services/storage/storage.ts'
import type { Base } from './base.ts'

/** The database, opened and recovered: before the sender's thread starts, and before anything can be sent. */
export function buildStorage({ userData, clock, log }: Base) {
  const databasePath = join(userData, 'zhanggui.db')
  const storage = openStorage(databasePath, clock.now, keptAs =>
    log.error('the database was damaged', { keptAs }),
  )
  const sendLog = createSendLog(storage.database, clock.now)
  /** Writes down what a sender that is gone has left: whoever it had marked is unknown, its campaign stands paused. */
  const recover = (): void => {
    const recovered = sendLog.recover()
    if (recovered.campaigns.length > 0) log.warn('sending was cut off and is recovered', recovered)
  }
  recover()
  log.info('database opened', { version: storage.database.pragma('user_version', { simple: true }) })
  return {
    recover,
    databasePath,
    database: storage.database,
    assertMaySend: storage.assertMaySend,
    handlers: storageHandlers(storage),
    close: () => {
      storage.database.close()
    },
  }
}
