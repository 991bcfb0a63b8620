import type { Work, WorkHead } from '../../../shared/domain/work.ts'
import { bridge, call } from '../../lib/bridge.ts'
import type { ListOrigin } from '../../workers/import/list-journal.ts'
import type { WorkCalls } from './work-keeper.ts'

export const workCalls: WorkCalls = {
  begin: async () => (await call(bridge.works.begin())).workId,
  putFile: async piece => void (await call(bridge.works.putFile(piece))),
  save: async (workId, work) => void (await call(bridge.works.save({ workId, work }))),
  remove: async workId => void (await call(bridge.works.remove({ workId }))),
}

export const loadWorks = (): Promise<readonly WorkHead[]> => call(bridge.works.list())

/** A work brought back: what was written, and what its list is made of anew. */
export type ResumedWork = {
  readonly workId: string
  readonly work: Work
  readonly origin: ListOrigin | null
}

/** Reads a work with all of its files. Throws AppError. */
export async function openWork(workId: string): Promise<ResumedWork> {
  const work = await call(bridge.works.get({ workId }))
  if (work.list === null) return { workId, work, origin: null }
  const files: File[] = []
  for (const [file, { name, bytes }] of work.list.files.entries()) {
    const parts: Uint8Array<ArrayBuffer>[] = []
    for (let offset = 0; offset < bytes; ) {
      const part = await call(bridge.works.readFile({ workId, file, offset }))
      if (part.length === 0) break
      parts.push(part)
      offset += part.length
    }
    files.push(new File(parts, name))
  }
  return { workId, work, origin: { files, steps: work.list.steps } }
}
