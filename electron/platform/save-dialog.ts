import { extname, join } from 'node:path'
import { app, type BrowserWindow, dialog } from 'electron'
import { AppError } from '../../shared/ipc/result.ts'
import { offeredFileName } from '../services/files/file-name.ts'

let isOpen = false

/**
 * Asks where to save; the ending of the name is the kind of file. Null when the owner closed the dialog. Throws
 * AppError `save-dialog-open` while another one is open.
 */
export async function askSavePath(
  window: BrowserWindow | null,
  suggestedName: string,
): Promise<string | null> {
  const ending = extname(suggestedName).slice(1)
  const options = {
    defaultPath: join(app.getPath('documents'), offeredFileName(suggestedName)),
    filters: [{ name: ending.toUpperCase(), extensions: [ending] }],
  }
  if (isOpen) throw new AppError('save-dialog-open')
  isOpen = true
  try {
    const { canceled, filePath } = await (window === null
      ? dialog.showSaveDialog(options)
      : dialog.showSaveDialog(window, options))
    return canceled || filePath === '' ? null : filePath
  } finally {
    isOpen = false
  }
}
