import type { LibraryStore } from '../../services/library/library-store.ts'
import type { Handlers } from '../register.ts'

export const libraryHandlers = (library: LibraryStore) =>
  ({
    'library.list': () => library.view(),
    'library.save': ({ entry, was }) => library.save(entry, was),
    'library.remove': key => library.remove(key),
  }) satisfies Partial<Handlers>
