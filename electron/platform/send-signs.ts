import type { Mode, Progress } from '../../shared/domain/campaign.ts'
import type { Language } from '../../shared/domain/settings.ts'
import { advanceOf, type PauseKind, pauseKinds } from '../../shared/domain/states.ts'
import { endNotice, type NoticeText, stopNotice } from './send-sign-texts.ts'

/** The window as signs need it: Electron's own has all of it. */
type SignedWindow = {
  readonly isDestroyed: () => boolean
  readonly isFocused: () => boolean
  readonly isMinimized: () => boolean
  readonly restore: () => void
  readonly show: () => void
  readonly focus: () => void
  readonly setProgressBar: (share: number, options: { readonly mode: 'normal' | 'paused' | 'error' }) => void
  readonly once: (event: 'focus', listener: () => void) => unknown
}

export type SendSigns = { readonly progressed: (progress: Progress) => void }

const cleared = -1

/** Stops that the owner did not ask for and has to act on. */
const isUnplanned = (kind: PauseKind): boolean => kind === 'check' || kind === 'mend'

/**
 * What shows a campaign outside the window: its progress on the taskbar or dock, and a notification when it ends or
 * stops. A single message has neither, because its owner is watching.
 */
export function createSendSigns(options: {
  readonly window: () => SignedWindow | null
  readonly language: () => Language
  /** Throws where the campaign can't be read: then there is no notice. */
  readonly modeOf: (campaignId: number) => Mode
  /** Shows a notice of the system; `onClick` is called when it is clicked. */
  readonly notify: (text: NoticeText, onClick: () => void) => void
}): SendSigns {
  let moving: number | null = null

  const comeForward = (): void => {
    const window = options.window()
    if (window === null || window.isDestroyed()) return
    if (window.isMinimized()) window.restore()
    window.show()
    window.focus()
  }

  const clearWhenSeen = (window: SignedWindow): void => {
    window.once('focus', () => {
      if (moving === null && !window.isDestroyed()) window.setProgressBar(cleared, { mode: 'normal' })
    })
  }

  const stopped = (window: SignedWindow, progress: Progress): void => {
    const { status, pause, counts } = progress
    const away = !window.isFocused()
    const isTrouble = status === 'paused' && pause !== null && isUnplanned(pauseKinds[pause.reason])
    if (isTrouble && away) {
      window.setProgressBar(1, { mode: 'error' })
      clearWhenSeen(window)
    } else window.setProgressBar(cleared, { mode: 'normal' })
    if (!away) return
    const language = options.language()
    const text =
      status === 'finished'
        ? endNotice(counts, options.modeOf(progress.campaignId), language)
        : isTrouble || pause?.reason === 'first-slice-done'
          ? stopNotice(isTrouble ? 'trouble' : 'first-slice', options.modeOf(progress.campaignId), language)
          : null
    if (text !== null) options.notify(text, comeForward)
  }

  return {
    progressed(progress) {
      const window = options.window()
      const { meant, done } = advanceOf(progress.counts)
      if (window === null || window.isDestroyed() || meant < 2) return
      if (progress.status === 'sending' || progress.status === 'holding') {
        moving = progress.campaignId
        const mode = progress.status === 'sending' ? 'normal' : 'paused'
        window.setProgressBar(done / meant, { mode })
      } else if (moving === progress.campaignId) {
        moving = null
        stopped(window, progress)
      }
    },
  }
}
