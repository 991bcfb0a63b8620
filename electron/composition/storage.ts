import { storageHandlers } from '../ipc/handlers/storage-handlers.ts'
import { acceptRestored, readRestored } from '../services/back-up/restored-mark.ts'
import { recoverSendLog } from '../services/send-log/recovery.ts'
import { createMeta } from '../services/storage/meta.ts'
import { reportOnce } from '../services/storage/rows.ts'
import { openStorage } from '../services/storage/storage.ts'
import { createStorageThread } from '../services/storage/storage-thread.ts'
import type { Base } from './base.ts'
import type { Problems } from './problems.ts'
import type { WindowLink } from './window-link.ts'

export type Storage = Awaited<ReturnType<typeof buildStorage>>

/** The database, opened and recovered: before the sender's thread starts, and before anything can be sent. */
export async function buildStorage(
  { databasePath, clock, log, confirm }: Base,
  window: WindowLink,
  problems: Pick<Problems, 'add'>,
) {
  const storage = await openStorage({
    path: databasePath,
    clock,
    thread: createStorageThread(new URL('./storage-worker.js', import.meta.url)),
    onProgress: progress => {
      log.info('preparing the database', progress)
      window.tell('storage-progress', progress)
    },
    onStatus: status => window.tell('storage-changed', status),
    onNote: note => {
      const isAside = note.kind === 'moved-aside' || note.kind === 'journal-put-aside'
      if (isAside) problems.add('moved-aside')
      log[note.kind === 'upgraded' ? 'info' : 'error']('the database', note)
    },
  })
  const { database, patiently } = storage
  /**
   * After the sender's thread has ended unexpectedly: recipients it had marked become unknown, their campaign is
   * paused.
   */
  const recover = async (): Promise<readonly number[]> => {
    const recovered = await patiently(() => recoverSendLog(database, clock.now))
    if (recovered.campaigns.length > 0) log.warn('sending was cut off and is recovered', recovered)
    return recovered.campaigns
  }
  const recovered = await recover()
  const meta = createMeta(database)
  log.info('database opened', { version: database.pragma('user_version', { simple: true }) })
  return {
    recover,
    database,
    patiently,
    checked: storage.checked,
    /** Campaigns that were being sent when the app last ended. */
    recovered,
    status: storage.status,
    assertMaySend: storage.assertMaySend,
    meta,
    restoredUnasked: () => readRestored(meta),
    acceptRestored: () => patiently(() => acceptRestored(meta)),
    removeCopies: storage.removeCopies,
    /** Called for rows that can't be read; each is logged once. */
    unreadable: reportOnce(where => log.warn('a row of the database can’t be read', where)),
    handlers: storageHandlers(storage, confirm),
    close: storage.close,
  }
}
