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

/** The content of a campaign. */
export type UsedContent = { readonly signature: Signature; readonly template: Template }

export type LibraryStore = ReturnType<typeof createLibraryStore>

/** `<cwd>/library.json`. */
export const createLibraryFile = (options: {
  readonly cwd: string
  readonly clock: Pick<Clock, 'now'>
}): JsonStore => createJsonStore({ ...options, name: 'library' })

/**
 * Keeps the shop's signatures and templates in one file of the profile. Unreadable entries are left out, counted,
 * and written back unchanged. Every change throws AppError `file-not-writable` where the disk refuses; the library
 * is then unchanged.
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
  /** Replaces the entries that have the same CODE. */
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
     * Saves an entry that the owner wrote. `was`: its former CODE. The store keeps the usage figures of an existing
     * entry, so that an edit resets none of them; a new entry brings its own.
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

    /**
     * A real campaign was started with it. The stored text becomes the latest; name, note and registration stay as
     * the owner wrote them.
     */
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

    /** The provider refused one of the two, and the campaign paused. Does nothing if it is not in the library. */
    refused({ signature, template }: UsedContent, part: ContentPart): void {
      const entry = find({ kind: part, code: (part === 'signature' ? signature : template).code })
      if (entry !== undefined) put([{ ...entry, refused: entry.refused + 1 }])
    },
  }
}

const newFigures = { note: '', lastUsedAt: null, refused: 0 }
const newSignature = { kind: 'signature', registration: 'unknown', ...newFigures } as const
const newTemplate = { kind: 'template', name: '', signatureCode: null, ...newFigures } as const

/** Of a pair that was used together, the template sorts first: choosing it chooses its signature too. */
const byLastUse = (one: LibraryEntry, other: LibraryEntry): number =>
  (other.lastUsedAt ?? 0) - (one.lastUsedAt ?? 0) || other.kind.localeCompare(one.kind)

/**
 * Reads entry by entry, so that one bad entry does not lose the others; of two with the same CODE the first counts.
 */
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
