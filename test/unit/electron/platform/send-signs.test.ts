import { beforeEach, describe, expect, test } from 'vitest'
import type { NoticeText } from '../../../../electron/platform/send-sign-texts.ts'
import { createSendSigns, type SendSigns } from '../../../../electron/platform/send-signs.ts'
import type { Mode, Progress } from '../../../../shared/domain/campaign.ts'
import type { Language } from '../../../../shared/domain/settings.ts'
import { noCounts } from '../../../../shared/domain/states.ts'

let bars: (readonly [number, string])[]
let notices: { readonly text: NoticeText; readonly onClick: () => void }[]
let seen: string[]
let focused: boolean
let onFocus: () => void
let signs: SendSigns

const open = (language: Language = 'zh-CN', mode: Mode = 'real'): SendSigns =>
  createSendSigns({
    window: () => ({
      isDestroyed: () => false,
      isFocused: () => focused,
      isMinimized: () => true,
      restore: () => seen.push('restore'),
      show: () => seen.push('show'),
      focus: () => seen.push('focus'),
      setProgressBar: (share, options) => bars.push([share, options.mode]),
      once: (_, listener) => {
        onFocus = listener
      },
    }),
    language: () => language,
    modeOf: () => mode,
    notify: (text, onClick) => notices.push({ text, onClick }),
  })

beforeEach(() => {
  bars = []
  notices = []
  seen = []
  focused = false
  onFocus = () => undefined
  signs = open()
})

const at = (more: Partial<Progress>): Progress => ({
  campaignId: 1,
  status: 'sending',
  pause: null,
  hold: null,
  counts: { ...noCounts, accepted: 30, rejected: 10, pending: 40, skipped: 5 },
  ratePerSecond: 20,
  rateLimit: 20,
  setRate: 20,
  logWaiting: false,
  remainingMs: 2000,
  ...more,
})
const finished = at({ status: 'finished', counts: { ...noCounts, accepted: 1203, unknown: 1 } })

describe('the taskbar', () => {
  test('shows how many of those it is meant for are done, in the colour of waiting while it waits', () => {
    signs.progressed(at({}))
    signs.progressed(at({ status: 'holding', hold: { reason: 'offline' } }))
    signs.progressed(finished)
    expect(bars).toEqual([
      [0.5, 'normal'],
      [0.5, 'paused'],
      [-1, 'normal'],
    ])
  })

  test('is cleared by a pause that the owner wanted, and red by one that nobody wanted until it is seen', () => {
    signs.progressed(at({}))
    signs.progressed(at({ status: 'paused', pause: { reason: 'owner' } }))
    expect(bars.at(-1)).toEqual([-1, 'normal'])
    signs.progressed(at({}))
    signs.progressed(at({ status: 'paused', pause: { reason: 'account-code', code: 30019 } }))
    expect(bars.at(-1)).toEqual([1, 'error'])
    onFocus()
    expect(bars.at(-1)).toEqual([-1, 'normal'])
  })

  test('shows nothing of a single message, nor of a campaign that this run has not moved', () => {
    signs.progressed(at({ counts: { ...noCounts, pending: 1 } }))
    signs.progressed(at({ status: 'paused', pause: { reason: 'network' } }))
    expect(bars).toEqual([])
    expect(notices).toEqual([])
  })
})

describe('a notice', () => {
  test('tells the end once, with figures, and brings the window forward when it is clicked', () => {
    signs.progressed(at({}))
    signs.progressed(finished)
    signs.progressed(finished)
    expect(notices.map(({ text }) => text)).toEqual([
      { title: '群发已完成', body: '1,203 人已提交，1 人说不清' },
    ])
    notices[0]?.onClick()
    expect(seen).toEqual(['restore', 'show', 'focus'])
  })

  test('says that it was practice', () => {
    signs = open('en', 'practice')
    signs.progressed(at({}))
    signs.progressed(finished)
    expect(notices[0]?.text).toEqual({
      title: 'The campaign is finished (practice; nothing really went out)',
      body: '1,203 accepted, 1 unclear',
    })
  })

  test('tells a stop that nobody wanted and the end of a first slice, and not what the owner did', () => {
    for (const reason of ['owner', 'app-closed', 'same-code-repeated', 'first-slice-done'] as const) {
      signs.progressed(at({}))
      signs.progressed(at({ status: 'paused', pause: { reason } }))
    }
    signs.progressed(at({}))
    signs.progressed(at({ status: 'cancelled' }))
    expect(notices.map(({ text }) => text.title)).toEqual([
      '群发停下了，等您处理',
      '第一批已发完，等您看结果',
    ])
  })

  test('is not needed where the window is in front', () => {
    focused = true
    signs.progressed(at({}))
    signs.progressed(finished)
    expect(notices).toEqual([])
    expect(bars.at(-1)).toEqual([-1, 'normal'])
  })
})
