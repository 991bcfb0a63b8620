import { app, type BrowserWindow, dialog, type OpenDialogOptions } from 'electron'
import { backUpEnding } from '../services/back-up/back-up-format.ts'

const asked = async (window: BrowserWindow | null, options: OpenDialogOptions): Promise<string | null> => {
  const open = window === null || window.isDestroyed() ? null : window
  const { canceled, filePaths } = await (open === null
    ? dialog.showOpenDialog(options)
    : dialog.showOpenDialog(open, options))
  return canceled ? null : (filePaths[0] ?? null)
}

/** Asks for a folder to write to, beginning in this one. Null when the owner closed the dialog. */
export const askFolder = (window: BrowserWindow | null, now: string): Promise<string | null> =>
  asked(window, { defaultPath: now, properties: ['openDirectory', 'createDirectory'] })

/** Asks for a back-up. */
export const askBackUpFile = (window: BrowserWindow | null): Promise<string | null> =>
  asked(window, {
    defaultPath: app.getPath('documents'),
    properties: ['openFile'],
    filters: [{ name: backUpEnding, extensions: [backUpEnding] }],
  })
