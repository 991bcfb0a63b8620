import { existsSync, renameSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { Database } from 'better-sqlite3'
import type { StorageProgress, StorageStatus } from '../../../shared/domain/storage-status.ts'
import { AppError } from '../../../shared/ipc/result.ts'
import { shanghaiStamp } from '../../../shared/time/shanghai.ts'
import type { Clock } from '../time/clock.ts'
import { asidePrefix, removeCopies } from './copy-before-step.ts'
import { openDatabase } from './database.ts'
import { databaseSuffixes, removeDatabase } from './database-files.ts'
import { migrations } from './migrations.ts'
import { type MovedAside, makeRoomBeside } from './misplaced.ts'
import { createPatience, type Patiently } from './patience.ts'
import { createProfileMark, type ProfileMark, strictest } from './profile-mark.ts'
import type { StorageOutcome } from './storage-task.ts'
import type { StorageThread } from './storage-thread.ts'
import { isDamage, type Survey, survey } from './survey.ts'

const lostKey = 'history-lost'
/** How long the start waits for another program that holds the file. */
const openingPatienceMs = 5_000
/** The window is usable by then; an earlier check would compete with it for processor and disk. */
const checkAfterMs = 2_000

/** Log entries for a supporter. */
export type StorageNote =
  | {
      readonly kind: 'put-aside' /** Null: the file had vanished. */
      readonly keptAs: string | null
      readonly reason: string
    }
  | {
      readonly kind: 'upgraded'
      readonly from: number
      readonly to: number
      readonly copyName: string | null
    }
  /** It stood in the place of a file and was none. */
  | ({ readonly kind: 'moved-aside' } & MovedAside)
  /** Of another file: SQLite would have played it back into the database. */
  | { readonly kind: 'journal-put-aside'; readonly keptAs: string }
  /** The file said another version than its tables are of. */
  | { readonly kind: 'version-mended'; readonly said: number; readonly taken: number }
  | { readonly kind: 'found-damaged'; readonly reason: string }
  | { readonly kind: 'check-failed'; readonly reason: string }
  | { readonly kind: 'mark-not-written'; readonly reason: string }

export type StorageOptions = {
  readonly path: string
  readonly clock: Pick<Clock, 'now' | 'monotonicMs' | 'after'>
  readonly thread: StorageThread
  /** Called while the file is checked, copied or upgraded before it can be used. */
  readonly onProgress: (progress: StorageProgress) => void
  /** Called when `status` has changed by itself. */
  readonly onStatus: (status: StorageStatus) => void
  readonly onNote: (note: StorageNote) => void
}

export type Storage = {
  /** Main's connection. */
  readonly database: Database
  readonly status: () => StorageStatus
  /** The owner accepts that history and opt-outs are gone; sending is allowed again. Rejects with `database-busy`. */
  readonly acceptLoss: () => Promise<void>
  /**
   * Throws `history-lost` until the owner has accepted the loss, `storage-checking` while the whole file is being
   * checked, and `storage-damaged` where that found damage.
   */
  readonly assertMaySend: () => void
  /** Resolves when the whole file was checked, or need not be: to true where it is sound. */
  readonly checked: Promise<boolean>
  /** For every write on main's connection. */
  readonly patiently: Patiently
  /** Removes the copy that was made before the last schema steps. */
  readonly removeCopies: () => void
  readonly close: () => Promise<void>
}

/**
 * Opens the app's database (docs/storage.md). An unreadable or vanished database is put aside under another name,
 * never overwritten, and a new one replaces it. Until the owner has accepted that, nothing is sent, because it is
 * not known who was sent to and who has opted out. Rejects where the data is sound but can't be opened.
 */
export async function openStorage(options: StorageOptions): Promise<Storage> {
  const { path, clock, thread, onNote } = options
  const mark = createProfileMark(path)
  for (const moved of makeRoomBeside(path, clock.now())) {
    onNote({ kind: 'moved-aside', ...moved })
    // There was a mark, and nobody knows which.
    if (moved.name === `${basename(path)}.made`) mark.write(strictest)
  }
  const openPatiently = createPatience(clock, openingPatienceMs)

  const found = await prepared(await surveyed(mark, openPatiently, options), options)
  const database = await openPatiently(() => openFound(found, path, clock.now(), onNote))
  let state: 'ok' | 'checking' | 'damaged' =
    found.kind === 'sound' && found.check === 'later' ? 'checking' : 'ok'
  const setMark = (value: 'made' | 'unchecked' | 'damaged'): void => {
    try {
      mark.write(value)
    } catch (error) {
      // The next start writes the mark; until then a vanished database would look like a first start.
      onNote({ kind: 'mark-not-written', reason: String(error) })
    }
  }
  setMark(state === 'checking' ? 'unchecked' : 'made')

  const selectLost = database.prepare('SELECT value FROM meta WHERE key = ?').pluck()
  const status = (): StorageStatus => {
    const lost = selectLost.get(lostKey)
    if (typeof lost === 'string') return { state: 'lost', keptAs: lost === '' ? null : lost }
    return { state, keptAs: null }
  }

  let isClosed = false
  const check = async (): Promise<boolean> => {
    await new Promise<void>(resolve => {
      clock.after(checkAfterMs, resolve)
    })
    if (isClosed) return false
    const outcome = await outcomeOf(thread.run({ kind: 'check', path }, () => undefined))
    // A check that was cut off by the end of the app is due again at the next start.
    if (isClosed) return false
    switch (outcome.kind) {
      case 'done':
        state = 'ok'
        setMark('made')
        break
      case 'damaged':
        state = 'damaged'
        setMark('damaged')
        onNote({ kind: 'found-damaged', reason: outcome.reason })
        break
      case 'failed':
        // It is not known whether the file is sound; the next start checks again.
        state = 'damaged'
        onNote({ kind: 'check-failed', reason: outcome.message })
    }
    options.onStatus(status())
    return state === 'ok'
  }

  const patiently = createPatience(clock)
  const checked = state === 'checking' ? check() : Promise.resolve(true)

  return {
    database,
    status,
    checked,
    patiently,
    removeCopies: () => removeCopies(path),
    acceptLoss: () =>
      patiently(() => {
        database.prepare('DELETE FROM meta WHERE key = ?').run(lostKey)
      }),
    assertMaySend() {
      switch (status().state) {
        case 'ok':
          return
        case 'lost':
          throw new AppError('history-lost')
        case 'checking':
          throw new AppError('storage-checking')
        case 'damaged':
          throw new AppError('storage-damaged')
      }
    },
    async close() {
      isClosed = true
      await thread.end()
      database.close()
    },
  }
}

/** Looks at the file, after a rollback journal beside it was played back or put aside. */
async function surveyed(
  mark: ProfileMark,
  openPatiently: Patiently,
  { path, clock, thread, onProgress, onNote }: StorageOptions,
): Promise<Survey> {
  const look = () => openPatiently(() => survey(path, mark.read()))
  const found = await look()
  if (found.kind !== 'journal') return found
  const outcome = await outcomeOf(thread.run({ kind: 'journal', path, mark: mark.read() }, onProgress))
  if (outcome.kind === 'failed') throw failure(outcome)
  if (outcome.kind === 'damaged') {
    const keptAs = `${asideName(path, clock.now())}-journal`
    renameSync(`${path}-journal`, join(dirname(path), keptAs))
    onNote({ kind: 'journal-put-aside', keptAs })
  }
  const settled = await look()
  // Another program has just been cut off while it wrote.
  if (settled.kind === 'journal') throw new AppError('database-busy')
  return settled
}

const failure = ({ message, code }: Extract<StorageOutcome, { readonly kind: 'failed' }>): Error =>
  Object.assign(new Error(message), code === null ? {} : { code })

/** The name under which an unreadable database is put aside. */
const asideName = (path: string, nowMs: number): string =>
  `${asidePrefix(path)}${shanghaiStamp(nowMs)}-${String(nowMs % 1000).padStart(3, '0')}`

/** Carries out what is necessary before the file can be opened; returns its state afterwards. */
async function prepared(
  found: Survey,
  { path, thread, onProgress, onNote }: StorageOptions,
): Promise<Survey> {
  if (found.kind !== 'sound') return found
  const { said, taken, check } = found
  const isBehind = taken < migrations.length
  const isRight = said === taken
  if (!isBehind && isRight && check !== 'before-opening') return found
  const kind = isBehind || !isRight ? 'upgrade' : 'check'
  const outcome = await outcomeOf(thread.run({ kind, path }, onProgress))
  switch (outcome.kind) {
    case 'done':
      if (!isRight) onNote({ kind: 'version-mended', said, taken })
      if (isBehind)
        onNote({ kind: 'upgraded', from: taken, to: migrations.length, copyName: outcome.copyName })
      return { kind: 'sound', said: migrations.length, taken: migrations.length, check: 'none' }
    case 'damaged':
      return outcome
    case 'failed':
      throw failure(outcome)
  }
}

const outcomeOf = (running: Promise<StorageOutcome>): Promise<StorageOutcome> =>
  running.catch((error: unknown) => ({ kind: 'failed', message: String(error), code: null }))

/** Throws every error except damage, and leaves the file unchanged then. */
function openFound(
  found: Survey,
  path: string,
  nowMs: number,
  onNote: (note: StorageNote) => void,
): Database {
  if (found.kind === 'damaged') return replaced(path, nowMs, found.reason, onNote)
  try {
    return openDatabase(path, 'main')
  } catch (error) {
    if (isDamage(error)) return replaced(path, nowMs, error.message, onNote)
    throw error
  }
}

/**
 * Puts the file aside with everything that belongs to it, and a new one in its place. The new file is completed
 * first, with the loss recorded in it: an end of the app in between must not hide that something was lost.
 */
function replaced(
  path: string,
  nowMs: number,
  reason: string,
  onNote: (note: StorageNote) => void,
): Database {
  const suffixes = databaseSuffixes.filter(suffix => existsSync(path + suffix))
  const name = asideName(path, nowMs)
  const aside = join(dirname(path), name)
  const keptAs = suffixes.length === 0 ? null : name
  const fresh = `${path}.new`
  removeDatabase(fresh)
  const database = openDatabase(fresh)
  database.prepare('INSERT INTO meta (key, value) VALUES (?, ?)').run(lostKey, keptAs ?? '')
  database.close()
  for (const suffix of suffixes) renameSync(path + suffix, aside + suffix)
  renameSync(fresh, path)
  onNote({ kind: 'put-aside', keptAs, reason })
  return openDatabase(path, 'main')
}
