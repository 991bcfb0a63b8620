import type { StorageProgress } from '../../../shared/domain/storage-status.ts'
import { copyBeforeStep } from './copy-before-step.ts'
import { openConnection } from './database.ts'
import { playBack } from './journal.ts'
import { migrate, migrations, versionOf } from './migrations.ts'
import type { Mark } from './profile-mark.ts'
import { stepOf } from './schema.ts'
import { stepFailed } from './storage-trouble.ts'
import { expectSound, isDamage } from './survey.ts'

/** Tasks that take long on a large file, and run on a thread of their own. */
export type StorageTask =
  /** Checks the whole file; others may read and write it meanwhile. */
  | { readonly kind: 'check'; readonly path: string }
  /** Mends a version that is not that of the schema, and takes the missing steps, after a check and a copy; nobody else has the file open. */
  | { readonly kind: 'upgrade'; readonly path: string }
  /** Plays back the rollback journal beside the file; `damaged`: it is another file's, and nothing was changed. */
  | { readonly kind: 'journal'; readonly path: string; readonly mark: Mark | null }

/** The outcome of a task, as plain data. */
export type StorageOutcome =
  | { readonly kind: 'done' /** Of the copy that was made. */; readonly copyName: string | null }
  | { readonly kind: 'damaged'; readonly reason: string }
  | { readonly kind: 'failed'; readonly message: string /** SQLite's. */; readonly code: string | null }

/** Carries out a task; blocks its thread until it is done. */
export function carryOut(
  task: StorageTask,
  onProgress: (progress: StorageProgress) => void = () => undefined,
): StorageOutcome {
  try {
    onProgress({ stage: 'check' })
    if (task.kind === 'journal')
      return playBack(task.path, task.mark)
        ? { kind: 'done', copyName: null }
        : { kind: 'damaged', reason: 'the journal is another file’s' }
    checkFile(task.path)
    const copyName = task.kind === 'upgrade' ? upgrade(task.path, onProgress) : null
    return { kind: 'done', copyName }
  } catch (error) {
    if (isDamage(error)) return { kind: 'damaged', reason: error.message }
    if (!(error instanceof Error)) return { kind: 'failed', message: String(error), code: null }
    const code = 'code' in error && typeof error.code === 'string' ? error.code : null
    return { kind: 'failed', message: error.message, code }
  }
}

function checkFile(path: string): void {
  const database = openConnection(path, 'reader')
  try {
    expectSound(database)
  } finally {
    database.close()
  }
}

function upgrade(path: string, onProgress: (progress: StorageProgress) => void): string | null {
  const database = openConnection(path, 'keeper')
  try {
    const taken = stepOf(database) ?? versionOf(database)
    // Before the copy, so that the copy can be used as it is.
    if (versionOf(database) !== taken) database.pragma(`user_version = ${taken}`)
    if (taken === migrations.length) return null
    onProgress({ stage: 'copy' })
    const copyName = copyBeforeStep(database, path, taken + 1)
    try {
      migrate(database, ({ step, of }) => onProgress({ stage: 'step', step, of }))
    } catch (error) {
      if (isDamage(error)) throw error
      throw stepFailed(error, copyName)
    }
    return copyName
  } finally {
    database.close()
  }
}
