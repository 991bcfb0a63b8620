import type { Mode } from '../../shared/domain/campaign.ts'
import type { Language } from '../../shared/domain/settings.ts'
import type { StateCounts } from '../../shared/domain/states.ts'

/** Shown on screens that others can see: no phone, no name, no text of a message. */
export type NoticeText = { readonly title: string; readonly body: string }

type Told = 'accepted' | 'rejected' | 'unknown' | 'unsent'
const told: readonly Told[] = ['accepted', 'rejected', 'unknown', 'unsent']

type Texts = {
  readonly counts: Readonly<Record<Told, (n: string) => string>>
  readonly separator: string
  readonly finished: string
  readonly stopped: Readonly<Record<'trouble' | 'first-slice', NoticeText>>
  /** Added to the title in practice mode, where nothing really went out. */
  readonly practice: string
}

const texts: Readonly<Record<Language, Texts>> = {
  'zh-CN': {
    counts: {
      accepted: n => `${n} 人已提交`,
      rejected: n => `${n} 人被拒`,
      unknown: n => `${n} 人说不清`,
      unsent: n => `${n} 人未发出`,
    },
    separator: '，',
    finished: '群发已完成',
    stopped: {
      trouble: { title: '群发停下了，等您处理', body: '点这里看原因和办法。没有发出的人都还在。' },
      'first-slice': { title: '第一批已发完，等您看结果', body: '点这里看结果，再决定是否发给其余的人。' },
    },
    practice: '（练习，没有短信真的发出）',
  },
  en: {
    counts: {
      accepted: n => `${n} accepted`,
      rejected: n => `${n} rejected`,
      unknown: n => `${n} unclear`,
      unsent: n => `${n} unsent`,
    },
    separator: ', ',
    finished: 'The campaign is finished',
    stopped: {
      trouble: {
        title: 'The campaign has stopped and waits for you',
        body: 'Click to see why and what to do. Nobody is lost.',
      },
      'first-slice': {
        title: 'The first slice is done',
        body: 'Click to look at the results, then go on with the others.',
      },
    },
    practice: ' (practice; nothing really went out)',
  },
}

const marked = ({ title, body }: NoticeText, mode: Mode, { practice }: Texts): NoticeText => ({
  title: mode === 'practice' ? title + practice : title,
  body,
})

/** The notification for a finished campaign. */
export function endNotice(counts: StateCounts, mode: Mode, language: Language): NoticeText {
  const words = texts[language]
  const number = new Intl.NumberFormat(language)
  const body = told
    .filter(state => state === 'accepted' || counts[state] > 0)
    .map(state => words.counts[state](number.format(counts[state])))
    .join(words.separator)
  return marked({ title: words.finished, body }, mode, words)
}

/** The notification for a campaign that has stopped and waits for its owner. */
export const stopNotice = (kind: 'trouble' | 'first-slice', mode: Mode, language: Language): NoticeText =>
  marked(texts[language].stopped[kind], mode, texts[language])
