import type { Language } from '../../../shared/domain/settings.ts'
import { shanghaiTime } from '../../../shared/time/shanghai.ts'
import type { Cleanse } from './cleanse.ts'
import { literal } from './secret-forms.ts'

/** The contents of the support text; nothing in it identifies customers. */
export type SupportFacts = {
  readonly nowMs: number
  readonly language: Language
  readonly versions: Readonly<Record<string, string>>
  readonly storage: { readonly state: string; readonly keptAs: string | null }
  /** Sizes, row counts, and the result of the integrity check. */
  readonly figures: Readonly<Record<string, string | number>>
  readonly settings: Readonly<Record<string, unknown>>
  readonly backUps: Readonly<Record<string, string | number | boolean | null>>
  readonly problems: readonly { readonly kind: string; readonly at: number }[]
  /** The newest lines of the log, oldest first. */
  readonly log: string
  /** The owner's home folder, whose name may be the owner's name. */
  readonly homeFolder: string
}

const headings = {
  'zh-CN': {
    title: '掌柜短信 支持信息',
    made: '生成时间',
    versions: '版本',
    storage: '数据文件',
    settings: '设置',
    backUps: '备份',
    problems: '最近出过的问题',
    none: '没有',
    log: '日志（从旧到新）',
    note: '这里没有密钥、密码、收件人姓名和短信内容；手机号只显示前三位和后四位。',
  },
  en: {
    title: 'Zhanggui SMS: information for support',
    made: 'Made at',
    versions: 'Versions',
    storage: 'Data file',
    settings: 'Settings',
    backUps: 'Back-ups',
    problems: 'Recent problems',
    none: 'none',
    log: 'Log, oldest first',
    note: 'No keys, passwords, names of customers or texts of messages are in it; of a phone, the first three and the last four digits.',
  },
} as const satisfies Record<Language, unknown>

const lines = (facts: Readonly<Record<string, unknown>>): string =>
  Object.entries(facts)
    .map(([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join('\n')

/**
 * One text, which the owner reads before sending it to anybody.
 * SECURITY: cleansed as a whole: no secret in any form, no whole phone, and the home folder as `~`.
 */
export function supportText(facts: SupportFacts, clean: Cleanse): string {
  const words = headings[facts.language]
  const problems = facts.problems.map(({ kind, at }) => `${shanghaiTime(at)} ${kind}`).join('\n')
  const text = [
    words.title,
    `${words.made}: ${shanghaiTime(facts.nowMs)}`,
    words.note,
    section(words.versions, lines(facts.versions)),
    section(words.storage, lines({ ...facts.storage, ...facts.figures })),
    section(words.settings, lines(facts.settings)),
    section(words.backUps, lines(facts.backUps)),
    section(words.problems, problems === '' ? words.none : problems),
    section(words.log, facts.log.trimEnd()),
  ].join('\n')
  return withoutHome(clean(text), facts.homeFolder)
}

const section = (title: string, body: string): string => `\n== ${title}\n${body}`

/** As the system writes it, as JSON writes a path of Windows, and as the address of a file in an error's stack. */
function withoutHome(text: string, home: string): string {
  if (home.length < 2) return text
  const isWindows = /^[a-z]:/i.test(home)
  const names = home
    .split(/[\\/]/)
    .map(
      name => `(?:${[...new Set([name, encodeURI(name), encodeURIComponent(name)])].map(literal).join('|')})`,
    )
  return text.replace(new RegExp(names.join('(?:\\\\{1,8}|/)'), isWindows ? 'gi' : 'g'), '~')
}
