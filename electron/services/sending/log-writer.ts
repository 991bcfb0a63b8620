import type { Completed, SendWork } from '../send-log/send-store.ts'
import type { Clock } from '../time/clock.ts'

/** Results wait this long for company while there is other work: a durable commit costs a flush of the disk. */
const lingerMs = 10
/** So long where somebody waits for the commit. */
const companyMs = 1
const retryMs = 2_000

export type WrittenWork = Pick<SendWork, 'results' | 'release'>

/** How things stand when a commit is asked for. */
export type Pace = {
  readonly inFlight: number
  readonly concurrency: number
  /** Requests could begin if more recipients were claimed. */
  readonly isStarving: boolean
}

export type LogWriter = {
  readonly add: (result: Completed) => void
  /** These were claimed and certainly not begun. */
  readonly release: (seqs: readonly number[]) => void
  /** Asks for a commit: at once when somebody waits for it, else after a moment in company. */
  readonly schedule: () => void
  /** Asks for one after the pause that follows a failure; until then `schedule` changes nothing. */
  readonly retryLater: () => void
  readonly isWriting: () => boolean
  /** Something is at hand for the next commit. */
  readonly hasWork: () => boolean
  /** Results that are not on the disk yet; those of the commit under way are among them. */
  readonly unwritten: () => number
  /** Nothing is written any more. */
  readonly drop: () => void
}

type Phase =
  | { readonly at: 'idle' }
  | { readonly at: 'waiting'; readonly waitMs: number; readonly callOff: () => void }
  | { readonly at: 'retrying'; readonly callOff: () => void }
  | { readonly at: 'writing'; readonly results: number }
  | { readonly at: 'dropped' }

/** When what is known goes to the log: one commit after another, each for everything at hand. */
export function createLogWriter(options: {
  readonly clock: Clock
  readonly pace: () => Pace
  /** One durable commit of this and of what shall be claimed. What it rejects is kept for the next one. */
  readonly write: (work: WrittenWork) => Promise<void>
  readonly onWritten: () => void
  readonly onFailed: (error: unknown) => void
}): LogWriter {
  const { clock } = options
  const results: Completed[] = []
  const release: number[] = []
  let phase: Phase = { at: 'idle' }

  /** Where somebody waits, the commit waits all the same for what is likely to be answered within a moment. */
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
