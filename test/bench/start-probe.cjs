const { writeSync } = require('node:fs')
const { join } = require('node:path')
const { app, ipcMain, session } = require('electron')

/** Required before an app's own main script: tells on standard output, in milliseconds since 1970, what the window shows. */
const seen = { shownAt: null, paintedAt: null, loadedAt: null }
const tell = part => {
  Object.assign(seen, part)
  if (Object.values(seen).every(at => at !== null)) writeSync(1, `start-probe ${JSON.stringify(seen)}\n`)
}

app.once('ready', () => {
  session.defaultSession.registerPreloadScript({
    type: 'frame',
    filePath: join(__dirname, 'start-probe-page.cjs'),
  })
})
app.once('browser-window-created', (_event, window) => {
  if (window.isVisible()) tell({ shownAt: Date.now() })
  else window.once('show', () => tell({ shownAt: Date.now() }))
})
ipcMain.on('start-probe', (_event, part) => tell(part))
