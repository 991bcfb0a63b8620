import { assertNever } from '../../shared/assert-never.ts'
import type { Language } from '../../shared/domain/settings.ts'
import { shanghaiTime } from '../../shared/time/shanghai.ts'
import type { OwnerQuestion } from '../services/consent/consent.ts'
import type { YesNoTexts } from './yes-no-question.ts'

type QuestionOf<K extends OwnerQuestion['kind']> = Extract<OwnerQuestion, { readonly kind: K }>
type Words = {
  readonly [K in OwnerQuestion['kind']]: (question: QuestionOf<K>) => Omit<YesNoTexts, 'no'>
} & { readonly no: string }

const number = (n: number): string => n.toLocaleString('en-US')
/** As in the window (renderer/lib/format.ts). */
const yuan = (n: number): string =>
  `¥${n.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`
const time = (ms: number): string => shanghaiTime(ms).slice(5, 16)
const minute = (of: number): string =>
  `${String(Math.floor(of / 60)).padStart(2, '0')}:${String(of % 60).padStart(2, '0')}`

const customers = (n: number): string => (n === 1 ? '1 customer' : `${number(n)} customers`)

const lines = (...all: readonly (string | null)[]): string => all.filter(line => line !== null).join('\n')

const words: Readonly<Record<Language, Words>> = {
  'zh-CN': {
    no: '取消',
    begin: ({ people, isSlice, parts, cost, signature, templateCode, firstWords, at, waitsUntil }) => ({
      message: isSlice
        ? `先正式发送给 ${number(people)} 人？`
        : at === null
          ? `正式发送给 ${number(people)} 人？`
          : `定时 ${time(at)} 正式发送给 ${number(people)} 人？`,
      detail: lines(
        parts === null
          ? null
          : `共计 ${number(parts)} 条${cost === null ? '' : `，约 ${yuan(cost)}`}，由云极计费。`,
        `【${signature}】${firstWords}`,
        `模板 CODE ${templateCode}`,
        '',
        waitsUntil === null ? null : `不在发送时段内，会等到 ${time(waitsUntil)} 再开始，到时软件要开着。`,
        '发出的短信不能撤回。',
      ),
      yes: at === null ? '确认发送' : '确认定时',
    }),
    hours: ({ hours }) => ({
      message:
        hours === null
          ? '任何时候都可以发送？'
          : `改为 ${minute(hours.fromMinute)}–${minute(hours.toMinute)} 都可以发送？`,
      detail: '营销短信太早或太晚发出，会被投诉，也可能被运营商处罚。',
      yes: '确认修改',
    }),
    endpoint: ({ url }) => ({
      message: '改用另一个接口地址？',
      detail: lines(
        url,
        '',
        '从下次发送起，账号密钥、顾客号码和短信内容都发到这个地址。只填云极后台里写着的地址。',
      ),
      yes: '改用这个地址',
    }),
    resend: ({ people, campaign }) => ({
      message: `${number(people)} 位顾客可能会收到两次，仍要重发？`,
      detail: lines(
        `「${campaign}」`,
        '',
        '他们没有明确的结果，第一次是否已发出，谁也不知道。您也可能付两次费。',
      ),
      yes: '知道了，准备重发',
    }),
    'treat-as-unsent': ({ people, campaign }) => ({
      message: `把 ${number(people)} 条结果未知都视为未发？`,
      detail: lines(`「${campaign}」`, '', '它们其实可能已经发出。之后重发的话，顾客可能会收到两次。'),
      yes: '视为未发',
    }),
    'lost-history': () => ({
      message: '发送记录和退订名单已丢失，仍要允许发送？',
      detail: '谁已经收到过、谁已经退订，都不知道了：可能重复发送，也可能发给退订的人。',
      yes: '允许发送',
    }),
    restore: ({ madeAt }) => ({
      message: `用 ${shanghaiTime(madeAt).slice(0, 16)} 的备份替换现在的数据？`,
      detail: '现在的数据会先备份一份，然后软件重新打开。没有发完的任务都会暂停。',
      yes: '恢复',
    }),
  },
  en: {
    no: 'Cancel',
    begin: ({ people, isSlice, parts, cost, signature, templateCode, firstWords, at, waitsUntil }) => ({
      message: isSlice
        ? `Send to ${number(people)} people first, for real?`
        : at === null
          ? `Send to ${number(people)} people for real?`
          : `Send to ${number(people)} people for real at ${time(at)}?`,
      detail: lines(
        parts === null
          ? null
          : `${number(parts)} messages in all${cost === null ? '' : `, about ${yuan(cost)}`}, billed by the provider.`,
        `【${signature}】${firstWords}`,
        `Template CODE ${templateCode}`,
        '',
        waitsUntil === null
          ? null
          : `Outside the sending hours: it waits until ${time(waitsUntil)} Beijing time, with the app open.`,
        'What was sent can’t be taken back.',
      ),
      yes: at === null ? 'Send' : 'Schedule',
    }),
    hours: ({ hours }) => ({
      message:
        hours === null
          ? 'Allow sending at any hour?'
          : `Allow sending from ${minute(hours.fromMinute)} to ${minute(hours.toMinute)}?`,
      detail: 'Marketing messages early or late bring complaints, and carriers may punish them.',
      yes: 'Change the hours',
    }),
    endpoint: ({ url }) => ({
      message: 'Use another provider address?',
      detail: lines(
        url,
        '',
        'From the next start on, keys, customers’ numbers and messages go to this address. Use only one that the provider’s console names.',
      ),
      yes: 'Use this address',
    }),
    resend: ({ people, campaign }) => ({
      message: `${customers(people)} may get it twice. Send again all the same?`,
      detail: lines(
        campaign,
        '',
        'No clear result came back: nobody knows whether the first one went out. You may pay twice.',
      ),
      yes: 'I know; prepare it',
    }),
    'treat-as-unsent': ({ people, campaign }) => ({
      message: `Treat ${people === 1 ? '1 unknown result' : `${number(people)} unknown results`} as not sent?`,
      detail: lines(
        campaign,
        '',
        'They may have gone out after all. If they are sent again, customers may get the message twice.',
      ),
      yes: 'Treat as not sent',
    }),
    'lost-history': () => ({
      message: 'History and opt-outs are lost. Allow sending all the same?',
      detail:
        'Nobody knows who was sent to and who opted out: people may be sent to twice, or against their will.',
      yes: 'Allow sending',
    }),
    restore: ({ madeAt }) => ({
      message: `Replace the present data with the backup of ${shanghaiTime(madeAt).slice(0, 16)}?`,
      detail:
        'What stands here now is backed up first; then the app opens again. Unfinished campaigns will be paused.',
      yes: 'Restore',
    }),
  },
}

/** The words of a question; its figures and names come from main's own records. */
export function ownerTexts(question: OwnerQuestion, language: Language): YesNoTexts {
  const { no, ...of } = words[language]
  switch (question.kind) {
    case 'begin':
      return { no, ...of.begin(question) }
    case 'hours':
      return { no, ...of.hours(question) }
    case 'endpoint':
      return { no, ...of.endpoint(question) }
    case 'resend':
      return { no, ...of.resend(question) }
    case 'treat-as-unsent':
      return { no, ...of['treat-as-unsent'](question) }
    case 'lost-history':
      return { no, ...of['lost-history'](question) }
    case 'restore':
      return { no, ...of.restore(question) }
    default:
      return assertNever(question)
  }
}
