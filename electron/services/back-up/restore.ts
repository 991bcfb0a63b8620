import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { shanghaiStamp } from '../../../shared/time/shanghai.ts'
import { createWorkStore } from '../works/work-store.ts'
import { backUpName, ownFolder } from './back-up-folder.ts'
import { databaseName, libraryName, settingsName, worksName } from './back-up-format.ts'
import { makeBackUp } from './back-up-writer.ts'
import { figuresIn } from './figures.ts'
import { contentsFolder } from './restore-folder.ts'
import { clearRestore, flushAll, flushFolder, type RestorePlan, readPlan, writePlan } from './restore-plan.ts'
import { settleDatabase } from './restored-database.ts'

export type RestoreOutcome =
  | {
      readonly kind: 'restored'
      readonly madeAt: number
      readonly forgotten: number
      readonly unknown: number
    }
  /** The restore failed; everything is as it was before. */
  | { readonly kind: 'undone'; readonly reason: string }

/**
 * Carries out a confirmed restore before anything of the profile is opened: backs up the present state, prepares
 * the unpacked files, and exchanges the files. If it is cut off at any moment, the next start either finds
 * everything as it was, or completes it. Rejects only where the files can't be exchanged: then the app must not
 * start.
 */
export async function finishRestore(options: {
  readonly userData: string
  readonly appVersion: string
  readonly now: () => number
}): Promise<RestoreOutcome | null> {
  const { userData } = options
  const plan = readPlan(userData)
  if (plan === null) {
    clearRestore(userData)
    return null
  }
  let made = { forgotten: 0, unknown: 0 }
  if (plan.stage === 'asked') {
    try {
      made = await prepare(plan, options)
    } catch (error) {
      clearRestore(userData)
      return { kind: 'undone', reason: error instanceof Error ? error.message : String(error) }
    }
    flushAll(contentsFolder(userData))
    writePlan(userData, { ...plan, stage: 'swapping' })
  }
  swap(userData)
  clearRestore(userData)
  return { kind: 'restored', madeAt: plan.madeAt, ...made }
}

async function prepare(
  plan: RestorePlan,
  { userData, appVersion, now }: { userData: string; appVersion: string; now: () => number },
): Promise<{ readonly forgotten: number; readonly unknown: number }> {
  const contents = contentsFolder(userData)
  const present = join(userData, databaseName)
  const hasPresent = existsSync(present)
  if (hasPresent && !(await isEmpty(userData))) {
    const folder = ownFolder(userData)
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const kind = 'before-restore'
    const path = join(folder, backUpName(kind, shanghaiStamp(plan.askedAt)))
    await makeBackUp({ userData, path, kind, password: null, appVersion, madeAt: now(), unlessContent: null })
  }
  const merged = settleDatabase({
    path: join(contents, databaseName),
    presentPath: hasPresent ? present : null,
    madeAt: plan.madeAt,
    now,
  })
  keepOwnSettings(join(userData, settingsName), join(contents, settingsName))
  // Every file to exchange exists by now, so the exchange need not know what was done before.
  const library = join(contents, libraryName)
  if (!existsSync(library)) writeWhole(library, { entries: [] })
  const works = join(contents, worksName)
  mkdirSync(works, { recursive: true, mode: 0o700 })
  if (merged.forgotten > 0)
    await createWorkStore({ folder: works, now, onUnreadable: () => undefined }).removeWithPeople()
  return merged
}

const isEmpty = async (userData: string): Promise<boolean> =>
  Object.values(await figuresIn(userData)).every(figure => figure === 0)

const record = z.record(z.string(), z.unknown())
const readRecord = (path: string): Readonly<Record<string, unknown>> => {
  try {
    return record.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    // Missing or unreadable: all defaults apply.
    return {}
  }
}

/**
 * SECURITY: a back-up from a stranger must not redirect messages and credentials: the endpoint stays the one that
 * is set on this computer.
 */
function keepOwnSettings(presentPath: string, restoredPath: string): void {
  const { endpoint: _, ...restored } = readRecord(restoredPath)
  const { endpoint } = readRecord(presentPath)
  const settings = endpoint === undefined ? restored : { ...restored, endpoint }
  writeWhole(restoredPath, settings)
}

/** Written and flushed as a whole: a half-written file would count as empty when the restore is completed later. */
function writeWhole(path: string, content: object): void {
  writeFileSync(`${path}.tmp`, JSON.stringify(content), { mode: 0o600 })
  renameSync(`${path}.tmp`, path)
}

/** Moves the files that are not moved yet; safe to repeat until all are. */
function swap(userData: string): void {
  const contents = contentsFolder(userData)
  for (const name of [databaseName, settingsName, libraryName, worksName]) {
    const from = join(contents, name)
    if (!existsSync(from)) continue
    const to = join(userData, name)
    if (name === databaseName) {
      // They belong to the old database and would damage the new one.
      for (const end of ['-wal', '-shm', '-journal']) rmSync(to + end, { force: true })
      flushFolder(userData)
    }
    if (name === worksName) rmSync(to, { recursive: true, force: true })
    renameSync(from, to)
  }
  flushFolder(userData)
}
