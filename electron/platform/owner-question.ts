import { type BrowserWindow, dialog } from 'electron'
import type { Language } from '../../shared/domain/settings.ts'
import type { OwnerQuestion } from '../services/consent/consent.ts'
import { ownerTexts } from './owner-texts.ts'

/** Asks in a window of the system's that lies over the app's; Escape, Enter and its closing say no. */
export async function askOwner(
  window: BrowserWindow,
  question: OwnerQuestion,
  language: Language,
): Promise<boolean> {
  const { message, detail, no, yes } = ownerTexts(question, language)
  if (window.isMinimized()) window.restore()
  const { response } = await dialog.showMessageBox(window, {
    type: 'question',
    message,
    detail,
    buttons: [no, yes],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  })
  return response === 1
}
