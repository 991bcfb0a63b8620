import { bridge, call, toAppError } from '../../lib/bridge.ts'
import { createOpenQuestion } from '../../lib/open-question.ts'

/** A real sending that waits for the owner's answer, whether it goes on: what was sent since the back-up is not known. */
export const restoredQuestion = createOpenQuestion<
  {
    /** When the back-up was made, milliseconds since 1970. */
    readonly madeAt: number
  },
  boolean
>()

/**
 * Begins or plans a sending. Where it is the first real one after a restore, the owner is asked before. Resolves to whether
 * it was begun; rejects with what `begin` rejects.
 */
export async function askingRestored(begin: () => Promise<void>): Promise<boolean> {
  try {
    await begin()
    return true
  } catch (thrown) {
    const { code, detail } = toAppError(thrown)
    if (code !== 'restored-unasked') throw thrown
    if (!(await restoredQuestion.ask({ madeAt: Number(detail) }))) return false
    await call(bridge.restore.accept())
    await begin()
    return true
  }
}
