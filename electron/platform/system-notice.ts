import { Notification } from 'electron'
import type { NoticeText } from './send-sign-texts.ts'

/** Notifications on screen. One without a reference is garbage-collected, and its click is lost. */
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
