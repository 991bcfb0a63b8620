import type { Completed, SendWork } from '../send-log/send-store.ts'
import type { Clock } from '../time/clock.ts'

/**
 * Results wait this long for others while there is other work, because a durable commit costs a flush of the disk.
 */
const lingerMs = 10
/** The same where something waits for the commit. */
const companyMs = 1
const retryMs = 2_000

export type WrittenWork = Pick<SendWork, 'results' | 'release'>

/** The situation when a commit is asked for. */
export type Pace = {
  readonly inFlight: number
  readonly concurrency: number
  /** More requests could begin if more recipients were claimed. */
  readonly isStarving: boolean
}

export type LogWriter = {
  readonly add: (result: Completed) => void
  /** Adds recipients that were claimed and certainly not begun. */
  readonly release: (seqs: readonly number[]) => void
  /** Asks for a commit: at once if something waits for it, otherwise after a moment, together with more results. */
  readonly schedule: () => void
  /** Asks for a commit after the pause that follows a failure; until then `schedule` has no effect. */
  readonly retryLater: () => void
  readonly isWriting: () => boolean
  /** Whether there is anything for the next commit. */
  readonly hasWork: () => boolean
  /** The number of results that are not on the disk yet, including those of the commit under way. */
  readonly unwritten: () => number
  /** Stops writing for good. */
  readonly drop: () => void
}

type Phase =
  | { readonly at: 'idle' }
  | { readonly at: 'waiting'; readonly waitMs: number; readonly callOff: () => void }
  | { readonly at: 'retrying'; readonly callOff: () => void }
  | { readonly at: 'writing'; readonly results: number }
  | { readonly at: 'dropped' }

/** Decides when results are written to the log: one commit after another, each with everything available. */
export function createLogWriter(options: {
  readonly clock: Clock
  readonly pace: () => Pace
  /** One durable commit of this work and of new claims. If it rejects, the work is kept for the next commit. */
  readonly write: (work: WrittenWork) => Promise<void>
  readonly onWritten: () => void
  readonly onFailed: (error: unknown) => void
}): LogWriter {
  const { clock } = options
  const results: Completed[] = []
  const release: number[] = []
  let phase: Phase = { at: 'idle' }

  /** Even if something waits, the commit waits a moment for answers that are likely to arrive. */
  const waitMs = (): number => {
    const { inFlight, concurrency, isStarving } = options.pace()
    if (inFlight === 0) return 0
    if (!isStarving && results.length < concurrency) return lingerMs
    return inFlight > concurrency / 4 ? companyMs : 0
  }

  const commit = () => {
    const work: WrittenWork = { results: results.splice(0), release: release.splice(0) }
    phase = { at: 'writing', results: work.results.length }
    options.write(work).then(
      () => {
        if (phase.at === 'writing') phase = { at: 'idle' }
        options.onWritten()
      },
      (error: unknown) => {
        results.unshift(...work.results)
        release.unshift(...work.release)
        if (phase.at === 'writing') {
          phase = { at: 'idle' }
          retryLater()
        }
        options.onFailed(error)
      },
    )
  }

  const callOff = () => {
    if (phase.at === 'waiting' || phase.at === 'retrying') phase.callOff()
  }

  const retryLater = () => {
    if (phase.at === 'writing' || phase.at === 'dropped') return
    callOff()
    phase = { at: 'retrying', callOff: clock.after(retryMs, commit) }
  }

  return {
    add: result => {
      results.push(result)
    },
    release: seqs => {
      release.push(...seqs)
    },
    schedule() {
      if (phase.at !== 'idle' && phase.at !== 'waiting') return
      const nextMs = waitMs()
      if (phase.at === 'waiting' && nextMs >= phase.waitMs) return
      callOff()
      phase = {
        at: 'waiting',
        waitMs: nextMs,
        callOff: nextMs === 0 ? clock.soon(commit) : clock.after(nextMs, commit),
      }
    },
    retryLater,
    isWriting: () => phase.at === 'writing',
    hasWork: () => results.length > 0 || release.length > 0,
    unwritten: () => results.length + (phase.at === 'writing' ? phase.results : 0),
    drop() {
      callOff()
      phase = { at: 'dropped' }
    },
  }
}
