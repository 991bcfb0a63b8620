const { join } = require('node:path')
const { app, BrowserWindow } = require('electron')

/** The least that an Electron app can be: a window that shows one line. */
app.setPath('userData', process.env.ZHANGGUI_USER_DATA)
app.whenReady().then(() => {
  new BrowserWindow({ width: 1280, height: 800 }).loadFile(join(__dirname, 'index.html'))
})
