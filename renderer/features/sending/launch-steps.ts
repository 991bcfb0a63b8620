import type { CampaignView } from '../../../shared/domain/campaign.ts'
import type { RecipientState } from '../../../shared/domain/states.ts'

/** How many a first slice holds, and from how many recipients on it is worth a way of its own. */
export const sliceSize = 10
const sliceFrom = 30

/** The ways to a sent campaign, from the most careful to the whole. */
export const launchSteps = ['test', 'slice', 'all'] as const
export type LaunchStep = (typeof launchSteps)[number]

/** Which of them there are for so many people. */
export const stepsFor = (toSend: number): readonly LaunchStep[] =>
  launchSteps.filter(step => step !== 'slice' || toSend > sliceFrom)

type Tested = Pick<CampaignView, 'kind' | 'mode' | 'signature' | 'template'> & {
  readonly counts: Readonly<Record<RecipientState, number>>
}

/** Whether the provider has taken a test message with the very same signature and template. */
export const isTested = (
  campaign: Pick<CampaignView, 'mode' | 'signature' | 'template'>,
  known: readonly Tested[],
): boolean =>
  known.some(
    ({ kind, mode, signature, template, counts }) =>
      kind === 'test' &&
      mode === campaign.mode &&
      counts.accepted > 0 &&
      signature.name === campaign.signature.name &&
      signature.code === campaign.signature.code &&
      template.code === campaign.template.code &&
      template.text === campaign.template.text,
  )

/**
 * The step that is offered first; each may be passed over. In practice it is everybody at once: a test message reaches no
 * phone there, and a first slice protects nobody.
 */
export const nextStep = (
  mode: CampaignView['mode'],
  steps: readonly LaunchStep[],
  tested: boolean,
): LaunchStep => {
  if (mode === 'practice') return 'all'
  return steps.find(step => step !== 'test' || !tested) ?? 'all'
}

/** Other list campaigns that are being sent, wait for their time, or stand paused; what is being sent first. */
export const othersWaiting = (
  campaignId: number,
  known: readonly CampaignView[],
): readonly CampaignView[] => {
  const order = ['sending', 'holding', 'scheduled', 'paused'] as const
  return order.flatMap(status =>
    known
      .filter(
        each =>
          each.id !== campaignId && each.status === status && (each.kind === 'bulk' || each.kind === 'retry'),
      )
      .toSorted((a, b) => (a.scheduledAt ?? 0) - (b.scheduledAt ?? 0)),
  )
}
