import SqliteDatabase from 'better-sqlite3'

/** The app's own thread of the send log on a disk whose every durable commit takes 5 ms longer: an old PC's. */
const flushMs = 5
const still = new Int32Array(new SharedArrayBuffer(4))
const { transaction } = SqliteDatabase.prototype

SqliteDatabase.prototype.transaction = function slowed(this: SqliteDatabase.Database, work) {
  const quick = transaction.call(this, work)
  const immediate = (...args: never[]) => {
    const result = quick.immediate(...args)
    Atomics.wait(still, 0, 0, flushMs)
    return result
  }
  return Object.assign((...args: never[]) => quick(...args), { immediate })
} as typeof transaction

await import('../../electron/services/campaigns/send-log-worker.ts')
