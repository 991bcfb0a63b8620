import { join } from 'node:path'
import { app, type BrowserWindow } from 'electron'
import type { Progress } from '../shared/domain/campaign.ts'
import { AppError } from '../shared/ipc/result.ts'
import { appHandlers, credentialsHandlers, settingsHandlers } from './ipc/handlers/app-handlers.ts'
import { campaignHandlers } from './ipc/handlers/campaign-handlers.ts'
import { contactListHandlers } from './ipc/handlers/contact-list-handlers.ts'
import { exportHandlers } from './ipc/handlers/export-handlers.ts'
import { optOutHandlers } from './ipc/handlers/opt-out-handlers.ts'
import { practiceHandlers } from './ipc/handlers/practice-handlers.ts'
import { proxyHandlers } from './ipc/handlers/proxy-handlers.ts'
import { storageHandlers } from './ipc/handlers/storage-handlers.ts'
import { workbookHandlers } from './ipc/handlers/workbook-handlers.ts'
import { registerHandlers, sendEvent } from './ipc/register.ts'
import { createStayAwake, onSleep } from './platform/power.ts'
import { resolveSystemProxy } from './platform/proxy.ts'
import { safeStorageCipher } from './platform/safe-storage-cipher.ts'
import { askSavePath } from './platform/save-dialog.ts'
import { spawnWorkbookProcess } from './platform/utility-process.ts'
import { createCampaignService } from './services/campaigns/campaign-service.ts'
import { createCampaignStore } from './services/campaigns/campaign-store.ts'
import { createContactListService } from './services/contact-lists/contact-list-service.ts'
import { createListStore } from './services/contact-lists/list-store.ts'
import { createListViews } from './services/contact-lists/list-views.ts'
import { createMappingStore } from './services/contact-lists/mapping-store.ts'
import { createStaging } from './services/contact-lists/staging.ts'
import { createExportService } from './services/contact-lists/window-export.ts'
import { resolveEndpoint } from './services/endpoint/endpoint.ts'
import { createLog } from './services/logging/log.ts'
import { createOptOutService } from './services/opt-outs/opt-out-service.ts'
import { createOptOutStore } from './services/opt-outs/opt-out-store.ts'
import { createPractice } from './services/provider/practice.ts'
import { createPracticeServer } from './services/provider/practice-server/practice-server.ts'
import { proxyName, routeTo } from './services/provider/proxy.ts'
import { createReportService } from './services/reports/report-service.ts'
import { createLogQueries } from './services/send-log/log-queries.ts'
import { createSendLog } from './services/send-log/send-log.ts'
import { createScheduler } from './services/sending/scheduler.ts'
import { startSender } from './services/sending/sender.ts'
import { createSendingService } from './services/sending/sending-service.ts'
import { createSettings, createSettingsFile } from './services/settings/settings.ts'
import { reportOnce } from './services/storage/rows.ts'
import { openStorage } from './services/storage/storage.ts'
import { createStorageThread } from './services/storage/storage-thread.ts'
import { systemClock as clock } from './services/time/clock.ts'
import { createTurns } from './services/time/turns.ts'
import { createCredentialFile } from './services/vault/credential-file.ts'
import { createProxyLoginVault } from './services/vault/proxy-login.ts'
import { createVault } from './services/vault/vault.ts'
import { createWorkbookReader } from './services/workbooks/workbook-reader.ts'

/** At the end of the app, the last answers are written within this time or not at all. */
const longestWriteMs = 10_000

/** Builds the services, hands them to each other and registers the bridge. Holds no rule of its own. */
export async function compose({
  userData,
  environment,
}: {
  readonly userData: string
  readonly environment: NodeJS.ProcessEnv
}) {
  let window: BrowserWindow | null = null
  const awake = createStayAwake()
  let lastStatus = ''
  const changed = (campaignId: number) => sendEvent(window?.webContents, 'campaigns-changed', { campaignId })

  const settings = createSettings({ file: createSettingsFile({ cwd: userData, clock }) })
  const vault = createVault({
    store: createCredentialFile({ cwd: userData, clock }),
    cipher: safeStorageCipher,
  })
  const proxyLogins = createProxyLoginVault({
    store: createCredentialFile({ cwd: userData, clock, name: 'proxy-login' }),
    cipher: safeStorageCipher,
  })
  const log = createLog({
    directory: join(userData, 'logs'),
    clock,
    secrets: () => [...vault.knownSecrets(), ...proxyLogins.knownSecrets()],
  })
  const endpoint = resolveEndpoint(environment['ZHANGGUI_API_URL'])

  const databasePath = join(userData, 'zhanggui.db')
  const storage = await openStorage({
    path: databasePath,
    clock,
    thread: createStorageThread(new URL('./storage-worker.js', import.meta.url)),
    onProgress: progress => {
      log.info('preparing the database', progress)
      sendEvent(window?.webContents, 'storage-progress', progress)
    },
    onStatus: status => sendEvent(window?.webContents, 'storage-changed', status),
    onNote: note => (note.kind === 'upgraded' ? log.info : log.error)('the database', note),
  })
  const { database, patiently } = storage
  const unreadable = reportOnce(where => log.warn('a row of the database can’t be read', where))
  // Before the sender's thread starts, and before anything can be sent.
  const recovered = await patiently(() => createSendLog(database, clock.now).recover())
  if (recovered.campaigns.length > 0) log.warn('the app ended while sending', recovered)

  const campaigns = createCampaignService(createCampaignStore(database, clock.now, unreadable), settings.get)
  const practice = createPractice(
    createPracticeServer({
      clock,
      random: Math.random,
      onFault: fault => log.error('practice server', fault),
    }),
  )
  const sender = startSender({
    scriptUrl: new URL('./sender-worker.js', import.meta.url),
    databasePath,
    sendingWindow: settings.get().sendingWindow,
    onProgress: (progress: Progress) => {
      awake.keep(progress.status === 'sending' || progress.status === 'holding')
      sendEvent(window?.webContents, 'campaign-progress', progress)
      const status = `${progress.campaignId} ${progress.status}`
      if (status !== lastStatus) changed(progress.campaignId)
      lastStatus = status
    },
    onLogFailure: error => log.error('the send log could not be written', error),
  })
  const unheard = (error: unknown) => log.error('the sender did not answer', error)
  settings.onChange(({ sendingWindow }) => {
    sender.setWindow(sendingWindow).catch(unheard)
  })
  const sending = createSendingService({
    campaigns,
    sender,
    practice,
    endpointUrl: endpoint.url,
    settings: settings.get,
    assertMaySend: storage.assertMaySend,
    clock,
    credentials: () => {
      const credentials = vault.read()
      if (credentials !== null) return credentials
      throw new AppError(vault.status().unreadable ? 'credentials-unreadable' : 'credentials-missing')
    },
    wayTo: async url => {
      const route = await routeTo(url, resolveSystemProxy)
      // SECURITY: a login goes to the proxy that it was entered for, and to no other.
      return { route, login: route.kind === 'proxy' ? proxyLogins.read(proxyName(route.proxy)) : null }
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
    store: sender,
    clock,
    begin: sending.start,
    onChange: changed,
    onFailure: (campaignId, error) => log.warn(`campaign ${campaignId} did not start at its time`, error),
  })
  // A campaign whose time has come must not be refused, and so be missed, because the file is still being looked at.
  void storage.checked.then(isSound => isSound && scheduler.start())
  const exporting = {
    language: () => settings.get().language,
    askPath: (name: string) => askSavePath(window, name),
  }
  const reports = createReportService({ campaigns, ...exporting })
  const exports = createExportService(exporting)
  const turns = createTurns(clock, patiently)
  const optOuts = createOptOutService({
    store: createOptOutStore(database, clock.now, unreadable),
    turns,
    now: clock.now,
    ...exporting,
    onChange: count => sendEvent(window?.webContents, 'opt-outs-changed', { count }),
  })
  const listStore = createListStore(database, clock.now, unreadable)
  const lists = createContactListService({
    store: listStore,
    staging: createStaging(database),
    views: createListViews(database, listStore, turns),
    turns,
    optOuts,
    now: clock.now,
    removeCopies: storage.removeCopies,
    ...exporting,
  })
  lists.tidy().catch((error: unknown) => log.error('a removed list could not be cleared away', error))
  const workbooks = createWorkbookReader({ spawnProcess: spawnWorkbookProcess })

  registerHandlers(
    {
      ...appHandlers({
        version: app.getVersion(),
        runtime: {
          electron: process.versions.electron,
          node: process.versions.node,
          chromium: process.versions['chrome'] ?? '',
        },
        endpoint,
        userData,
      }),
      ...settingsHandlers(settings),
      ...credentialsHandlers(vault),
      ...proxyHandlers(proxyLogins, async () => {
        const route = await routeTo(endpoint.url, resolveSystemProxy)
        return {
          proxy: route.kind === 'proxy' ? proxyName(route.proxy) : null,
          unsupported: route.kind === 'unsupported',
        }
      }),
      ...practiceHandlers(practice),
      ...workbookHandlers(workbooks),
      ...campaignHandlers(campaigns, sending, reports, scheduler, createLogQueries(database), patiently),
      ...storageHandlers(storage),
      ...optOutHandlers(optOuts),
      ...exportHandlers(exports),
      ...contactListHandlers(lists, createMappingStore(database, clock.now, turns)),
    },
    (channel, error) => log.error(`call failed: ${channel}`, error),
  )

  return {
    /** Gives the services the window that they speak to. */
    attach(opened: BrowserWindow): void {
      window = opened
    },
    isSending: (): boolean => sender.active() !== null,
    language: () => settings.get().language,
    /** Begins no more messages, waits for the answers in flight, and closes everything. */
    async shutDown(): Promise<void> {
      scheduler.stop()
      const active = sender.active()
      if (active !== null) await sender.pause(active, { reason: 'app-closed' })
      // A log that can't be written would keep an app without a window alive for ever. Who is not written down by then
      // stands as `sending`, and is unknown at the next start.
      const { connectTimeoutMs, headersTimeoutMs, bodyTimeoutMs } = settings.get()
      const answeredAfterMs = connectTimeoutMs + headersTimeoutMs + bodyTimeoutMs
      await Promise.race([
        sender.idle(),
        new Promise<void>(resolve => clock.after(answeredAfterMs + longestWriteMs, resolve)),
      ])
      await sender.close()
      await practice.close()
      await lists.close()
      await exports.close()
      await storage.close()
    },
  }
}
