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
  const recovered = createSendLog(storage.database, clock.now).recover()
  if (recovered.campaigns.length > 0) log.warn('the app ended while sending', recovered)
  return {
    databasePath,
    database: storage.database,
    assertMaySend: storage.assertMaySend,
    handlers: storageHandlers(storage),
    close: () => {
      storage.database.close()
    },
  }
}
