import { app, type BrowserWindow, dialog, nativeTheme, session } from 'electron'
import { compose } from './composition.ts'
import { setAppMenu } from './platform/app-menu.ts'
import { declareAppScheme, type FirstLook, serveAppScheme } from './platform/app-protocol.ts'
import { catchFaults } from './platform/faults.ts'
import { createQuitGate, isNothing } from './platform/quit-gate.ts'
import { askQuit } from './platform/quit-question.ts'
import { denyPermissions, fetchNoDictionaries, lockContents } from './platform/security.ts'
import { openWindow } from './platform/window.ts'
import { keepWindow } from './platform/window-keeper.ts'
import { keepYoungGenerationSmall } from './services/sending/young-generation.ts'

const faults = catchFaults()

// The profile folder must be known before Electron looks at it.
const profileFolder = process.env['ZHANGGUI_USER_DATA']
if (profileFolder) app.setPath('userData', profileFolder)

declareAppScheme()
lockContents()
keepYoungGenerationSmall()

if (app.requestSingleInstanceLock()) {
  // `await app.whenReady()` would never return here: Electron waits for this module to finish first.
  void app.whenReady().then(run)
} else {
  app.quit()
}

type Services = ReturnType<typeof compose>

function run(): void {
  try {
    const services = compose({ userData: app.getPath('userData'), environment: process.env })
    faults.reportTo(services.reportFault)
    const look = () => firstLook(services)
    serveAppScheme(look)
    denyPermissions(session.defaultSession)
    fetchNoDictionaries(session.defaultSession)
    setAppMenu(services.language(), services.logFolder)
    services.onLanguage(language => setAppMenu(language, services.logFolder))
    const window = openWindow(look())
    services.attach(window)
    const { crashed } = keepWindow(window, {
      now: Date.now,
      language: services.language,
      onCrash: services.windowCrashed,
    })
    services.whenPageLost(crashed)
    // The shell is on screen before the database is opened, which may take long.
    window.once('ready-to-show', services.open)
    app.on('second-instance', () => {
      // Closed, and still waiting for its last answers.
      if (window.isDestroyed()) return
      if (window.isMinimized()) window.restore()
      window.focus()
    })
    askBeforeLeaving(window, services)
  } catch (error) {
    dialog.showErrorBox('掌柜短信无法启动', error instanceof Error ? error.message : String(error))
    app.exit(1)
  }
}

function firstLook({ language, theme }: Services): FirstLook {
  const chosen = theme()
  const system = nativeTheme.shouldUseDarkColors ? 'dark' : 'light'
  return { language: language(), theme: chosen === 'system' ? system : chosen }
}

/** Whichever way the app is to end, the same gate is in it; the last answers are written before the process ends. */
function askBeforeLeaving(window: BrowserWindow, services: Services): void {
  const gate = createQuitGate({
    stake: services.stake,
    ask: stake => askQuit(window, stake, services.language()),
    leave: () => {
      window.destroy()
      return services.shutDown()
    },
    end: () => app.quit(),
  })
  const ifAllowed = (event: { readonly preventDefault: () => void }): void => {
    if (!gate.mayEnd()) event.preventDefault()
  }
  window.on('close', ifAllowed)
  app.on('before-quit', ifAllowed)
  app.on('window-all-closed', () => app.quit())
  // Windows asks before it logs the owner off, and says so when nobody can stop it any more.
  window.on('query-session-end', event => {
    if (!isNothing(services.stake())) ifAllowed(event)
  })
  window.on('session-end', gate.leaveNow)
}
