import { join } from 'node:path'
import { storageHandlers } from '../ipc/handlers/storage-handlers.ts'
import { recoverSendLog } from '../services/send-log/recovery.ts'
import { openStorage } from '../services/storage/storage.ts'
import { createStorageThread } from '../services/storage/storage-thread.ts'
import type { Base } from './base.ts'
import type { WindowLink } from './window-link.ts'

export type Storage = Awaited<ReturnType<typeof buildStorage>>

/** The database, opened and recovered: before the sender's thread starts, and before anything can be sent. */
export async function buildStorage({ userData, clock, log }: Base, window: WindowLink) {
  const databasePath = join(userData, 'zhanggui.db')
  const storage = await openStorage({
    path: databasePath,
    clock,
    thread: createStorageThread(new URL('./storage-worker.js', import.meta.url)),
    onProgress: progress => log.info('preparing the database', progress),
    onStatus: status => window.tell('storage-changed', status),
    onNote: note => log.warn('the database', note),
  })
  const { database, patiently } = storage
  const recovered = await patiently(() => recoverSendLog(database, clock.now))
  if (recovered.campaigns.length > 0) log.warn('the app ended while sending', recovered)
  return {
    databasePath,
    database,
    patiently,
    checked: storage.checked,
    /** Campaigns that were being sent when the app ended. */
    recovered: recovered.campaigns,
    assertMaySend: storage.assertMaySend,
    handlers: storageHandlers(storage),
    close: storage.close,
  }
}
