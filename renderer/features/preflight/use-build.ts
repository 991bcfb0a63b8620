import { useCallback, useRef, useState } from 'react'
import type { AppError } from '../../../shared/ipc/result.ts'
import { bridge, toAppError } from '../../lib/bridge.ts'
import { beginLoading } from '../../lib/loading.ts'
import type { BuiltCampaign, Plan } from './build-campaign.ts'

/** Not read at the start: with it comes all that reviews a message. */
const building = () => import('./build-campaign.ts')

export type Build =
  | { readonly state: 'building'; readonly done: number; readonly total: number }
  | { readonly state: 'built'; readonly campaign: BuiltCampaign }
  | { readonly state: 'failed'; readonly error: AppError }

export type Builder = {
  /** Null while nothing was begun. */
  readonly build: Build | null
  readonly begin: (plan: Plan) => void
  /** Asks again what sending the built draft would come to, after something of it was changed. */
  readonly refresh: () => Promise<void>
  /** Stops what is being built, and throws away a draft that was. */
  readonly discard: () => void
  /** Lets go of the built campaign without throwing it away: it has been sent. */
  readonly release: () => void
}

/** Builds the draft campaign when asked to, one at a time. */
export const useBuild = (): Builder => {
  const [build, setBuild] = useState<Build | null>(null)
  const stop = useRef<AbortController | null>(null)
  const built = useRef<number | null>(null)

  const begin = useCallback((plan: Plan) => {
    // A second press while the first is being built must not make a second campaign.
    if (stop.current !== null) return
    const controller = new AbortController()
    stop.current = controller
    const done = beginLoading()
    setBuild({ state: 'building', done: 0, total: plan.contacts.counts.usable })
    building()
      .then(({ buildCampaign }) =>
        buildCampaign(plan, {
          bridge: bridge.campaigns,
          signal: controller.signal,
          onProgress: (count, total) => {
            if (!controller.signal.aborted) setBuild({ state: 'building', done: count, total })
          },
        }),
      )
      .then(
        campaign => {
          built.current = campaign.campaignId
          setBuild({ state: 'built', campaign })
        },
        (error: unknown) => {
          if (!controller.signal.aborted) setBuild({ state: 'failed', error: toAppError(error) })
        },
      )
      .finally(done)
  }, [])

  const release = useCallback(() => {
    stop.current = null
    built.current = null
    setBuild(null)
  }, [])

  const refresh = useCallback(async () => {
    const campaignId = built.current
    if (campaignId === null) return
    const { readDraft } = await building()
    const reading = await readDraft(campaignId, bridge.campaigns)
    if (built.current !== campaignId) return
    setBuild(last =>
      last?.state === 'built' ? { state: 'built', campaign: { ...last.campaign, ...reading } } : last,
    )
  }, [])

  const discard = useCallback(() => {
    stop.current?.abort()
    if (built.current !== null) void bridge.campaigns.discard({ campaignId: built.current })
    release()
  }, [release])

  return { build, begin, refresh, discard, release }
}
