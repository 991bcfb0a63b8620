import { fileURLToPath } from 'node:url'
import { BrowserWindow } from 'electron'
import { type FirstLook, pageUrl } from './app-protocol.ts'

/** The one window. It is shown when its first frame is ready, so that no white flash is seen. */
export function openWindow({ theme }: FirstLook): BrowserWindow {
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    minWidth: 960,
    minHeight: 640,
    show: false,
    autoHideMenuBar: true,
    title: '掌柜短信',
    backgroundColor: theme === 'dark' ? '#151816' : '#f6f4ef',
    webPreferences: {
      preload: fileURLToPath(new URL('../preload/preload.cjs', import.meta.url)),
      // SECURITY: the page runs sandboxed and reaches the main process only over the contract.
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
    },
  })
  window.once('ready-to-show', () => window.show())
  void window.loadURL(pageUrl())
  return window
}
