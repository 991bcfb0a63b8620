import type { BrowserWindow } from 'electron'
import type { Language } from '../../shared/domain/settings.ts'
import type { OwnerQuestion } from '../services/consent/consent.ts'
import { ownerTexts } from './owner-texts.ts'
import { askYesNo } from './yes-no-question.ts'

/** Asks the owner in a window that the page can neither see nor answer. */
export async function askOwner(
  window: BrowserWindow,
  question: OwnerQuestion,
  language: Language,
): Promise<boolean> {
  if (window.isMinimized()) window.restore()
  return askYesNo(window, ownerTexts(question, language))
}
