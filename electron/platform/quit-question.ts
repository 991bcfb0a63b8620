import { type BrowserWindow, dialog } from 'electron'
import type { Settings } from '../../shared/domain/settings.ts'

const texts = {
  'zh-CN': {
    message: '正在发送，确定要退出吗？',
    detail: '已发出的会等到结果写好再退出，其余的留到下次打开时由您决定是否继续，不会重复发送。',
    stay: '继续发送',
    quit: '退出',
  },
  en: {
    message: 'A campaign is being sent. Quit all the same?',
    detail:
      'Messages on their way are waited for. The rest waits until you open the app again; nobody is sent to twice.',
    stay: 'Go on sending',
    quit: 'Quit',
  },
} as const

/** Asks whether to quit while a campaign is being sent. */
export async function askQuit(window: BrowserWindow, language: Settings['language']): Promise<boolean> {
  const { message, detail, stay, quit } = texts[language]
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
