import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { timeMsSchema } from '../../../shared/domain/ranges.ts'
import { planPath, restoreFolder } from './restore-folder.ts'

/**
 * A restore that is under way, as written in `restore/plan.json` of the profile. `asked`: the owner has confirmed
 * it, and nothing of the present profile was touched. `swapping`: everything is ready, and the files are being
 * exchanged; from here on the restore is only ever completed.
 */
const planSchema = z.object({
  stage: z.enum(['asked', 'swapping']),
  /** When the back-up was made. */
  madeAt: timeMsSchema,
  askedAt: timeMsSchema,
})
export type RestorePlan = z.infer<typeof planSchema>

/** Null: no restore is under way. An unreadable plan was never completely written, so it counts as none. */
export function readPlan(userData: string): RestorePlan | null {
  if (!existsSync(planPath(userData))) return null
  try {
    return planSchema.parse(JSON.parse(readFileSync(planPath(userData), 'utf8')))
  } catch {
    return null
  }
}

export function writePlan(userData: string, plan: RestorePlan): void {
  const path = planPath(userData)
  const file = openSync(`${path}.tmp`, 'w', 0o600)
  try {
    writeSync(file, JSON.stringify(plan))
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  renameSync(`${path}.tmp`, path)
  flushFolder(restoreFolder(userData))
}

/** Removes everything of a restore; the plan first, so that leftovers are never taken for a confirmed restore. */
export function clearRestore(userData: string): void {
  rmSync(planPath(userData), { recursive: true, force: true })
  rmSync(restoreFolder(userData), { recursive: true, force: true })
}

/** Makes renames durable where the system offers it; Windows can't open a folder. */
export function flushFolder(folder: string): void {
  let file: number
  try {
    file = openSync(folder, 'r')
  } catch {
    return
  }
  try {
    fsyncSync(file)
  } catch {
    // As in `openAtomically`: some file systems can't flush a folder.
  } finally {
    closeSync(file)
  }
}

/** Flushes every file below a folder, and the folders. */
export function flushAll(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) flushAll(path)
    else {
      const file = openSync(path, 'r+')
      try {
        fsyncSync(file)
      } finally {
        closeSync(file)
      }
    }
  }
  flushFolder(folder)
}
