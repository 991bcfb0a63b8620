import { useSyncExternalStore } from 'react'
import { bridge, call, toAppError } from '../../lib/bridge.ts'

/** A real sending that waits for the owner's answer: what was sent since the back-up is not known. */
export type RestoredQuestion = {
  /** When the back-up was made, milliseconds since 1970. */
  readonly madeAt: number
  readonly answer: (goesOn: boolean) => void
}

let asked: RestoredQuestion | null = null
const listeners = new Set<() => void>()
const setAsked = (question: RestoredQuestion | null): void => {
  asked = question
  for (const listener of listeners) listener()
}

export const useRestoredQuestion = (): RestoredQuestion | null =>
  useSyncExternalStore(
    listener => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => asked,
  )

const ask = async (madeAt: number): Promise<boolean> => {
  const { promise, resolve } = Promise.withResolvers<boolean>()
  setAsked({ madeAt, answer: resolve })
  try {
    return await promise
  } finally {
    setAsked(null)
  }
}

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
    if (!(await ask(Number(detail)))) return false
    await call(bridge.restore.accept())
    await begin()
    return true
  }
}
