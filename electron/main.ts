import { app, type BrowserWindow, dialog, Menu } from 'electron'
import { zoomOf } from '../shared/domain/text-size.ts'
import type { compose } from './composition.ts'
import { type Answer, registerChannels } from './ipc/register.ts'
import { type SizeChange, setAppMenu, textSizeAfter } from './platform/app-menu.ts'
import { declareAppScheme, loadFetchClasses, serveAppScheme } from './platform/app-protocol.ts'
import { catchFaults } from './platform/faults.ts'
import { type FirstLook, firstLook } from './platform/first-look.ts'
import { createQuitGate, isNothing, nothing } from './platform/quit-gate.ts'
import { askQuit } from './platform/quit-question.ts'
import { startAgain } from './platform/restart.ts'
import { lockContents, lockSessions } from './platform/security.ts'
import { openWindow } from './platform/window.ts'
import { keepWindow } from './platform/window-keeper.ts'
import { isRestoreDue, isRestoreLeft } from './services/back-up/restore-folder.ts'
import { keepYoungGenerationSmall } from './services/sending/young-generation.ts'

const faults = catchFaults()

// The profile folder must be known before Electron looks at it.
const profileFolder = process.env['ZHANGGUI_USER_DATA']
if (profileFolder) app.setPath('userData', profileFolder)

// Windows shows notifications only from an app whose id it knows (electron-builder.yml, appId).
app.setAppUserModelId('cn.zhanggui.sms')

declareAppScheme()
// Removes Electron's default menu, with its reload and developer tools, until our own is set.
Menu.setApplicationMenu(null)
lockContents()
lockSessions()
keepYoungGenerationSmall()

if (app.requestSingleInstanceLock()) {
  // `await app.whenReady()` would never return here: Electron waits for this module to finish first.
  void app.whenReady().then(run)
} else {
  app.quit()
}

type Services = ReturnType<typeof compose>

/** Opens the window first, with as little code as possible; everything else follows while the page loads. */
async function run(): Promise<void> {
  try {
    const userData = app.getPath('userData')
    let preparing: FirstLook['preparing'] = isRestoreDue(userData) ? 'restore' : null
    const look = (): FirstLook => ({ ...firstLook(userData), preparing })
    const answering = Promise.withResolvers<Answer>()
    registerChannels(answering.promise)
    serveAppScheme(look)
    const window = openWindow(look())
    loadFetchClasses()
    const shown = new Promise<void>(resolve => window.once('ready-to-show', () => resolve()))
    app.on('second-instance', () => {
      // The window was closed while the app waited.
      if (window.isDestroyed()) return
      if (window.isMinimized()) window.restore()
      window.focus()
    })
    let services: Services | null = null
    const { crashed } = keepWindow(window, {
      now: Date.now,
      language: () => services?.language() ?? look().language,
      onCrash: reason => services?.windowCrashed(reason),
    })
    const leaveNow = askBeforeLeaving(window, () => services)
    const restart = (): void => {
      startAgain()
      leaveNow()
    }

    // Must run before anything of the profile is opened.
    const restored = isRestoreLeft(userData) ? await carryOutRestore(userData) : null
    preparing = null
    // What the page needs for its first frame is answered first; the rest is loaded while the page's scripts are read.
    await shown
    const { compose } = await import('./composition.ts')
    // The window was closed before there was anything to shut down.
    if (window.isDestroyed()) return
    services = compose({ userData, environment: process.env, restored, restart })
    faults.reportTo(services.reportFault)
    answering.resolve(services.answer)
    services.whenPageLost(crashed)
    attach(services, window)
    services.open()
  } catch (error) {
    const { startTroubleText } = await import('./services/storage/storage-trouble.ts')
    dialog.showErrorBox('掌柜短信无法启动', startTroubleText(error))
    app.exit(1)
  }
}

/** Connects the services and the window. */
function attach(services: Services, window: BrowserWindow): void {
  services.attach(window)
  const setSize = (change: SizeChange): void =>
    services.setTextSize(textSizeAfter(services.textSize(), change))
  setAppMenu(services.language(), services.logFolder, setSize)
  services.onLanguage(language => setAppMenu(language, services.logFolder, setSize))
  const zoom = (): void => window.webContents.setZoomFactor(zoomOf[services.textSize()])
  services.onTextSize(zoom)
  // A reloaded page starts with the zoom that Chromium remembers.
  window.webContents.on('dom-ready', zoom)
}

/**
 * Every way to end the app passes the same gate; the last answers are written before the process ends. Returns the
 * way out that asks nothing.
 */
function askBeforeLeaving(window: BrowserWindow, services: () => Services | null): () => void {
  const stake = () => services()?.stake() ?? nothing
  const gate = createQuitGate({
    stake,
    ask: atStake => askQuit(window, atStake, services()?.language() ?? 'zh-CN'),
    leave: async () => {
      window.destroy()
      await services()?.shutDown()
    },
    end: () => app.quit(),
  })
  const ifAllowed = (event: { readonly preventDefault: () => void }): void => {
    if (!gate.mayEnd()) event.preventDefault()
  }
  window.on('close', ifAllowed)
  app.on('before-quit', ifAllowed)
  app.on('window-all-closed', () => app.quit())
  // Windows asks before it logs the owner off, and announces it when nobody can stop it any more.
  window.on('query-session-end', event => {
    if (!isNothing(stake())) ifAllowed(event)
  })
  window.on('session-end', gate.leaveNow)
  return gate.leaveNow
}

async function carryOutRestore(userData: string) {
  const { createBackUpThread } = await import('./services/back-up/back-up-thread.ts')
  const thread = createBackUpThread(new URL('./back-up-worker.js', import.meta.url))
  return thread.run(remote => remote.finish(userData, app.getVersion()))
}
