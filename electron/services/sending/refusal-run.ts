import type { Outcome, Pause } from '../../../shared/domain/states.ts'
import { keepsRun } from '../../../shared/provider/due-again.ts'

export type RefusalRun = {
  /**
   * Records an outcome, in order of completion. Any outcome other than the same refusal ends the run, unless
   * sending has stopped already.
   */
  readonly came: (seq: number, outcome: Outcome, hasStopped: boolean) => void
  /** Adds to the pause the recipients whose refusals in a row caused it, if any. */
  readonly told: (pause: Pause) => Pause
}

/**
 * Records who was refused with the same code in a row: once the cause is fixed they are due again, and nobody whom
 * the code refused before. Answers in flight at the stop belong to the run, because those requests had the same
 * content.
 */
export function createRefusalRun(): RefusalRun {
  let code: number | null = null
  let seqs: number[] = []
  return {
    came(seq, outcome, hasStopped) {
      const refusedBy = outcome.state === 'rejected' && keepsRun(outcome.code) ? outcome.code : null
      if (refusedBy !== null && refusedBy === code) seqs.push(seq)
      else if (!hasStopped) {
        code = refusedBy
        seqs = refusedBy === null ? [] : [seq]
      }
    },
    told: pause => (pause.code === code && seqs.length > 0 ? { ...pause, run: [...seqs] } : pause),
  }
}
