import { type BrowserWindow, dialog } from 'electron'
import type { Settings } from '../../shared/domain/settings.ts'
import type { Stake } from './quit-gate.ts'
import { quitQuestion } from './quit-texts.ts'

/** Asks whether to quit although something is at stake. */
export async function askQuit(
  window: BrowserWindow,
  stakes: Stake,
  language: Settings['language'],
): Promise<boolean> {
  const { message, detail, stay, quit } = quitQuestion(stakes, language)
  const { response } = await dialog.showMessageBox(window, {
    type: 'question',
    message,
    detail,
    buttons: [stay, quit],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  })
  return response === 1
}
