import { type Reader, startReader } from '../../electron/services/reading/reader.ts'

/** The reader on its thread, as in the app; started by the first call, because most tests of a file need none. */
export function readerOnDemand(databasePath: () => string): {
  readonly reader: Pick<Reader, 'optOuts' | 'writeOptOuts' | 'writeList'>
  readonly close: () => Promise<void>
} {
  let started: Reader | null = null
  const running = (): Reader => {
    started ??= startReader({
      scriptUrl: new URL('../../electron/services/reading/reader-worker.ts', import.meta.url),
      databasePath: databasePath(),
      onFailure: error => {
        throw error
      },
    })
    return started
  }
  return {
    reader: {
      optOuts: query => running().optOuts(query),
      writeOptOuts: (path, language) => running().writeOptOuts(path, language),
      writeList: (listId, path, language) => running().writeList(listId, path, language),
    },
    async close() {
      await started?.close()
      started = null
    },
  }
}
