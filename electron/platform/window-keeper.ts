import { app, type BrowserWindow, dialog } from 'electron'
import type { Settings } from '../../shared/domain/settings.ts'
import { createCrashRule } from './crash-rule.ts'

const texts = {
  'zh-CN': {
    message: '窗口连续出错，已停止自动恢复',
    detail: '正在进行的群发不受影响，仍在后台发送。可以再打开一次窗口；如果还是这样，请退出软件后重新打开。',
    again: '再打开一次',
    quit: '退出软件',
  },
  en: {
    message: 'The window failed again and again; it is not reopened by itself any more',
    detail:
      'A campaign that is being sent goes on in the background. Open the window once more; if that does not help, quit the app and start it again.',
    again: 'Open again',
    quit: 'Quit',
  },
} as const

/**
 * Reloads the page when it has crashed or hangs; the second time within ten seconds it asks the owner instead.
 * `onCrash` is called for every crash, with the reason. Returns a function for a page that reports its own failure.
 */
export function keepWindow(
  window: BrowserWindow,
  options: {
    readonly now: () => number
    readonly language: () => Settings['language']
    readonly onCrash: (reason: string) => void
  },
): { readonly crashed: (reason: string) => void } {
  const contents = window.webContents
  const rule = createCrashRule(options.now)

  const giveUp = async (): Promise<void> => {
    const { message, detail, again, quit } = texts[options.language()]
    const { response } = await dialog.showMessageBox(window, {
      type: 'error',
      message,
      detail,
      buttons: [again, quit],
      defaultId: 0,
      cancelId: 0,
      noLink: true,
    })
    if (response === 0) contents.reload()
    else app.quit()
  }

  const crashed = (reason: string): void => {
    if (window.isDestroyed()) return
    options.onCrash(reason)
    if (rule() === 'reopen') contents.reload()
    else void giveUp()
  }

  contents.on('render-process-gone', (_event, { reason }) => {
    // Chromium is still taking the old page down; loading a new one from within this event would crash the whole
    // app.
    if (reason !== 'clean-exit') setImmediate(crashed, reason)
  })
  // Chromium reports this after half a minute. The hanging page is ended; the event above follows.
  window.on('unresponsive', () => contents.forcefullyCrashRenderer())
  return { crashed }
}
