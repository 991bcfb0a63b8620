import type { Problem, ProblemKind } from '../../shared/domain/problem.ts'
import type { Log } from '../services/logging/log.ts'
import type { Clock } from '../services/time/clock.ts'
import type { WindowLink } from './window-link.ts'

export type Problems = ReturnType<typeof createProblems>

/**
 * Problems that the owner has not dismissed yet. The open window hears of a new one at once, a later window gets
 * the list.
 */
export function createProblems(window: WindowLink, clock: Pick<Clock, 'now'>) {
  const happened = new Map<ProblemKind, Problem>()
  return {
    add(kind: ProblemKind): void {
      const problem: Problem = { kind, at: clock.now() }
      happened.set(kind, problem)
      window.tell('app-problem', problem)
    },
    list: (): Problem[] => [...happened.values()].toSorted((one, other) => one.at - other.at),
    putAway: (): void => happened.clear(),
  }
}

/** What is to be done when a thread has ended by itself; its next call starts another. */
export const threadEnded =
  (log: Pick<Log, 'error'>, problems: Problems, who: string) =>
  (error: unknown): void => {
    log.error(`${who}’s thread ended by itself`, error)
    problems.add('main')
  }
