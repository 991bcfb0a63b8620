import { useState } from 'react'
import type { Library, LibraryEntry } from '../../../shared/domain/library.ts'
import type { AppError } from '../../../shared/ipc/result.ts'
import { bridge, call } from '../../lib/bridge.ts'
import { useAction } from '../../lib/use-action.ts'
import { useLoaded } from '../../lib/use-loaded.ts'

/** The library as it stands, and what the owner does to it. */
export const useLibrary = (): {
  /** Null until it is read. */
  readonly library: Library | null
  readonly save: (entry: LibraryEntry, was: string | null) => void
  readonly remove: (entry: LibraryEntry) => void
  /** The entry that was removed last, until something else is done. */
  readonly removed: LibraryEntry | null
  readonly putBack: () => void
  readonly error: AppError | null
} => {
  const [loaded] = useLoaded(() => call(bridge.library.list()), [])
  const [changed, setChanged] = useState<Library | null>(null)
  const [removed, setRemoved] = useState<LibraryEntry | null>(null)
  const saving = useAction(async (entry: LibraryEntry, was: string | null) => {
    setChanged(await call(bridge.library.save({ entry, was })))
    setRemoved(null)
  })
  const removing = useAction(async (entry: LibraryEntry) => {
    setChanged(await call(bridge.library.remove({ kind: entry.kind, code: entry.code })))
    setRemoved(entry)
  })
  const read = loaded.state === 'loaded' ? loaded.value : null
  return {
    library: changed ?? read,
    save: saving.run,
    remove: removing.run,
    removed,
    putBack: () => {
      if (removed !== null) saving.run(removed, null)
    },
    error: saving.error ?? removing.error ?? (loaded.state === 'failed' ? loaded.error : null),
  }
}
