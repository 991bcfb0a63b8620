import type {
  CampaignView,
  Content,
  ContentTrial,
  NewRecipient,
  Preflight,
  Progress,
} from '../../../shared/domain/campaign.ts'
import type { Settings } from '../../../shared/domain/settings.ts'
import { campaignStatuses, type Resolution } from '../../../shared/domain/states.ts'
import { AppError } from '../../../shared/ipc/result.ts'
import { dueAgainAfter } from '../../../shared/provider/due-again.ts'
import type { RequestCredentials } from '../../../shared/provider/request.ts'
import { canonicalTemplate, parseTemplate } from '../../../shared/sms/template.ts'
import { atShanghai, shanghaiDay } from '../../../shared/time/shanghai.ts'
import type { StoredCampaign } from '../campaigns/campaign-row.ts'
import type { CampaignService } from '../campaigns/campaign-service.ts'
import type { Keeper } from '../campaigns/keeper.ts'
import type { Confirm } from '../consent/consent.ts'
import type { Practice } from '../provider/practice.ts'
import type { ResendChoice } from '../send-log/chore-marks.ts'
import type { Clock } from '../time/clock.ts'
import { type AcrossOptions, createAcross } from './across.ts'
import type { BeginConsent, Beginning } from './begin-consent.ts'
import { type ContentChangesOptions, createContentChanges } from './content-changes.ts'
import { maybeSent } from './maybe-sent.ts'
import { conditionsOf } from './send-conditions.ts'
import type { SendOrder, Way } from './send-order.ts'
import type { Sender } from './sender.ts'
import { chooseSlice } from './slice.ts'

export type SendingService = ReturnType<typeof createSendingService>

export type SendingOptions = {
  readonly campaigns: CampaignService
  readonly sender: Sender
  readonly keeper: Keeper
  readonly reader: AcrossOptions['reader'] & ContentChangesOptions['reader']
  readonly practice: Practice
  /** Rejects with `credentials-missing` or `credentials-unreadable`. */
  readonly credentials: () => Promise<RequestCredentials>
  /** The address for real messages. */
  readonly endpointUrl: () => string
  /** Finds the route to an address: direct or through the system's proxy. */
  readonly wayTo: (url: string) => Promise<Way>
  readonly settings: () => Settings
  /** Throws `history-lost` until the owner has accepted that the history is gone. */
  readonly assertMaySend: () => void
  /** What the owner must have seen or must agree to before a campaign starts. */
  readonly consent: BeginConsent
  /** Asks the owner outside the page; rejects with `owner-declined`. */
  readonly confirm: Confirm
  /** The restored back-up that the owner was not asked about yet; null: none. */
  readonly restoredUnasked: () => { readonly madeAt: number } | null
  /** Called when a campaign starts or resumes, with its content. */
  readonly onBegun: (campaign: StoredCampaign) => void
  /** Called when a campaign was ended without sending anything more. */
  readonly onEnded: (campaignId: number) => void
  readonly clock: Pick<Clock, 'now' | 'after'>
  /** Called when the content of a campaign was changed. */
  readonly onContentChanged: ContentChangesOptions['onChanged']
}

/** A failed log is tried again every few seconds; an owner who has freed space waits no longer than this. */
const settleWithinMs = 5_000
const mostTestPhonesADay = 5

const startOfShanghaiDay = (nowMs: number): number => atShanghai(shanghaiDay(nowMs), 0)

const begunStatuses = campaignStatuses.filter(status => status !== 'draft' && status !== 'scheduled')

/** The owner's actions on a campaign once its draft exists. */
export function createSendingService(options: SendingOptions) {
  const { campaigns, sender, keeper } = options
  const contents = createContentChanges({
    campaigns,
    keeper,
    reader: options.reader,
    settings: options.settings,
    onChanged: options.onContentChanged,
  })
  const across = createAcross(options)
  /**
   * Paused campaigns that are being resumed or changed, so that no order is built from a content that is being
   * replaced.
   */
  const underWay = new Set<number>()
  const alone = async <T>(campaignId: number, work: () => Promise<T>): Promise<T> => {
    if (underWay.has(campaignId)) throw new AppError('wrong-state')
    underWay.add(campaignId)
    try {
      return await work()
    } finally {
      underWay.delete(campaignId)
    }
  }

  /**
   * Practice goes through the same client, to another address, with credentials of its own. The order is called when it
   * is handed over: long writes come before that, and what the owner changes meanwhile reaches no run yet.
   */
  const orderFor = async (campaign: StoredCampaign): Promise<() => SendOrder> => {
    const { url, credentials } =
      campaign.mode === 'practice'
        ? await options.practice.prepare(campaign.signature, campaign.template)
        : { url: options.endpointUrl(), credentials: await options.credentials() }
    const { variables } = parseTemplate(canonicalTemplate(campaign.template.text))
    const way = await options.wayTo(url)
    const prepared = {
      campaignId: campaign.id,
      endpoint: campaign.mode === 'practice' ? 'practice' : url,
      url,
      way,
      credentials,
      signCode: campaign.signature.code,
      templateCode: campaign.template.code,
      variables,
      valueNames: campaign.valueNames,
      observesWindow: campaign.mode === 'real' && campaign.kind !== 'test',
    }
    return () => {
      const { limits, timeouts } = conditionsOf(options.settings())
      return { ...prepared, counts: campaigns.view(campaign.id).counts, limits, timeouts }
    }
  }

  /**
   * Tests are for the owner's own phones and are not bound to sending hours: at most five different phones a day
   * (China time). Throws `test-limit`.
   */
  const assertMayTest = ({ id, kind, mode }: StoredCampaign): void => {
    if (kind !== 'test' || mode !== 'real') return
    const tested = campaigns.testPhonesSince(startOfShanghaiDay(options.clock.now()), id)
    if (tested.length > mostTestPhonesADay) throw new AppError('test-limit')
  }

  /** The owner is asked last, so that no question is about a campaign that can't start anyway. */
  const agree = async (campaign: StoredCampaign, beginning: Beginning): Promise<void> => {
    if (campaign.mode === 'real') await options.credentials()
    await options.consent.begin(campaign, beginning)
  }

  /**
   * After a restore it is not known what was sent since the back-up: the owner is asked before the first real
   * message to a customer. Throws `restored-unasked`, with the back-up's time.
   */
  const assertAsked = ({ mode, kind }: Pick<StoredCampaign, 'mode' | 'kind'>): void => {
    const restored = mode === 'real' && kind !== 'test' ? options.restoredUnasked() : null
    if (restored !== null) throw new AppError('restored-unasked', { detail: String(restored.madeAt) })
  }

  const begin = async (campaignId: number, from: 'draft' | 'scheduled', slice?: number): Promise<void> => {
    options.assertMaySend()
    const campaign = campaigns.get(campaignId)
    if (campaign.status !== from) throw new AppError('wrong-state')
    assertAsked(campaign)
    if (sender.active() !== null) throw new AppError('another-campaign-is-sending')
    if (campaigns.view(campaignId).counts.pending === 0) throw new AppError('nothing-to-send')
    options.consent.assertLookedAt(campaign)
    assertMayTest(campaign)
    await across.assertNobodyNewlyRecent(campaign)
    // A scheduled campaign was agreed to when it was scheduled; nobody may be there to ask when it starts.
    if (from === 'draft') await agree(campaign, { how: 'start', slice: slice ?? null })
    const order = await orderFor(campaign)
    // While the practice server was starting, another call may have started this campaign.
    if (campaigns.get(campaignId).status !== from) throw new AppError('wrong-state')
    if (!campaigns.phonesListed(campaignId))
      await keeper.carryOut(campaignId, { kind: 'list-phones' }, [from])
    const first = slice === undefined ? null : chooseSlice(campaigns.pendingPhones(campaignId), slice)
    await sender.start(order(), first)
    options.onBegun(campaign)
  }

  // No recipient may be added to a draft while its owner is asked about those in it.
  const start = (campaignId: number, slice?: number): Promise<void> =>
    alone(campaignId, () => begin(campaignId, 'draft', slice))

  /** Waits for the last answers of a campaign that is pausing. Throws `log-failed` where they can't be written. */
  const settled = async (campaignId: number): Promise<void> => {
    if (sender.progress(campaignId)?.pause?.reason !== 'log-failed') return sender.idle()
    const { promise: late, resolve } = Promise.withResolvers<void>()
    const callOff = options.clock.after(settleWithinMs, resolve)
    await Promise.race([sender.idle(), late])
    callOff()
    if (sender.active() === campaignId) throw new AppError('log-failed')
  }

  /** Throws `wrong-state` where the campaign is being sent; waits where it is pausing. */
  const stillPaused = async (campaignId: number): Promise<void> => {
    const running = sender.progress(campaignId)
    if (running === null) return
    if (running.status !== 'paused') throw new AppError('wrong-state')
    await settled(campaignId)
  }

  const resume = async (campaignId: number): Promise<void> => {
    await stillPaused(campaignId)
    const campaign = campaigns.get(campaignId)
    if (campaign.status !== 'paused') throw new AppError('wrong-state')
    const { pending } = campaigns.view(campaignId).counts
    const due = dueAgainAfter(campaign.pause, false)
    const hasDue = due.seqs.length > 0 || campaigns.hasRefused(campaignId, due.codes)
    if (pending === 0 && !hasDue) {
      // Nothing would be sent, so neither account nor network is needed to end the campaign.
      await sender.finish(campaignId)
      options.onEnded(campaignId)
      return
    }
    assertAsked(campaign)
    assertMayTest(campaign)
    await across.assertNobodyNewlyRecent(campaign)
    await agree(campaign, { how: 'resume' })
    const order = await orderFor(campaign)
    if (campaigns.get(campaignId).status !== 'paused') throw new AppError('wrong-state')
    if (hasDue) await keeper.carryOut(campaignId, { kind: 'requeue', ...due }, ['paused'])
    if (!campaigns.phonesListed(campaignId))
      await keeper.carryOut(campaignId, { kind: 'list-phones' }, ['paused'])
    await sender.resume(order())
    options.onBegun(campaign)
  }

  const live = (campaignId: number): Progress => {
    const running = sender.progress(campaignId)
    if (running !== null) return running
    const { status, pause, counts } = campaigns.view(campaignId)
    const setRate = options.settings().ratePerSecond
    return {
      campaignId,
      status,
      pause,
      hold: null,
      counts,
      ratePerSecond: 0,
      rateLimit: setRate,
      setRate,
      logWaiting: false,
      remainingMs: null,
    }
  }

  return {
    ...across,
    start,

    /** Adds recipients to a draft. */
    addRecipients: (campaignId: number, recipients: readonly NewRecipient[]): Promise<number> =>
      alone(campaignId, () => {
        options.consent.changed(campaignId)
        return keeper.addRecipients(campaignId, recipients, options.settings().optOutWording)
      }),

    /** Schedules a draft, or one that was missed, with `schedule`, after the owner has agreed to it. */
    schedule: (campaignId: number, at: number, schedule: () => Promise<void>): Promise<void> =>
      alone(campaignId, async () => {
        const campaign = campaigns.get(campaignId)
        assertAsked(campaign)
        options.consent.assertLookedAt(campaign)
        // A schedule that will be refused is refused without a question.
        const isDue = at > options.clock.now() && campaigns.view(campaignId).counts.pending > 0
        if (isDue) await options.consent.begin(campaign, { how: 'schedule', at })
        await schedule()
      }),

    /** Takes a schedule back with `unschedule`; `wrong-state` while the start is on its way. */
    unschedule: (campaignId: number, unschedule: () => Promise<void>): Promise<void> =>
      alone(campaignId, unschedule),

    /**
     * Begins a campaign whose time has come. Rejects with `another-campaign-is-sending` while it can't, or while its
     * owner is giving it another time.
     */
    async startScheduled(campaignId: number): Promise<void> {
      if (underWay.has(campaignId)) throw new AppError('another-campaign-is-sending')
      await alone(campaignId, () => begin(campaignId, 'scheduled'))
    },

    /** Sends one message of the campaign to the owner's own phone, as a campaign of its own; returns its id. */
    async sendTest(campaignId: number, phone: string, seq: number): Promise<number> {
      if (sender.active() !== null) throw new AppError('another-campaign-is-sending')
      const testId = await keeper.createTest(campaignId, phone, seq, options.settings().optOutWording)
      try {
        await start(testId)
      } catch (error) {
        await keeper.carryOut(testId, { kind: 'discard' }, ['draft'])
        throw error
      }
      return testId
    },

    async pause(campaignId: number): Promise<void> {
      // Avoids the database where possible: a pause must be answered at once, even if another program holds the
      // file.
      if (sender.active() !== campaignId) campaigns.get(campaignId)
      await sender.pause(campaignId, { reason: 'owner' })
    },

    async resume(campaignId: number): Promise<void> {
      options.assertMaySend()
      await alone(campaignId, () => resume(campaignId))
    },

    /** The effect of this content on a paused campaign; null where another one was tried meanwhile. */
    tryContent: (campaignId: number, content: Content): Promise<ContentTrial | null> =>
      contents.tryContent(campaignId, content),

    /** Gives a paused campaign another content. Resolves to the number of refused recipients that are due again. */
    changeContent: (campaignId: number, content: Content): Promise<number> =>
      alone(campaignId, async () => {
        await stillPaused(campaignId)
        await options.consent.contentChanged(campaignId)
        return contents.changeContent(campaignId, content)
      }),

    /** Ends the campaign for good. Its pending recipients are settled afterwards, in pieces. */
    async cancel(campaignId: number): Promise<void> {
      const { status } = campaigns.get(campaignId)
      if (status === 'finished' || status === 'cancelled' || status === 'draft')
        throw new AppError('wrong-state')
      const isActive = sender.active() === campaignId
      await sender.cancel(campaignId)
      if (!isActive) await keeper.finish(campaignId)
    },

    async preflight(campaignId: number): Promise<Preflight> {
      campaigns.expectDraft(campaignId)
      // Opt-outs may have been added since the recipients were.
      if (campaigns.hasOptOuts()) await keeper.carryOut(campaignId, { kind: 'skip-opted-out' }, ['draft'])
      const preflight = campaigns.preflight(campaignId)
      options.consent.lookedAt(campaignId)
      return preflight
    },

    /** Removes a draft. Recipients of a resend that was never sent can be chosen for another one. */
    async discard(campaignId: number): Promise<void> {
      await keeper.carryOut(campaignId, { kind: 'discard' }, ['draft'])
    },

    /** Creates a resend to chosen recipients of an ended campaign. */
    async retry(
      campaignId: number,
      choice: ResendChoice,
    ): Promise<{ readonly campaignId: number; readonly recipients: number }> {
      const { mode, name } = campaigns.get(campaignId)
      const people = maybeSent(campaigns.outcomes(campaignId), choice)
      if (mode === 'real' && people > 0) await options.confirm({ kind: 'resend', people, campaign: name })
      return keeper.resend(campaignId, choice)
    },

    async resolve(
      campaignId: number,
      seqs: readonly number[] | null,
      resolution: Exclude<Resolution, 'sent-again'>,
    ): Promise<number> {
      const { mode, name } = campaigns.get(campaignId)
      // A single decision is made with its recipient in view, and can be taken back; many at once are confirmed.
      const many = seqs === null || seqs.length > 1
      if (mode === 'real' && resolution === 'treat-as-unsent' && many) {
        const people = seqs?.length ?? campaigns.outcomes(campaignId).waiting
        await options.confirm({ kind: 'treat-as-unsent', people, campaign: name })
      }
      return keeper.carryOut(campaignId, { kind: 'resolve', seqs, resolution }, begunStatuses)
    },

    /**
     * Takes decisions back. Throws `decision-settled` where none of them can be: their resend has left, or the
     * people were forgotten.
     */
    async takeBack(
      campaignId: number,
      seqs: readonly number[] | null,
      resolution: Exclude<Resolution, 'sent-again'>,
    ): Promise<number> {
      const chore = { kind: 'take-back', seqs, resolution } as const
      const takenBack = await keeper.carryOut(campaignId, chore, begunStatuses)
      if (takenBack === 0) throw new AppError('decision-settled')
      return takenBack
    },

    /** Which campaign is being sent, or null. */
    active: (): number | null => sender.active(),

    progress: live,

    /** Adds to a campaign what only the engine knows while it is being sent. */
    alive(view: CampaignView): CampaignView {
      const running = sender.progress(view.id)
      if (running === null) return view
      const { status, pause, hold, counts } = running
      return { ...view, status, pause, hold, counts }
    },
  }
}
