import { app, type BrowserWindow, dialog } from 'electron'
import { compose } from './composition.ts'
import { declareAppScheme, serveAppScheme } from './platform/app-protocol.ts'
import { askQuit } from './platform/quit-question.ts'
import { denyPermissions, lockContents } from './platform/security.ts'
import { openWindow } from './platform/window.ts'
import { keepYoungGenerationSmall } from './services/sending/young-generation.ts'

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

function run(): void {
  try {
    serveAppScheme()
    const services = compose({ userData: app.getPath('userData'), environment: process.env })
    const window = openWindow()
    denyPermissions(window.webContents.session)
    services.attach(window)
    // The shell is on screen before the database is opened, which may take long.
    window.once('ready-to-show', services.open)
    app.on('second-instance', () => {
      // Closed, and still waiting for its last answers.
      if (window.isDestroyed()) return
      if (window.isMinimized()) window.restore()
      window.focus()
    })
    askBeforeClosing(window, services)
    app.on('window-all-closed', () => app.quit())
    quitWhenWritten(services.shutDown)
  } catch (error) {
    dialog.showErrorBox('掌柜短信无法启动', error instanceof Error ? error.message : String(error))
    app.exit(1)
  }
}

/** A window that is closed while a campaign is being sent asks first. */
function askBeforeClosing(window: BrowserWindow, services: ReturnType<typeof compose>): void {
  let mayClose = false
  window.on('close', event => {
    if (mayClose || !services.isSending()) return
    event.preventDefault()
    void askQuit(window, services.language()).then(quit => {
      if (!quit) return
      mayClose = true
      window.close()
    })
  })
}

/** Puts the end of the app off until the last answers are written. */
function quitWhenWritten(shutDown: () => Promise<void>): void {
  let done = false
  app.on('before-quit', event => {
    if (done) return
    event.preventDefault()
    void shutDown().finally(() => {
      done = true
      app.quit()
    })
  })
}
