import type { BrowserWindow } from 'electron'
import type { Settings } from '../../shared/domain/settings.ts'
import type { Stake } from './quit-gate.ts'
import { quitQuestion } from './quit-texts.ts'
import { askYesNo } from './yes-no-question.ts'

/** Asks whether to quit although something is at stake. */
export async function askQuit(
  window: BrowserWindow,
  stakes: Stake,
  language: Settings['language'],
): Promise<boolean> {
  const { message, detail, stay, quit } = quitQuestion(stakes, language)
  return askYesNo(window, { message, detail, no: stay, yes: quit })
}
