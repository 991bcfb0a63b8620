import { Notification } from 'electron'
import type { NoticeText } from './send-sign-texts.ts'

/** Those on screen: one that nobody holds is collected, and its click with it. */
const shown = new Set<Notification>()

/** Shows a notice of the system, where it has any. */
export function showNotice({ title, body }: NoticeText, onClick: () => void): void {
  if (!Notification.isSupported()) return
  const notice = new Notification({ title, body })
  shown.add(notice)
  notice.on('click', onClick)
  notice.on('close', () => shown.delete(notice))
  notice.show()
}
