import type { Settings } from '../../shared/domain/settings.ts'
import { shanghaiTime } from '../../shared/time/shanghai.ts'
import type { Stake } from './quit-gate.ts'

type Texts = {
  readonly sending: { readonly message: string; readonly detail: string; readonly stay: string }
  readonly scheduled: (time: string) => { readonly message: string; readonly detail: string }
  readonly work: { readonly message: string; readonly detail: string }
  readonly stay: string
  readonly quit: string
}

const texts: Readonly<Record<Settings['language'], Texts>> = {
  'zh-CN': {
    sending: {
      message: '正在发送，确定要退出吗？',
      detail: '已发出的会等到结果写好再退出，其余的留到下次打开时由您决定是否继续，已发出的不会再发。',
      stay: '继续发送',
    },
    scheduled: time => ({
      message: '还有定时任务，确定要退出吗？',
      detail: `${time} 的定时任务不会在软件关闭时发送。下次打开时由您决定是否发送。`,
    }),
    work: {
      message: '名单或内容还没有发送，确定要退出吗？',
      detail: '窗口里的名单和内容在退出后不会保留。',
    },
    stay: '不退出',
    quit: '退出',
  },
  en: {
    sending: {
      message: 'A campaign is being sent. Quit all the same?',
      detail:
        'Messages on their way are waited for. The rest waits until you open the app again; what was sent is not sent again.',
      stay: 'Go on sending',
    },
    scheduled: time => ({
      message: 'A campaign is scheduled. Quit all the same?',
      detail: `The campaign scheduled for ${time} is not sent while the app is closed. You decide when you open it again.`,
    }),
    work: {
      message: 'The list or text has not been sent. Quit all the same?',
      detail: 'List and text in the window are not kept after you quit.',
    },
    stay: 'Stay',
    quit: 'Quit',
  },
}

/** The words of the question: everything that would be lost, the gravest first. */
export function quitQuestion(
  { sending, scheduledAt, work }: Stake,
  language: Settings['language'],
): { readonly message: string; readonly detail: string; readonly stay: string; readonly quit: string } {
  const { quit, stay, ...words } = texts[language]
  const named = [
    ...(sending ? [words.sending] : []),
    ...(scheduledAt === null ? [] : [words.scheduled(shanghaiTime(scheduledAt).slice(5, 16))]),
    ...(work ? [words.work] : []),
  ]
  return {
    message: named[0]?.message ?? '',
    detail: named.map(({ detail }) => detail).join('\n\n'),
    stay: sending ? words.sending.stay : stay,
    quit,
  }
}
