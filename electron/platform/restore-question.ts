import { type BrowserWindow, dialog } from 'electron'
import type { Language } from '../../shared/domain/settings.ts'
import { shanghaiTime } from '../../shared/time/shanghai.ts'

const texts = {
  'zh-CN': {
    message: (time: string) => `用 ${time} 的备份替换现在的数据？`,
    detail: '现在的数据会先备份一份，然后软件重新打开。没有发完的任务都会暂停。',
    cancel: '取消',
    confirm: '恢复',
  },
  en: {
    message: (time: string) => `Replace the present data with the back-up of ${time}?`,
    detail:
      'What stands here now is backed up first; then the app opens again. Unfinished campaigns will be paused.',
    cancel: 'Cancel',
    confirm: 'Restore',
  },
} as const

/** SECURITY: asked by the main process itself, so that no page can put an old back-up in the place of the data. */
export async function askRestore(
  window: BrowserWindow | null,
  madeAt: number,
  language: Language,
): Promise<boolean> {
  if (window === null || window.isDestroyed()) return false
  const { message, detail, cancel, confirm } = texts[language]
  const { response } = await dialog.showMessageBox(window, {
    type: 'warning',
    message: message(shanghaiTime(madeAt).slice(0, 16)),
    detail,
    buttons: [cancel, confirm],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  })
  return response === 1
}
