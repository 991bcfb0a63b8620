import { join } from 'node:path'
import { app, type BrowserWindow, dialog } from 'electron'

/** Asks where to save; null when the owner closed the dialog. */
export async function askSavePath(
  window: BrowserWindow | null,
  suggestedName: string,
): Promise<string | null> {
  const options = {
    defaultPath: join(app.getPath('documents'), suggestedName.replace(/[\\/:*?"<>|\p{Cc}]/gu, '_')),
    filters: [{ name: 'CSV', extensions: ['csv'] }],
  }
  const { canceled, filePath } = await (window === null
    ? dialog.showSaveDialog(options)
    : dialog.showSaveDialog(window, options))
  return canceled || filePath === '' ? null : filePath
}
