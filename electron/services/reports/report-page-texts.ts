import type { HeadlinePiece } from '../../../shared/domain/headline.ts'
import type { Language } from '../../../shared/domain/settings.ts'

/** The texts of the printed page. */
export type ReportPageTexts = {
  readonly title: string
  readonly practice: string
  readonly headline: (piece: HeadlinePiece) => string
  readonly separator: string
  readonly people: (n: number) => string
  readonly messages: (n: number) => string
  readonly money: (yuan: number) => string
  readonly reasons: string
  readonly overTime: string
  /** The beginning of the label for the highest number of acceptances in a step of this many milliseconds. */
  readonly perStep: (stepMs: number) => string
  readonly most: (people: number) => string
  readonly otherReasons: (reasons: number, people: number) => string
  readonly code: (code: number, what: string) => string
  readonly facts: string
  readonly total: string
  readonly started: string
  readonly finished: string
  readonly list: string
  readonly signature: string
  readonly template: string
  readonly parts: string
  readonly partsUnknown: (parts: number) => string
  readonly cost: string
  readonly costNote: (price: number) => string
  readonly text: string
  readonly limits: string
  readonly limitsPractice: string
  readonly made: (time: string) => string
}

const number =
  (language: Language) =>
  (n: number): string =>
    n.toLocaleString(language, { maximumFractionDigits: 0 })
const yuan =
  (language: Language) =>
  (amount: number): string =>
    `¥${amount.toLocaleString(language, { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`

const zh = number('zh-CN')
const en = number('en')
const inEnglish = (n: number, one: string, other: string): string => `${en(n)} ${n === 1 ? one : other}`

const dayMs = 86_400_000
const zhSteps: Readonly<Record<number, string>> = {
  1000: '每秒',
  10000: '每 10 秒',
  60000: '每分钟',
  600000: '每 10 分钟',
  3600000: '每小时',
  21600000: '每 6 小时',
  [dayMs]: '每天',
}
const enSteps: Readonly<Record<number, string>> = {
  1000: 'each second',
  10000: 'every 10 seconds',
  60000: 'each minute',
  600000: 'every 10 minutes',
  3600000: 'each hour',
  21600000: 'every 6 hours',
  [dayMs]: 'each day',
}

const zhHeadline: Readonly<Record<HeadlinePiece['key'], string>> = {
  all: '人全部已提交',
  accepted: '人已提交',
  rejected: '人被拒',
  unknown: '人说不清',
  unsent: '人未发出',
  waiting: '人还没处理完',
  cancelled: '人因取消跳过',
  skipped: '人已跳过',
  skippedOtherwise: '人因其他原因跳过',
}
const enHeadline: Readonly<Record<HeadlinePiece['key'], (n: number) => string>> = {
  all: n => `${inEnglish(n, 'person', 'people')}, all accepted`,
  accepted: n => `${inEnglish(n, 'person', 'people')} accepted`,
  rejected: n => `${en(n)} rejected`,
  unknown: n => `${en(n)} unclear`,
  unsent: n => `${en(n)} unsent`,
  waiting: n => `${en(n)} not finished yet`,
  cancelled: n => `${en(n)} cancelled`,
  skipped: n => `${en(n)} skipped`,
  skippedOtherwise: n => `${en(n)} skipped for other reasons`,
}

export const reportPageTexts: Readonly<Record<Language, ReportPageTexts>> = {
  'zh-CN': {
    title: '群发报告',
    practice: '练习：没有短信真的发出',
    headline: ({ key, n }) => `${zh(n)} ${zhHeadline[key]}`,
    separator: '，',
    people: n => `${zh(n)} 人`,
    messages: n => `${zh(n)} 条`,
    money: yuan('zh-CN'),
    reasons: '没有提交成功的原因',
    overTime: '什么时候提交的',
    perStep: stepMs => `${zhSteps[stepMs] ?? `每 ${zh(stepMs / dayMs)} 天`}已提交的人数，北京时间。`,
    most: people => `最多时 ${zh(people)} 人`,
    otherReasons: (reasons, people) => `其他 ${zh(reasons)} 种原因，共 ${zh(people)} 人`,
    code: (code, what) => `代码 ${code}：${what}`,
    facts: '这次群发',
    total: '收件人合计',
    started: '开始发送',
    finished: '结束',
    list: '名单',
    signature: '签名',
    template: '模板 CODE',
    parts: '已提交条数',
    partsUnknown: parts => `另有 ${zh(parts)} 条结果未知，可能也会计费`,
    cost: '估算费用',
    costNote: price => `按每条 ${price} 元，以云极结算为准`,
    text: '短信内容',
    limits: '「已提交」指云极已收下，不代表已送达手机。',
    limitsPractice: '「已提交」指练习服务已收下，没有短信真的发出。',
    made: time => `掌柜短信，${time}（北京时间）`,
  },
  en: {
    title: 'Campaign report',
    practice: 'Practice: no message really went out',
    headline: ({ key, n }) => enHeadline[key](n),
    separator: ', ',
    people: n => inEnglish(n, 'person', 'people'),
    messages: n => inEnglish(n, 'part', 'parts'),
    money: yuan('en'),
    reasons: 'Why people were not accepted',
    overTime: 'When they were accepted',
    perStep: stepMs =>
      `People accepted ${enSteps[stepMs] ?? `every ${inEnglish(stepMs / dayMs, 'day', 'days')}`}, Beijing time.`,
    most: people => `${inEnglish(people, 'person', 'people')} at the peak`,
    otherReasons: (reasons, people) =>
      `${inEnglish(reasons, 'other reason', 'other reasons')}, ${inEnglish(people, 'person', 'people')}`,
    code: (code, what) => `Code ${code}: ${what}`,
    facts: 'This campaign',
    total: 'Recipients in all',
    started: 'Begun',
    finished: 'Ended',
    list: 'List',
    signature: 'Signature',
    template: 'Template CODE',
    parts: 'Parts accepted',
    partsUnknown: parts => `${inEnglish(parts, 'part', 'parts')} more with unknown outcome may be billed too`,
    cost: 'Estimated cost',
    costNote: price => `at ${price} yuan each; the provider’s bill decides`,
    text: 'Text',
    limits: '“Accepted” means that the provider took it, not that it reached the phone.',
    limitsPractice: '“Accepted” means that the practice service took it; no message really went out.',
    made: time => `Zhanggui SMS, ${time} (Beijing time)`,
  },
}
