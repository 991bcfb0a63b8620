import type { Signature, Template } from '../../../shared/domain/campaign.ts'
import {
  isSameEntry,
  type Library,
  type LibraryEntry,
  type LibraryKey,
  type LibrarySignature,
  type LibraryTemplate,
  libraryEntrySchema,
  mostEntries,
} from '../../../shared/domain/library.ts'
import type { ContentPart } from '../../../shared/provider/content-part.ts'
import { createJsonStore, type JsonStore } from '../files/json-store.ts'
import type { Clock } from '../time/clock.ts'

/** What a campaign is sent with. */
export type UsedContent = { readonly signature: Signature; readonly template: Template }

export type LibraryStore = ReturnType<typeof createLibraryStore>

/** `<cwd>/library.json`. */
export const createLibraryFile = (options: {
  readonly cwd: string
  readonly clock: Pick<Clock, 'now'>
}): JsonStore => createJsonStore({ ...options, name: 'library' })

/**
 * Keeps the signatures and templates of the shop in one file of the profile. Whatever of it can't be read is left out,
 * counted, and written back as it was. Every change throws AppError `file-not-writable` where the disk refuses; the
 * library then stays as it was.
 */
export function createLibraryStore({ file, now }: { readonly file: JsonStore; readonly now: () => number }) {
  let read: { readonly entries: readonly LibraryEntry[]; readonly unreadable: readonly unknown[] } | null =
    null
  const held = () => {
    read ??= sortOut(file.get())
    return read
  }
  const find = (key: LibraryKey): LibraryEntry | undefined =>
    held().entries.find(entry => isSameEntry(entry, key))

  const write = (entries: readonly LibraryEntry[]): void => {
    const { unreadable } = held()
    const kept = entries.toSorted(byLastUse).slice(0, mostEntries)
    file.set({ entries: [...kept, ...unreadable] })
    read = { entries: kept, unreadable }
  }
  /** Puts entries in the place of those with the same CODE. */
  const put = (fresh: readonly LibraryEntry[], without: readonly LibraryKey[] = []): void => {
    const gone = [...fresh, ...without]
    write([...fresh, ...held().entries.filter(entry => !gone.some(key => isSameEntry(entry, key)))])
  }

  const view = (): Library => {
    const { entries, unreadable } = held()
    return { entries: [...entries], unreadable: unreadable.length, putAside: [...file.putAside()] }
  }

  return {
    view,

    /**
     * What the owner wrote. `was`: the CODE under which it stood before. The figures of an entry that stands are the
     * store's own, so that a change by hand takes none of them back; a new one brings them along.
     */
    save(entry: LibraryEntry, was: string | null): Library {
      const old = { kind: entry.kind, code: was ?? entry.code }
      const standing = find(old)
      const figures =
        standing === undefined ? {} : { lastUsedAt: standing.lastUsedAt, refused: standing.refused }
      put([{ ...entry, ...figures }], [old])
      return view()
    },

    remove(key: LibraryKey): Library {
      write(held().entries.filter(entry => !isSameEntry(entry, key)))
      return view()
    },

    /** A real campaign was begun with it. The text is the newest; name, note and registration stay the owner's. */
    used({ signature, template }: UsedContent): void {
      const at = now()
      const ofSignature = find({ kind: 'signature', code: signature.code })
      const ofTemplate = find({ kind: 'template', code: template.code })
      const usedSignature: LibrarySignature = {
        ...(ofSignature?.kind === 'signature' ? ofSignature : newSignature),
        ...signature,
        lastUsedAt: at,
      }
      const usedTemplate: LibraryTemplate = {
        ...(ofTemplate?.kind === 'template' ? ofTemplate : newTemplate),
        ...template,
        signatureCode: signature.code,
        lastUsedAt: at,
      }
      put([usedTemplate, usedSignature])
    },

    /** The provider refused one of the two, and the campaign paused. Nothing where it is not kept. */
    refused({ signature, template }: UsedContent, part: ContentPart): void {
      const entry = find({ kind: part, code: (part === 'signature' ? signature : template).code })
      if (entry !== undefined) put([{ ...entry, refused: entry.refused + 1 }])
    },
  }
}

const newFigures = { note: '', lastUsedAt: null, refused: 0 }
const newSignature = { kind: 'signature', registration: 'unknown', ...newFigures } as const
const newTemplate = { kind: 'template', name: '', signatureCode: null, ...newFigures } as const

/** Of what was used together, the template comes first: it brings its signature along. */
const byLastUse = (one: LibraryEntry, other: LibraryEntry): number =>
  (other.lastUsedAt ?? 0) - (one.lastUsedAt ?? 0) || other.kind.localeCompare(one.kind)

/** Entry by entry, so that a bad one costs the owner that one only; of two with the same CODE the first counts. */
function sortOut(raw: unknown): {
  readonly entries: readonly LibraryEntry[]
  readonly unreadable: readonly unknown[]
} {
  if (raw === undefined) return { entries: [], unreadable: [] }
  const listed: unknown = typeof raw === 'object' && raw !== null && 'entries' in raw ? raw.entries : raw
  const entries: LibraryEntry[] = []
  const unreadable: unknown[] = []
  for (const item of Array.isArray(listed) ? listed : [listed]) {
    const parsed = libraryEntrySchema.safeParse(item)
    if (!parsed.success) unreadable.push(item)
    else if (!entries.some(entry => isSameEntry(entry, parsed.data))) entries.push(parsed.data)
  }
  return { entries: entries.toSorted(byLastUse), unreadable }
}
