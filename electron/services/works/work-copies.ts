import { copyFile, mkdir, readdir, readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { workIdSchema, workSchema } from '../../../shared/domain/work.ts'

const recordName = 'work.json'
const recordSchema = z.object({ work: workSchema })
/** A work that is being written is tried again; one that keeps changing is left out. */
const tries = 3

/** The number of works in a folder, by their records. */
export const countWorks = async (folder: string): Promise<number> => (await worksIn(folder)).length

/** Copies every work that has a record into an empty folder, each whole or not at all. */
export async function copyWorks(from: string, to: string): Promise<void> {
  for (const workId of await worksIn(from)) {
    for (let left = tries; left > 0; left -= 1) {
      if (await copyWork(join(from, workId), join(to, workId))) break
      await rm(join(to, workId), { recursive: true, force: true })
    }
  }
}

async function worksIn(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch(() => [])
  const found: string[] = []
  for (const name of names) {
    if (!workIdSchema.safeParse(name).success) continue
    const record = await stat(join(folder, name, recordName)).catch(() => null)
    if (record !== null) found.push(name)
  }
  return found
}

/** False if the work was written meanwhile, has ended, or has an unreadable record. */
async function copyWork(from: string, to: string): Promise<boolean> {
  try {
    const record = await readFile(join(from, recordName))
    const { work } = recordSchema.parse(JSON.parse(record.toString('utf8')))
    await mkdir(to, { recursive: true, mode: 0o700 })
    for (const [file, { bytes }] of (work.list?.files ?? []).entries()) {
      await copyFile(join(from, String(file)), join(to, String(file)))
      if ((await stat(join(to, String(file)))).size !== bytes) return false
    }
    await copyFile(join(from, recordName), join(to, recordName))
    return record.equals(await readFile(join(to, recordName)))
  } catch {
    return false
  }
}
