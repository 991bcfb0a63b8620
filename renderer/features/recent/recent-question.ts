import { bridge, call, toAppError } from '../../lib/bridge.ts'
import { createOpenQuestion } from '../../lib/open-question.ts'
import { askingRestored } from '../back-up/restored-question.ts'

/** What the owner says to people who were sent something since the last look at them. */
type Answer = 'skip' | 'send' | 'stop'

/** A start that waits for the owner's answer. */
export const recentQuestion = createOpenQuestion<
  {
    readonly campaignId: number
    /** How many they are. */
    readonly people: number
  },
  Answer
>()

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
      const answer = await recentQuestion.ask({ campaignId, people: Number(detail) })
      if (answer === 'stop') return false
      if (answer === 'send') await call(bridge.campaigns.acceptRecent({ campaignId }))
      else await call(bridge.campaigns.skipRecent({ campaignId, span: 'new' }))
    }
  }
}
