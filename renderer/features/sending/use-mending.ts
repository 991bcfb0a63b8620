import { useEffect, useState } from 'react'
import type { CampaignView, Content, ContentTrial } from '../../../shared/domain/campaign.ts'
import type { Pause, StateCounts } from '../../../shared/domain/states.ts'
import type { AppError } from '../../../shared/ipc/result.ts'
import { isMendedByContent } from '../../../shared/provider/due-again.ts'
import { bridge, call } from '../../lib/bridge.ts'
import { useLoaded } from '../../lib/use-loaded.ts'
import { type ContentProblem, contentProblems, isSameContent } from './mended-content.ts'

/** A paused campaign's content while its owner mends it. */
export type Mending = {
  readonly content: Content
  readonly onChange: (content: Content) => void
  /** What the campaign says as long as nothing is changed. */
  readonly present: Content
  readonly isChanged: boolean
  readonly problems: readonly ContentProblem[]
  /** What was measured last; its samples are of use for any content. */
  readonly trial: ContentTrial | null
  /** The trial is of the content as it is now. */
  readonly isMeasured: boolean
  readonly trialError: AppError | null
}

/** An owner who types is not followed letter by letter. */
const settlesAfterMs = 300
const mostAttempts = 3

const useSettled = <T>(value: T, key: string): readonly [T, string] => {
  const [settled, setSettled] = useState<readonly [T, string]>([value, key])
  useEffect(() => {
    const timer = setTimeout(() => setSettled([value, key]), settlesAfterMs)
    return () => clearTimeout(timer)
  }, [value, key])
  return settled
}

/** Null where another content would not mend what paused the campaign. */
export function useMending(
  campaign: CampaignView,
  { pause, counts }: { readonly pause: Pause | null; readonly counts: StateCounts },
): Mending | null {
  const { id: campaignId, signature, template, valueNames } = campaign
  const present: Content = { signature, template }
  const presentKey = JSON.stringify(present)
  const [typed, setTyped] = useState<{ readonly of: string; readonly content: Content } | null>(null)
  // A test belongs to its campaign, whose content is mended where it is written.
  const isOffered = isMendedByContent(pause) && campaign.kind !== 'test'
  // What was typed before the campaign's content changed is part of it now.
  const content = typed?.of === presentKey ? typed.content : present
  const problems = contentProblems(content, valueNames)
  // Answers that were in flight at the pause change whom it goes to.
  const { pending, sending, rejected } = counts
  const key = JSON.stringify([present, content, problems.length, pending, sending, rejected])
  const [settled, settledKey] = useSettled(content, key)
  const [trial] = useLoaded(async () => {
    if (!isOffered || problems.length > 0) return null
    // Another screen may have tried another content of the same campaign meanwhile.
    for (let attempt = 1; attempt <= mostAttempts; attempt += 1) {
      const { trial: found } = await call(bridge.campaigns.tryContent({ campaignId, ...settled }))
      if (found !== null) return { key: settledKey, found }
    }
    return null
  }, [campaignId, isOffered, settledKey])
  const [last, setLast] = useState<ContentTrial | null>(null)
  const found = trial.state === 'loaded' ? trial.value : null
  useEffect(() => {
    if (found !== null) setLast(found.found)
  }, [found])

  if (!isOffered) return null
  return {
    content,
    onChange: next => setTyped({ of: presentKey, content: next }),
    present,
    isChanged: !isSameContent(content, present),
    problems,
    trial: found?.found ?? last,
    isMeasured: found?.key === key,
    trialError: trial.state === 'failed' ? trial.error : null,
  }
}
