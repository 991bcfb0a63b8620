import { randomUUID } from 'node:crypto'
import type { Dirent } from 'node:fs'
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
/** The record of a discarded work that can still be restored. */
const thrownName = 'thrown.json'
/** The length of the text preview in the list of works. */
const shownText = 60

/**
 * Keeps each work in a folder of its own: `0`, `1` … are unchanged copies of the files that its list was read from,
 * and `work.json` holds the rest. The record is written last and as a whole: a folder without one was left by a
 * crash and is removed by `tidy`. Throws AppError `file-not-writable` where the disk refuses, `not-found` where a
 * work has ended.
 */
export function createWorkStore({
  folder,
  now,
  onUnreadable,
}: {
  readonly folder: string
  readonly now: () => number
  /** Called for a work that can't be read; it is left alone. */
  readonly onUnreadable: (workId: string, problem: string) => void
}) {
  const folderOf = (workId: string): string => join(folder, workId)
  const pathOf = ({ workId, file }: FilePlace): string => join(folderOf(workId), String(file))

  const ids = async (): Promise<readonly string[]> => {
    const entries = await readdir(folder, { withFileTypes: true }).catch(absent<Dirent[]>([]))
    return entries
      .filter(entry => entry.isDirectory() && workIdSchema.safeParse(entry.name).success)
      .map(({ name }) => name)
  }

  async function recordOf(workId: string): Promise<z.infer<typeof recordSchema> | null> {
    try {
      return recordSchema.parse(JSON.parse(await readFile(join(folderOf(workId), recordName), 'utf8')))
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return null
      onUnreadable(
        workId,
        error instanceof z.ZodError ? z.prettifyError(error) : (codeOf(error) ?? 'no JSON'),
      )
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
    // The record is removed first: a partially removed folder is then no work any more.
    await writing(workId, () => rm(join(folderOf(workId), recordName), { recursive: true, force: true }))
    await writing(workId, () => rm(folderOf(workId), { recursive: true, force: true }))
  }

  const thrown = async (): Promise<readonly string[]> => {
    const found: string[] = []
    for (const workId of await ids())
      if ((await stat(join(folderOf(workId), thrownName)).catch(absent<null>(null))) !== null)
        found.push(workId)
    return found
  }

  /** Works whose files are the owner's own. An unreadable work counts too, because anybody may be in it. */
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
     * Discards a work: it is no longer offered, and can be restored until another one is discarded or the app
     * restarts (`tidy`). Throws `not-found` where it has ended.
     */
    async throwAway(workId: string): Promise<void> {
      for (const before of await thrown()) await remove(before)
      await writing(workId, () =>
        rename(join(folderOf(workId), recordName), join(folderOf(workId), thrownName)),
      )
    },

    /** Restores a discarded work. Throws `not-found` where it is gone for good. */
    putBack: (workId: string): Promise<void> =>
      writing(workId, () => rename(join(folderOf(workId), thrownName), join(folderOf(workId), recordName))),

    /** The number of works that hold people. */
    countWithPeople: async (): Promise<number> => (await withPeople()).length,

    /** Removes every work that holds people, because somebody asked to be forgotten. */
    async removeWithPeople(): Promise<void> {
      for (const workId of await withPeople()) await remove(workId)
    },

    async begin(): Promise<string> {
      const workId = randomUUID()
      await writing(workId, () => mkdir(folderOf(workId), { recursive: true, mode: ownerOnly.folder }))
      return workId
    },

    /** Writes a piece of one of the list's files; anything after it is cut off. */
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

    /** Reads the next piece of one of its files; an empty one at the end. */
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

    /**
     * Saves the present state of a work. All of its files must have been written. The oldest works beyond the limit
     * are removed.
     */
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

    /** Removes what a crash has left of works that were being created or removed. Called at the app's start. */
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

/** Returns this value if the file does not exist; other errors are thrown. */
const absent =
  <T>(instead: T) =>
  (error: unknown): T => {
    if (codeOf(error) === 'ENOENT') return instead
    throw error
  }

/** Turns errors of a write into AppErrors. */
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
