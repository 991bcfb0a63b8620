import type { Mode } from '../../../shared/domain/campaign.ts'
import type { Work } from '../../../shared/domain/work.ts'
import { workPieceBytes } from '../../../shared/domain/work-piece.ts'
import type { AppError } from '../../../shared/ipc/result.ts'
import { toAppError } from '../../lib/call.ts'
import type { ListOrigin } from '../../workers/import/list-journal.ts'
import type { Content } from '../compose/content.ts'
import { keptContent } from './kept-content.ts'

/** What the owner has in hand now. */
export type WorkNow = {
  readonly name: string
  readonly mode: Mode
  readonly step: Work['step']
  readonly list: {
    readonly origin: ListOrigin
    readonly people: number
    readonly isSample: boolean
  } | null
  readonly content: Content
}

/** The calls of the bridge that keep a work; each throws AppError. */
export type WorkCalls = {
  readonly begin: () => Promise<string>
  readonly putFile: (piece: {
    readonly workId: string
    readonly file: number
    readonly offset: number
    readonly bytes: Uint8Array<ArrayBuffer>
  }) => Promise<void>
  readonly save: (workId: string, work: Work) => Promise<void>
  readonly remove: (workId: string) => Promise<void>
}

/** `saving`: what is in hand is not all on the disk yet. */
export type KeptState =
  | { readonly kind: 'saved' | 'saving' }
  | { readonly kind: 'failed'; readonly error: AppError }

/**
 * Keeps on disk what the owner has in hand. Changes are written one after another, the newest state each time; files are
 * put once. A list that begins with another file begins another work, and the one before it stays.
 */
export function createWorkKeeper(calls: WorkCalls, onState: (state: KeptState) => void) {
  let workId: string | null = null
  /** Files that stand on the disk, in their order. */
  let stored: readonly File[] = []
  /** Nothing but a file was in the work when it was written last: it is not missed. */
  let isUntouched = true
  let wanted: WorkNow | 'nothing' | null = null
  let writing: Promise<void> | null = null

  async function put(id: string, file: File, place: number): Promise<void> {
    for (let offset = 0; offset === 0 || offset < file.size; offset += workPieceBytes) {
      const bytes = new Uint8Array(await file.slice(offset, offset + workPieceBytes).arrayBuffer())
      await calls.putFile({ workId: id, file: place, offset, bytes })
    }
  }

  async function end(): Promise<void> {
    const id = workId
    workId = null
    stored = []
    isUntouched = true
    if (id !== null) await calls.remove(id)
  }

  async function write(now: WorkNow): Promise<void> {
    // The list is still being made anew: what stands on the disk is more.
    if (now.list === null && stored.length > 0) return
    const files = now.list?.origin.files ?? []
    const isOther = stored.length > 0 && stored.some((file, place) => file !== files[place])
    if (isOther) {
      if (isUntouched) await end()
      workId = null
      stored = []
    }
    workId ??= await calls.begin()
    for (const [place, file] of files.entries()) {
      if (place < stored.length) continue
      await put(workId, file, place)
      stored = [...stored, file]
    }
    await calls.save(workId, {
      name: now.name,
      mode: now.mode,
      step: now.step,
      list:
        now.list === null
          ? null
          : {
              files: files.map(({ name, size }) => ({ name, bytes: size })),
              steps: [...now.list.origin.steps],
              people: now.list.people,
              isSample: now.list.isSample,
            },
      content: keptContent(now.content),
    })
    isUntouched = (now.list?.origin.steps.length ?? 0) <= 1 && now.content.template.text.trim() === ''
  }

  /** Until nothing newer is wanted. */
  async function work(): Promise<void> {
    while (wanted !== null) {
      const now = wanted
      wanted = null
      try {
        await (now === 'nothing' ? end() : write(now))
        if (wanted === null) onState({ kind: 'saved' })
      } catch (error) {
        onState({ kind: 'failed', error: toAppError(error) })
      }
    }
    writing = null
  }

  const want = (now: WorkNow | 'nothing'): Promise<void> => {
    wanted = now
    writing ??= work()
    return writing
  }

  return {
    /** Resolves when this state or a newer one is on the disk, or has failed. */
    keep: (now: WorkNow): Promise<void> => {
      onState({ kind: 'saving' })
      return want(now)
    },
    /** The work has become a campaign, or is given up. */
    end: (): Promise<void> => want('nothing'),
    /** Goes on with a work that is kept already. */
    resume(id: string, files: readonly File[]): void {
      workId = id
      stored = files
      isUntouched = false
    },
    /** The work that is in hand, null where nothing of it was written yet. */
    current: (): string | null => workId,
  }
}
