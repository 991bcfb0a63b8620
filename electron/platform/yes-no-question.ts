import { type BrowserWindow, dialog } from 'electron'

export type YesNoTexts = {
  readonly message: string
  readonly detail: string
  /** The answer that changes nothing. */
  readonly no: string
  readonly yes: string
}

/** Asks in a window of the system, in front of the app's; Escape, Enter and closing it mean no. */
export async function askYesNo(
  window: BrowserWindow,
  { message, detail, no, yes }: YesNoTexts,
): Promise<boolean> {
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
