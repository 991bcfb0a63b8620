import type { Mode } from '../../../shared/domain/campaign.ts'
import type { Language } from '../../../shared/domain/settings.ts'
import type {
  RecipientState,
  Resolution,
  SkipReason,
  UnknownCause,
  UnsentCause,
} from '../../../shared/domain/states.ts'

/** Why a recipient has its state, where no code of the provider says so. */
export type Cause = UnsentCause | UnknownCause | SkipReason

export const reportColumns = [
  'row',
  'phone',
  'message',
  'submitted',
  'cost',
  'state',
  'code',
  'explanation',
  'attempts',
  'resolution',
  'time',
  'mode',
  'signatureCode',
  'templateCode',
] as const
export type ReportColumn = (typeof reportColumns)[number]

export type ReportTexts = {
  readonly title: string
  readonly columns: Readonly<Record<ReportColumn, string>>
  readonly states: Readonly<Record<RecipientState, string>>
  readonly resolutions: Readonly<Record<Resolution, string>>
  readonly modes: Readonly<Record<Mode, string>>
  readonly causes: Readonly<Record<Cause, string>>
}

const chinese: ReportTexts = {
  title: '群发报告',
  columns: {
    row: '行号',
    phone: '手机号码',
    message: '短信内容',
    submitted: '已提交条数',
    cost: '估算费用（元）',
    state: '状态',
    code: '代码',
    explanation: '说明',
    attempts: '尝试次数',
    resolution: '处理',
    time: '时间（北京时间）',
    mode: '模式',
    signatureCode: '签名 CODE',
    templateCode: '模板 CODE',
  },
  states: {
    pending: '待发送',
    sending: '发送中',
    accepted: '已提交',
    rejected: '被拒',
    unsent: '未发出',
    unknown: '结果未知',
    skipped: '已跳过',
  },
  resolutions: { 'treat-as-sent': '视为已发', 'treat-as-unsent': '视为未发', 'sent-again': '已重发' },
  modes: { practice: '练习', real: '正式' },
  causes: {
    'name-not-resolved': '找不到云极的服务器地址（域名解析失败）。',
    'connection-refused': '云极的服务器拒绝连接。',
    unreachable: '网络不通。',
    'tls-untrusted': '服务器证书不可信，未发送任何内容。',
    'tls-failed': '未能建立加密连接。',
    'connect-timeout': '连接超时。',
    'proxy-refused': '代理服务器拒绝连接。',
    'not-begun': '请求尚未开始就中断了。',
    'rate-limited': '云极答复发送太快，未受理。',
    'http-status': '服务器答复不受理这次请求。',
    redirected: '请求被转到别的地址，未继续发送。',
    crash: '发送途中软件或电脑中断，无法确定是否已发出。',
    'headers-timeout': '请求已发出，等不到答复。',
    'body-timeout': '答复没有收完。',
    'connection-broken': '请求途中连接断开。',
    'unreadable-answer': '答复无法识别。',
    'answer-too-long': '答复过长，未读完。',
    'server-error': '服务器出错，没有给出代码。',
    'contradicting-answer': '答复前后矛盾。',
    restored: '做备份时还没有结果，之后是否发出这里查不到。',
    'opted-out': '在退订名单中。',
    'empty-variable': '有变量为空。',
    'too-long': '内容超过 300 字。',
    'bad-phone': '号码不能接收短信。',
    duplicate: '与名单中另一行号码相同。',
    'recently-sent': '近期发送过。',
    'had-before': '以前的群发已发过。',
    cancelled: '任务已取消。',
  },
}

const english: ReportTexts = {
  title: 'Campaign report',
  columns: {
    row: 'Row',
    phone: 'Phone',
    message: 'Message',
    submitted: 'Parts accepted',
    cost: 'Estimated cost (yuan)',
    state: 'State',
    code: 'Code',
    explanation: 'Explanation',
    attempts: 'Attempts',
    resolution: 'Resolution',
    time: 'Time (Beijing time)',
    mode: 'Mode',
    signatureCode: 'Signature CODE',
    templateCode: 'Template CODE',
  },
  states: {
    pending: 'pending',
    sending: 'sending',
    accepted: 'accepted',
    rejected: 'rejected',
    unsent: 'unsent',
    unknown: 'unknown',
    skipped: 'skipped',
  },
  resolutions: {
    'treat-as-sent': 'treated as sent',
    'treat-as-unsent': 'treated as unsent',
    'sent-again': 'sent again',
  },
  modes: { practice: 'practice', real: 'real' },
  causes: {
    'name-not-resolved': 'The server’s name could not be resolved.',
    'connection-refused': 'The server refused the connection.',
    unreachable: 'The network was not reachable.',
    'tls-untrusted': 'The server’s certificate is not trusted; nothing was sent.',
    'tls-failed': 'No encrypted connection could be made.',
    'connect-timeout': 'Connecting took too long.',
    'proxy-refused': 'The proxy refused the connection.',
    'not-begun': 'The request ended before it began.',
    'rate-limited': 'The provider answered that requests come too fast and did not take it.',
    'http-status': 'The server answered that it does not take the request.',
    redirected: 'The request was pointed to another address and not sent on.',
    crash: 'The app or the computer stopped while sending; the message may have gone out.',
    'headers-timeout': 'The request was sent and no answer came.',
    'body-timeout': 'The answer did not arrive in full.',
    'connection-broken': 'The connection broke during the request.',
    'unreadable-answer': 'The answer could not be read.',
    'answer-too-long': 'The answer was too long and not read to its end.',
    'server-error': 'The server failed without giving a code.',
    'contradicting-answer': 'The answer contradicts itself.',
    restored: 'Had no outcome when the back-up was made; what was sent since is not known here.',
    'opted-out': 'On the opt-out list.',
    'empty-variable': 'A variable is empty.',
    'too-long': 'The content is longer than 300 characters.',
    'bad-phone': 'The number cannot receive SMS.',
    duplicate: 'Same number as another row of the list.',
    'recently-sent': 'Was sent something recently.',
    'had-before': 'Was sent an earlier campaign.',
    cancelled: 'The campaign was cancelled.',
  },
}

export const reportTexts: Readonly<Record<Language, ReportTexts>> = { 'zh-CN': chinese, en: english }
