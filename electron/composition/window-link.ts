import type { BrowserWindow } from 'electron'
import type { Language } from '../../shared/domain/settings.ts'
import type { EventName } from '../../shared/ipc/channels.ts'
import type { EventOf } from '../../shared/ipc/contract.ts'
import { sendEvent } from '../ipc/register.ts'
import { askOwner } from '../platform/owner-question.ts'
import { askSavePath } from '../platform/save-dialog.ts'
import type { OwnerQuestion } from '../services/consent/consent.ts'

export type WindowLink = ReturnType<typeof createWindowLink>

/**
 * The window as the services see it: it receives events and shows dialogs. Until a window is attached, nothing
 * happens.
 */
export function createWindowLink() {
  let window: BrowserWindow | null = null
  return {
    attach(opened: BrowserWindow): void {
      window = opened
    },
    /** Null until one is attached. */
    current: (): BrowserWindow | null => window,
    tell<E extends EventName>(name: E, event: EventOf<E>): void {
      if (window === null || window.isDestroyed()) return
      sendEvent(window.webContents, name, event)
    },
    /** False where there is no window that could ask. */
    ask: async (question: OwnerQuestion, language: Language): Promise<boolean> =>
      window?.isDestroyed() === false && askOwner(window, question, language),
    askPath: (suggestedName: string): Promise<string | null> =>
      askSavePath(window?.isDestroyed() === false ? window : null, suggestedName),
  }
}
