import { useSyncExternalStore } from 'react'
import { bridge, call, toAppError } from '../../lib/bridge.ts'
import { askingRestored } from '../back-up/restored-question.ts'

/** What the owner says to people who were sent something since the last look at them. */
type Answer = 'skip' | 'send' | 'stop'

/** A start that waits for the owner's answer. */
export type RecentQuestion = {
  /** How many they are. */
  readonly people: number
  readonly answer: (answer: Answer) => void
}

let asked: RecentQuestion | null = null
const listeners = new Set<() => void>()
const setAsked = (question: RecentQuestion | null): void => {
  asked = question
  for (const listener of listeners) listener()
}

export const useRecentQuestion = (): RecentQuestion | null =>
  useSyncExternalStore(
    listener => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => asked,
  )

const ask = async (people: number): Promise<Answer> => {
  const { promise, resolve } = Promise.withResolvers<Answer>()
  setAsked({ people, answer: resolve })
  try {
    return await promise
  } finally {
    setAsked(null)
  }
}

/**
 * Starts or resumes a campaign. Where more of its people were sent something lately than the owner was told, the owner is
 * asked: without them, with them, or not now. Resolves to whether it was begun; rejects with what `begin` rejects.
 */
export async function beginAsking(campaignId: number, begin: () => Promise<void>): Promise<boolean> {
  for (;;) {
    try {
      return await askingRestored(begin)
    } catch (thrown) {
      const { code, detail } = toAppError(thrown)
      if (code !== 'recent-more') throw thrown
      const answer = await ask(Number(detail))
      if (answer === 'stop') return false
      if (answer === 'send') await call(bridge.campaigns.acceptRecent({ campaignId }))
      else await call(bridge.campaigns.skipRecent({ campaignId, span: 'new' }))
    }
  }
}
