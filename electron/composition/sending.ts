import type { Mode, Progress } from '../../shared/domain/campaign.ts'
import { AppError } from '../../shared/ipc/result.ts'
import { campaignHandlers } from '../ipc/handlers/campaign-handlers.ts'
import { limitHandlers } from '../ipc/handlers/limit-handlers.ts'
import { practiceHandlers } from '../ipc/handlers/practice-handlers.ts'
import { createStayAwake, onSleep } from '../platform/power.ts'
import { resolveSystemProxy } from '../platform/proxy.ts'
import { createSendSigns } from '../platform/send-signs.ts'
import { showNotice } from '../platform/system-notice.ts'
import { createContentMemory } from '../services/library/content-memory.ts'
import { createCampaignStory } from '../services/logging/campaign-story.ts'
import { createPractice } from '../services/provider/practice.ts'
import { proxyName, routeTo } from '../services/provider/route.ts'
import { createAgreedCampaigns } from '../services/sending/agreed-campaigns.ts'
import { createBeginConsent } from '../services/sending/begin-consent.ts'
import { createScheduler } from '../services/sending/scheduler.ts'
import { conditionsOf } from '../services/sending/send-conditions.ts'
import { startSender } from '../services/sending/sender.ts'
import { createSendingService } from '../services/sending/sending-service.ts'
import { createMeta } from '../services/storage/meta.ts'
import type { RightOfWay } from '../services/storage/right-of-way.ts'
import type { Base } from './base.ts'
import type { buildCampaigns } from './campaigns.ts'
import type { Problems } from './problems.ts'
import type { Storage } from './storage.ts'
import type { WindowLink } from './window-link.ts'

/** When the app closes, writing the last answers may take this long. */
const longestWriteMs = 10_000

/** The sender's thread, practice mode, the scheduler, and what keeps the computer awake for them. */
export function buildSending(
  { settings, vault, proxyLogins, endpoint, clock, log, databasePath, files, library, confirm }: Base,
  { database, patiently, assertMaySend, restoredUnasked, checked, recover }: Storage,
  { campaigns, keeper, reader, reports, answerTimes }: ReturnType<typeof buildCampaigns>,
  rightOfWay: RightOfWay,
  window: WindowLink,
  problems: Problems,
) {
  const awake = createStayAwake<'sending' | 'schedule'>()
  const tellStory = createCampaignStory(log.info)
  const signs = createSendSigns({
    window: window.current,
    language: () => settings.get().language,
    modeOf: campaignId => campaigns.get(campaignId).mode,
    notify: showNotice,
  })
  let lastStatus = ''
  let begunMode: Mode = 'practice'
  const changed = (campaignId: number) => window.tell('campaigns-changed', { campaignId })
  const practice = createPractice(async () => {
    // Loaded only when practice mode is used, and node:http with it.
    const { createPracticeServer } = await import('../services/provider/practice-server/practice-server.ts')
    return createPracticeServer({
      clock,
      random: Math.random,
      onFault: fault => log.error('practice server', fault),
    })
  })
  const memory = createContentMemory({
    library,
    practice: practice.account(),
    onFailure: error => log.warn('what a campaign is sent with could not be kept in the library', error),
  })
  /** After a running campaign was cancelled, its pending recipients are settled in the background. */
  const settleCancelled = (campaignId: number): void => {
    keeper.finish(campaignId).then(
      () => changed(campaignId),
      (error: unknown) => log.error('a cancelled campaign could not be settled', error),
    )
  }
  const sender = startSender({
    scriptUrl: new URL('./sender-worker.js', import.meta.url),
    databasePath,
    rightOfWay: rightOfWay.memory,
    sendingWindow: settings.get().sendingWindow,
    onProgress: (progress: Progress) => {
      tellStory(progress)
      answerTimes.saw(progress, begunMode, settings.get().concurrency)
      awake.keep('sending', progress.status === 'sending' || progress.status === 'holding')
      window.tell('campaign-progress', progress)
      try {
        signs.progressed(progress)
      } catch (error) {
        log.warn('the progress could not be shown outside the window', error)
      }
      const status = `${progress.campaignId} ${progress.status}`
      if (status !== lastStatus) {
        changed(progress.campaignId)
        if (progress.pause !== null) memory.paused(progress.pause, () => campaigns.get(progress.campaignId))
      }
      lastStatus = status
      if (progress.status === 'cancelled') settleCancelled(progress.campaignId)
    },
    onLogFailure: error => log.error('the send log could not be written', error),
    onThreadEnd: async error => {
      log.error('the sender’s thread ended by itself', error)
      rightOfWay.abandon()
      problems.add('sender')
      await recover()
    },
  })
  const unheard = (error: unknown) => log.error('the sender did not answer', error)
  settings.onChange(changedSettings => {
    sender.setConditions(conditionsOf(changedSettings)).catch(unheard)
  })
  const sending = createSendingService({
    campaigns,
    sender,
    keeper,
    reader,
    practice,
    endpointUrl: () => endpoint().url,
    settings: settings.get,
    assertMaySend,
    consent: createBeginConsent({
      campaigns,
      agreed: createAgreedCampaigns(createMeta(database), patiently),
      confirm,
      settings: settings.get,
      clock,
    }),
    confirm,
    restoredUnasked,
    onEnded: changed,
    onBegun: campaign => {
      begunMode = campaign.mode
      memory.begun(campaign)
    },
    clock,
    onContentChanged: (campaignId, dueAgain) => {
      log.info(`campaign ${campaignId} has another content`, { dueAgain })
      changed(campaignId)
    },
    credentials: async () => {
      const credentials = await vault.read()
      if (credentials !== null) return credentials
      throw new AppError((await vault.status()).unreadable ? 'credentials-unreadable' : 'credentials-missing')
    },
    wayTo: async url => {
      const route = await routeTo(url, resolveSystemProxy)
      // SECURITY: a login goes to the proxy that it was entered for, and to no other.
      return { route, login: route.kind === 'proxy' ? await proxyLogins.read(proxyName(route.proxy)) : null }
    },
  })
  onSleep({
    sleep: () => {
      sender.sleep().catch(unheard)
    },
    wake: () => {
      sender.wake().catch(unheard)
    },
  })
  const scheduler = createScheduler({
    campaigns,
    keeper,
    store: sender,
    clock,
    isSending: () => sender.active() !== null,
    begin: sending.startScheduled,
    onChange: changed,
    onFailure: (campaignId, error) =>
      campaignId === null
        ? log.warn('the scheduled campaigns could not be read', error)
        : log.warn(`campaign ${campaignId} did not start at its time`, error),
    onNear: near => awake.keep('schedule', near),
  })
  // The scheduler starts after the check of the file: during the check a due campaign would be refused, and so
  // missed.
  void checked.then(isSound => isSound && scheduler.start())
  return {
    isSending: (): boolean => sender.active() !== null,
    nextStartAt: scheduler.nextAt,
    handlers: {
      ...campaignHandlers({
        campaigns,
        keeper,
        reader,
        reports,
        scheduler,
        sending,
        files,
        changed,
      }),
      ...limitHandlers(reader, settings, clock),
      ...practiceHandlers(practice),
    },
    /** Starts no more messages, waits for the answers in flight, and ends the thread. */
    async close(): Promise<void> {
      scheduler.stop()
      const active = sender.active()
      if (active !== null) await sender.pause(active, { reason: 'app-closed' })
      // A log that can't be written would keep the app alive without a window for ever. A recipient whose result is
      // not written in time stays `sending`, and becomes unknown at the next start.
      const { connectTimeoutMs, headersTimeoutMs, bodyTimeoutMs } = settings.get()
      const answeredAfterMs = connectTimeoutMs + headersTimeoutMs + bodyTimeoutMs
      await Promise.race([
        sender.idle(),
        new Promise<void>(resolve => clock.after(answeredAfterMs + longestWriteMs, resolve)),
      ])
      await sender.close()
      await practice.close()
    },
  }
}
