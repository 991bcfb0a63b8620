import { randomUUID } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { timeMsSchema } from '../../../shared/domain/ranges.ts'
import { mostWorks, type Work, type WorkHead, workIdSchema, workSchema } from '../../../shared/domain/work.ts'
import { workPieceBytes } from '../../../shared/domain/work-piece.ts'
import { AppError } from '../../../shared/ipc/result.ts'
import { writeAtomically } from '../files/atomic-file.ts'

export type WorkStore = ReturnType<typeof createWorkStore>

type FilePlace = { readonly workId: string; readonly file: number }

const recordSchema = z.object({ changedAt: timeMsSchema, work: workSchema })

/** SECURITY: no other user of the computer may read an owner's customers. */
const ownerOnly = { file: 0o600, folder: 0o700 }

const recordName = 'work.json'
/** The record of a work that was thrown away and can still be put back. */
const thrownName = 'thrown.json'
/** So much of a text is shown where works are offered. */
const shownText = 60

/**
 * Keeps each work in a folder of its own: `0`, `1` … are the files that its list was read from, as they were, and
 * `work.json` tells the rest. The record is written last and as a whole: a folder without one is what a crash left and is
 * cleared away by `tidy`. Throws AppError `file-not-writable` where the disk refuses, `not-found` where a work has ended.
 */
export function createWorkStore({
  folder,
  now,
  onUnreadable,
}: {
  readonly folder: string
  readonly now: () => number
  /** Told of a work that can't be read; it is left where it is. */
  readonly onUnreadable: (workId: string, problem: string) => void
}) {
  const folderOf = (workId: string): string => join(folder, workId)
  const pathOf = ({ workId, file }: FilePlace): string => join(folderOf(workId), String(file))

  const ids = async (): Promise<readonly string[]> => {
    const names = await readdir(folder).catch(absent<string[]>([]))
    return names.filter(name => workIdSchema.safeParse(name).success)
  }

  async function recordOf(workId: string): Promise<z.infer<typeof recordSchema> | null> {
    const text = await readFile(join(folderOf(workId), recordName), 'utf8').catch(absent<null>(null))
    if (text === null) return null
    try {
      return recordSchema.parse(JSON.parse(text))
    } catch (error) {
      onUnreadable(workId, error instanceof z.ZodError ? z.prettifyError(error) : 'no JSON')
      return null
    }
  }

  async function list(): Promise<WorkHead[]> {
    const heads: WorkHead[] = []
    for (const workId of await ids()) {
      const record = await recordOf(workId)
      if (record === null) continue
      const { changedAt, work } = record
      heads.push({
        workId,
        name: work.name,
        mode: work.mode,
        people: work.list?.people ?? null,
        text: work.content.template.text.slice(0, shownText),
        changedAt,
      })
    }
    return heads.sort((a, b) => b.changedAt - a.changedAt)
  }

  const remove = async (workId: string): Promise<void> => {
    // The record first: a folder that is removed in part is no work any more.
    await writing(workId, () => rm(join(folderOf(workId), recordName), { force: true }))
    await writing(workId, () => rm(folderOf(workId), { recursive: true, force: true }))
  }

  const thrown = async (): Promise<readonly string[]> => {
    const found: string[] = []
    for (const workId of await ids())
      if ((await stat(join(folderOf(workId), thrownName)).catch(absent<null>(null))) !== null)
        found.push(workId)
    return found
  }

  /** Works whose files are the owner's own. A work that can't be read may hold anybody. */
  async function withPeople(): Promise<readonly string[]> {
    const found: string[] = []
    for (const workId of await ids()) {
      const record = await recordOf(workId)
      if (record === null || (record.work.list !== null && !record.work.list.isSample)) found.push(workId)
    }
    return found
  }

  return {
    list,
    remove,

    /**
     * The owner wants it no more: it is offered no longer, and can be put back until the next one is thrown away or the
     * app starts anew (`tidy`). Throws `not-found` where it has ended.
     */
    async throwAway(workId: string): Promise<void> {
      for (const before of await thrown()) await remove(before)
      await writing(workId, () =>
        rename(join(folderOf(workId), recordName), join(folderOf(workId), thrownName)),
      )
    },

    /** Throws `not-found` where it is gone for good. */
    putBack: (workId: string): Promise<void> =>
      writing(workId, () => rename(join(folderOf(workId), thrownName), join(folderOf(workId), recordName))),

    /** How many works hold people. */
    countWithPeople: async (): Promise<number> => (await withPeople()).length,

    /** Removes every work that holds people: somebody asked to be forgotten. */
    async removeWithPeople(): Promise<void> {
      for (const workId of await withPeople()) await remove(workId)
    },

    async begin(): Promise<string> {
      const workId = randomUUID()
      await writing(workId, () => mkdir(folderOf(workId), { recursive: true, mode: ownerOnly.folder }))
      return workId
    },

    /** Writes a piece of one of the list's files; what stood behind it is cut off. */
    async putFile({
      workId,
      file,
      offset,
      bytes,
    }: FilePlace & { readonly offset: number; readonly bytes: Uint8Array }): Promise<void> {
      await expectBegun(workId)
      await writing(workId, async () => {
        const handle = await open(pathOf({ workId, file }), offset === 0 ? 'w' : 'r+', ownerOnly.file)
        try {
          await handle.truncate(offset)
          await handle.write(bytes, 0, bytes.length, offset)
        } finally {
          await handle.close()
        }
      })
    },

    /** The next piece of one of its files; an empty one at the end. */
    async readFile({
      workId,
      file,
      offset,
    }: FilePlace & { readonly offset: number }): Promise<Uint8Array<ArrayBuffer>> {
      const handle = await open(pathOf({ workId, file }), 'r').catch(() => {
        throw new AppError('not-found', { where: 'work' })
      })
      try {
        const { bytesRead, buffer } = await handle.read(
          new Uint8Array(workPieceBytes),
          0,
          workPieceBytes,
          offset,
        )
        return buffer.subarray(0, bytesRead)
      } finally {
        await handle.close()
      }
    },

    /** Writes down what the work is now. All of its files must have been put. The oldest works beyond the limit go. */
    async save(workId: string, work: Work): Promise<void> {
      await expectBegun(workId)
      for (const [file, { bytes }] of (work.list?.files ?? []).entries()) {
        const there = await stat(pathOf({ workId, file })).catch(absent<null>(null))
        if (there?.size !== bytes)
          throw new AppError('wrong-state', { detail: `file ${file} of the work is not whole` })
      }
      await writeAtomically(join(folderOf(workId), recordName), JSON.stringify({ changedAt: now(), work }))
      for (const old of (await list()).slice(mostWorks)) await remove(old.workId)
    },

    /** Throws AppError `not-found` where the work has ended or can't be read. */
    async get(workId: string): Promise<Work> {
      const record = await recordOf(workId)
      if (record === null) throw new AppError('not-found', { where: 'work' })
      return record.work
    },

    /** Clears away what a crash left of a work that was being begun or removed. For the app's start. */
    async tidy(): Promise<void> {
      for (const workId of await ids()) {
        const record = await stat(join(folderOf(workId), recordName)).catch(absent<null>(null))
        if (record === null) await remove(workId)
      }
    },
  }

  async function expectBegun(workId: string): Promise<void> {
    const there = await stat(folderOf(workId)).catch(absent<null>(null))
    if (there === null) throw new AppError('not-found', { where: 'work' })
  }
}

const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined

/** Takes the place of what is not there; every other error stays one. */
const absent =
  <T>(instead: T) =>
  (error: unknown): T => {
    if (codeOf(error) === 'ENOENT') return instead
    throw error
  }

/** What the disk says against a write becomes an expected failure. */
async function writing<T>(workId: string, write: () => Promise<T>): Promise<T> {
  try {
    return await write()
  } catch (error) {
    const detail = codeOf(error)
    if (detail === 'ENOENT') throw new AppError('not-found', { where: 'work' })
    throw detail === undefined
      ? error
      : new AppError('file-not-writable', { where: `work/${workId}`, detail })
  }
}
