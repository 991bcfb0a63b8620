import type { CampaignView, Progress } from '../../../shared/domain/campaign.ts'
import type { Settings } from '../../../shared/domain/settings.ts'
import type { Pause, Resolution } from '../../../shared/domain/states.ts'
import { AppError } from '../../../shared/ipc/result.ts'
import { buildRequestBody, type RequestCredentials } from '../../../shared/provider/request.ts'
import { canonicalTemplate, parseTemplate } from '../../../shared/sms/template.ts'
import type { CampaignService } from '../campaigns/campaign-service.ts'
import type { StoredCampaign } from '../campaigns/campaign-store.ts'
import type { ProviderClient } from '../provider/client.ts'
import type { Practice } from '../provider/practice.ts'
import type { Clock } from './clock.ts'
import type { SendEngine, SendJob } from './engine.ts'
import type { Gate } from './holds.ts'
import type { LogDecisions, RetryChoice } from './send-store.ts'
import { sendingWindowGate } from './sending-window.ts'
import { chooseSlice } from './slice.ts'

export type SendingService = ReturnType<typeof createSendingService>

export type SendingOptions = {
  readonly campaigns: CampaignService
  readonly engine: SendEngine
  readonly practice: Practice
  /** Throws `credentials-missing` or `credentials-unreadable`. */
  readonly credentials: () => RequestCredentials
  /** Where a real message goes. */
  readonly endpointUrl: string
  /** The way to the address (a proxy) may have to be found first. */
  readonly createClient: (url: string, credentials: RequestCredentials) => Promise<ProviderClient>
  readonly settings: () => Settings
  readonly decisions: LogDecisions
  /** Throws `history-lost` while the owner has not accepted that the history is gone. */
  readonly assertMaySend: () => void
  readonly clock: Pick<Clock, 'now' | 'after'>
}

/** The log is written anew every few seconds; an owner who has made room is not kept waiting for longer. */
const settleWithinMs = 5_000
const hourMs = 60 * 60 * 1000

const open: Gate = () => null

/** What the owner can do with a campaign once its draft stands. */
export function createSendingService(options: SendingOptions) {
  const { campaigns, engine, decisions } = options
  const windowGate = sendingWindowGate(() => options.settings().sendingWindow)

  /** Practice goes through the same client, to another address, with credentials of its own. */
  const jobFor = async (campaign: StoredCampaign): Promise<SendJob> => {
    const { url, credentials } =
      campaign.mode === 'practice'
        ? await options.practice.prepare(campaign.signature, campaign.template)
        : { url: options.endpointUrl, credentials: options.credentials() }
    const { variables } = parseTemplate(canonicalTemplate(campaign.template.text))
    const signCode = campaign.signature.code
    const templateCode = campaign.template.code
    return {
      campaignId: campaign.id,
      counts: campaigns.view(campaign.id).counts,
      // The window protects customers: practice reaches nobody, and a test only the owner.
      gate: campaign.mode === 'practice' || campaign.kind === 'test' ? open : windowGate,
      client: await options.createClient(url, credentials),
      requestFor: ({ phone, values }) => ({
        phone,
        body: buildRequestBody({
          credentials,
          signCode,
          templateCode,
          phone,
          params: Object.fromEntries(variables.map((name, index) => [name, values[index] ?? ''])),
        }),
      }),
    }
  }

  const start = async (campaignId: number, slice?: number): Promise<void> => {
    options.assertMaySend()
    const campaign = campaigns.get(campaignId)
    if (campaign.status !== 'draft') throw new AppError('wrong-state')
    if (engine.active() !== null) throw new AppError('another-campaign-is-sending')
    if (campaigns.view(campaignId).counts.pending === 0) throw new AppError('nothing-to-send')
    const job = await jobFor(campaign)
    // While the practice server came up, another call may have started this very campaign.
    if (campaigns.get(campaignId).status !== 'draft') throw new AppError('wrong-state')
    const first = slice === undefined ? null : chooseSlice(campaigns.pendingPhones(campaignId), slice)
    engine.start(job, first)
  }

  /** Waits for the last answers of a pausing campaign. Throws `log-failed` where they can't be written. */
  const settled = async (campaignId: number): Promise<void> => {
    if (engine.progress(campaignId)?.pause?.reason !== 'log-failed') return engine.idle()
    const { promise: late, resolve } = Promise.withResolvers<void>()
    const callOff = options.clock.after(settleWithinMs, resolve)
    await Promise.race([engine.idle(), late])
    callOff()
    if (engine.active() === campaignId) throw new AppError('log-failed')
  }

  const live = (campaignId: number): Progress => {
    const running = engine.progress(campaignId)
    if (running !== null) return running
    const { status, pause, counts } = campaigns.view(campaignId)
    const rateLimit = options.settings().ratePerSecond
    return { campaignId, status, pause, hold: null, counts, ratePerSecond: 0, rateLimit, remainingMs: null }
  }

  return {
    start,

    /** Sends one message of the campaign to the owner's own phone, as a campaign of its own; returns its id. */
    async sendTest(campaignId: number, phone: string, seq: number): Promise<number> {
      if (engine.active() !== null) throw new AppError('another-campaign-is-sending')
      const testId = campaigns.createTest(campaignId, phone, seq)
      await start(testId)
      return testId
    },

    pause(campaignId: number, pause: Pause = { reason: 'owner' }): void {
      campaigns.get(campaignId)
      engine.pause(campaignId, pause)
    },

    async resume(campaignId: number): Promise<void> {
      options.assertMaySend()
      // A campaign that was just paused may still wait for its last answers.
      if (engine.active() === campaignId) await settled(campaignId)
      const campaign = campaigns.get(campaignId)
      if (campaign.status !== 'paused') throw new AppError('wrong-state')
      const job = await jobFor(campaign)
      if (campaigns.get(campaignId).status !== 'paused') throw new AppError('wrong-state')
      engine.resume(job, campaign.pause)
    },

    async cancel(campaignId: number): Promise<void> {
      const { status } = campaigns.get(campaignId)
      if (status === 'finished' || status === 'cancelled' || status === 'draft')
        throw new AppError('wrong-state')
      await engine.cancel(campaignId)
    },

    /** How many of a draft's recipients were really sent something in the last day and in the last week. */
    async recent(campaignId: number): Promise<{ day: number; week: number }> {
      campaigns.expectDraft(campaignId)
      const now = options.clock.now()
      return {
        day: await decisions.recent(campaignId, now - 24 * hourMs),
        week: await decisions.recent(campaignId, now - 7 * 24 * hourMs),
      }
    },

    async skipRecent(campaignId: number, hours: number): Promise<number> {
      campaigns.expectDraft(campaignId)
      return decisions.skipRecent(campaignId, options.clock.now() - hours * hourMs)
    },

    /** Removes a draft. Whoever stood in a retry that was never sent can be chosen for one again. */
    async discard(campaignId: number): Promise<void> {
      const { kind } = campaigns.expectDraft(campaignId)
      if (kind === 'retry') await decisions.withdrawRetry(campaignId)
      campaigns.discard(campaignId)
    },

    /** Makes a draft of chosen recipients of an ended campaign. */
    async retry(
      campaignId: number,
      choice: RetryChoice,
    ): Promise<{ campaignId: number; recipients: number }> {
      const { status } = campaigns.get(campaignId)
      if (status !== 'finished' && status !== 'cancelled') throw new AppError('wrong-state')
      const retryId = campaigns.createRetry(campaignId)
      const recipients = await decisions.retry(campaignId, retryId, choice)
      if (recipients > 0) return { campaignId: retryId, recipients }
      campaigns.discard(retryId)
      throw new AppError('nothing-to-send')
    },

    async resolve(
      campaignId: number,
      seqs: readonly number[] | null,
      resolution: Resolution,
    ): Promise<number> {
      campaigns.get(campaignId)
      return decisions.resolve(campaignId, seqs, resolution)
    },

    progress: live,

    view(campaignId: number): CampaignView {
      const view = campaigns.view(campaignId)
      const { status, pause, hold, counts } = live(campaignId)
      return { ...view, status, pause, hold, counts }
    },
  }
}
