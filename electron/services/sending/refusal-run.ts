import type { Outcome, Pause } from '../../../shared/domain/states.ts'
import { keepsRun } from '../../../shared/provider/due-again.ts'

export type RefusalRun = {
  /** An outcome, by completion. Any other than the same refusal ends the run, unless sending has stopped already. */
  readonly came: (seq: number, outcome: Outcome, hasStopped: boolean) => void
  /** The pause with those whose refusals in a row caused it; as it is where none did. */
  readonly told: (pause: Pause) => Pause
}

/**
 * Keeps who was refused by one and the same code in a row: when the cause is mended they are due again, and nobody else
 * whom the code refused before. Answers in flight at the stop belong to it: they were begun under the same content.
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
