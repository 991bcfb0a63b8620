import type { ReportUnreadable, UnreadableNote } from '../storage/rows.ts'
import type { Remote } from '../threads/calls.ts'
import { openThread } from '../threads/open-thread.ts'
import type { ReaderMethods } from './reader-methods.ts'
import type { ReaderStart } from './reader-worker.ts'

/** Reads data that grows with the number of customers, on a thread of its own (docs/architecture.md, "Threads"). */
export type Reader = Omit<Remote<ReaderMethods>, 'close'> & {
  /** Whom to tell of rows that can’t be read. */
  readonly tellUnreadable: (report: ReportUnreadable) => void
  readonly close: () => Promise<void>
}

export type ReaderOptions = ReaderStart & {
  /** The script of reader-worker. */
  readonly scriptUrl: URL
  /** Called once when the thread ends unexpectedly. */
  readonly onFailure: (error: unknown) => void
}

/** Starts the thread, which opens the database with its first call. */
export function startReader({ scriptUrl, onFailure, ...start }: ReaderOptions): Reader {
  let onUnreadable: ReportUnreadable | null = null
  const { remote, begin, close } = openThread<ReaderMethods>({
    scriptUrl,
    workerData: start,
    onMessage: message => {
      const { table, row, problem } = message as UnreadableNote
      onUnreadable?.(table, row, problem)
    },
    onFailure,
  })
  begin()
  return {
    list: remote.list,
    recipients: remote.recipients,
    overTime: remote.overTime,
    resultContacts: remote.resultContacts,
    unknowns: remote.unknowns,
    byDigits: remote.byDigits,
    byName: remote.byName,
    events: remote.events,
    recent: remote.recent,
    acceptedSince: remote.acceptedSince,
    partsOfDay: remote.partsOfDay,
    sameText: remote.sameText,
    sameWords: remote.sameWords,
    earlierSends: remote.earlierSends,
    withResends: remote.withResends,
    hadPeople: remote.hadPeople,
    correctionProblem: remote.correctionProblem,
    earlierContents: remote.earlierContents,
    tryContent: remote.tryContent,
    writeReport: remote.writeReport,
    optOuts: remote.optOuts,
    writeOptOuts: remote.writeOptOuts,
    writeList: remote.writeList,
    tellUnreadable(report) {
      onUnreadable = report
    },
    close,
  }
}
