import { useState } from 'react'
import type { Mode } from '../../../shared/domain/campaign.ts'
import { parseTemplate } from '../../../shared/sms/template.ts'
import { cleanValue } from '../../../shared/text/clean-text.ts'
import { useCampaignList } from '../../app/campaign-list.tsx'
import { bridge, call } from '../../lib/bridge.ts'
import { type Action, useAction } from '../../lib/use-action.ts'
import { askingRestored } from '../back-up/restored-question.ts'
import type { QuickMessage } from './quick-message.ts'

export type QuickPlan = {
  readonly name: string
  readonly mode: Mode
  readonly phone: string
  readonly message: QuickMessage
  readonly values: ReadonlyMap<string, string>
}

/** Where a single message stands. */
export type QuickState =
  | { readonly state: 'writing' }
  /** Left out before it was sent, and why. */
  | { readonly state: 'left-out'; readonly reason: string }
  /** The rule on recent messages concerns the phone; the owner is asked. */
  | { readonly state: 'asking'; readonly campaignId: number }
  | { readonly state: 'sent'; readonly campaignId: number }

export type QuickSender = {
  readonly now: QuickState
  readonly send: Action<[QuickPlan]>
  /** The owner's answer to the question. */
  readonly answer: Action<[boolean]>
  readonly again: () => void
}

/** Sends one message as a campaign of its own, guarded and logged like any other. */
export const useQuickSend = (): QuickSender => {
  const { reload } = useCampaignList()
  const [now, setNow] = useState<QuickState>({ state: 'writing' })

  const start = async (campaignId: number): Promise<void> => {
    const isBegun = await askingRestored(() => call(bridge.campaigns.start({ campaignId })))
    if (!isBegun) {
      await call(bridge.campaigns.discard({ campaignId }))
      return
    }
    setNow({ state: 'sent', campaignId })
    reload()
  }

  const send = useAction(async (plan: QuickPlan) => {
    if (now.state === 'sent') return
    const { campaignId } = await call(
      bridge.campaigns.create({
        kind: 'quick',
        name: plan.name,
        mode: plan.mode,
        ...plan.message,
        source: { fileName: '', rows: 1, usable: 1, duplicate: 0, bad: 0, empty: 0, leftOut: 0 },
      }),
    )
    try {
      const { variables } = parseTemplate(plan.message.template.text)
      const values = variables.map(name => cleanValue(plan.values.get(name) ?? ''))
      await call(
        bridge.campaigns.addRecipients({ campaignId, recipients: [{ row: 0, phone: plan.phone, values }] }),
      )
      const { toSend, skipped } = await call(bridge.campaigns.preflight({ campaignId }))
      if (toSend === 0) {
        await call(bridge.campaigns.discard({ campaignId }))
        setNow({ state: 'left-out', reason: skipped[0]?.reason ?? '' })
        return
      }
      const { people } = await call(bridge.campaigns.recent({ campaignId }))
      if (people > 0) setNow({ state: 'asking', campaignId })
      else await start(campaignId)
    } catch (error) {
      // Nothing has begun, so nothing is lost with the draft; where something has, it refuses to go.
      await bridge.campaigns.discard({ campaignId })
      throw error
    }
  })

  const answer = useAction(async (yes: boolean) => {
    if (now.state !== 'asking') return
    const { campaignId } = now
    setNow({ state: 'writing' })
    if (yes) await start(campaignId)
    else await call(bridge.campaigns.discard({ campaignId }))
  })

  return { now, send, answer, again: () => setNow({ state: 'writing' }) }
}
