import { fileURLToPath } from 'node:url'
import { BrowserWindow } from 'electron'
import { zoomOf } from '../../shared/domain/text-size.ts'
import type { FirstLook } from './first-look.ts'
import { isDeveloped, pageUrl } from './page-url.ts'
import { windowIcon } from './window-icon.ts'

/** The one window. It starts in the page's background colour, so that nothing flashes white. */
export function openWindow({ theme, textSize }: FirstLook): BrowserWindow {
  const icon = windowIcon()
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    minWidth: 900,
    minHeight: 460,
    autoHideMenuBar: true,
    title: '掌柜短信',
    ...(icon === undefined ? {} : { icon }),
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
      // SECURITY: a file or an address that is dropped outside the drop zone is not opened.
      navigateOnDragDrop: false,
      spellcheck: false,
      // SECURITY: developer tools can read and change everything in the page.
      devTools: isDeveloped(),
      // SECURITY: the page writes no file; what the owner saves, main writes. Its own dialogs for that are gone.
      disableBlinkFeatures: 'FileSystemAccessLocal',
      // Set before the first frame, which would jump otherwise.
      zoomFactor: zoomOf[textSize],
    },
  })
  void window.loadURL(pageUrl())
  return window
}
