import type { CampaignView, Progress } from '../../../shared/domain/campaign.ts'
import type { Settings } from '../../../shared/domain/settings.ts'
import type { Pause } from '../../../shared/domain/states.ts'
import { AppError } from '../../../shared/ipc/result.ts'
import { buildRequestBody, type RequestCredentials } from '../../../shared/provider/request.ts'
import { canonicalTemplate, parseTemplate } from '../../../shared/sms/template.ts'
import type { CampaignService } from '../campaigns/campaign-service.ts'
import type { StoredCampaign } from '../campaigns/campaign-store.ts'
import type { ProviderClient } from '../provider/client.ts'
import type { Practice } from '../provider/practice.ts'
import type { SendEngine, SendJob } from './engine.ts'

export type SendingService = ReturnType<typeof createSendingService>

export type SendingOptions = {
  readonly campaigns: CampaignService
  readonly engine: SendEngine
  readonly practice: Practice
  /** Throws `credentials-missing` or `credentials-unreadable`. */
  readonly credentials: () => RequestCredentials
  /** Where a real message goes. */
  readonly endpointUrl: string
  readonly createClient: (url: string, credentials: RequestCredentials) => ProviderClient
  readonly settings: () => Settings
}

/** What the owner can do with a campaign once its draft stands. */
export function createSendingService(options: SendingOptions) {
  const { campaigns, engine } = options

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
      client: options.createClient(url, credentials),
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

  const start = async (campaignId: number): Promise<void> => {
    const campaign = campaigns.get(campaignId)
    if (campaign.status !== 'draft') throw new AppError('wrong-state')
    if (engine.active() !== null) throw new AppError('another-campaign-is-sending')
    if (campaigns.view(campaignId).counts.pending === 0) throw new AppError('nothing-to-send')
    const job = await jobFor(campaign)
    // While the practice server came up, another call may have started this very campaign.
    if (campaigns.get(campaignId).status !== 'draft') throw new AppError('wrong-state')
    engine.start(job)
  }

  const live = (campaignId: number): Progress => {
    const running = engine.progress(campaignId)
    if (running !== null) return running
    const { status, pause, counts } = campaigns.view(campaignId)
    return { campaignId, status, pause, hold: null, counts, ratePerSecond: 0, remainingMs: null }
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
      // A campaign that was just paused may still wait for its last answers.
      if (engine.active() === campaignId) await engine.idle()
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

    progress: live,

    view(campaignId: number): CampaignView {
      const view = campaigns.view(campaignId)
      const { status, pause, hold, counts } = live(campaignId)
      return { ...view, status, pause, hold, counts }
    },
  }
}
