/**
 * Every code of the provider: who has to fix the cause, and what the owner reads. This is the only place where a
 * code gets its class and its text. Source: docs/provider-api.md, "Result codes".
 */

/**
 * Who has to fix the cause. `account` and `campaign` pause a campaign at the first one; `recipient` is final for
 * that recipient; `unclear` is final and never tried again by the app, because the message may have gone out; `app`
 * is a mistake of this app and stops everything.
 */
export const problemOwners = ['accepted', 'account', 'campaign', 'recipient', 'unclear', 'app'] as const
export type Responsible = (typeof problemOwners)[number]

export type CodeText = {
  /** What happened. */
  readonly what: string
  /** What the owner should do now. */
  readonly do: string
}

export type CodeEntry = {
  readonly code: number
  readonly responsible: Responsible
  /** Set if the same code for several recipients in a row points at the campaign instead. */
  readonly repeats?: 'campaign'
  readonly zh: CodeText
  readonly en: CodeText
}

type Words = readonly [zhWhat: string, zhDo: string, enWhat: string, enDo: string]

const entry = (code: number, responsible: Responsible, words: Words, repeats?: 'campaign'): CodeEntry => ({
  code,
  responsible,
  ...(repeats !== undefined && { repeats }),
  zh: { what: words[0], do: words[1] },
  en: { what: words[2], do: words[3] },
})

const entries: readonly CodeEntry[] = [
  entry(10000, 'accepted', [
    '云极已收下这条短信。',
    '无需处理。接口不告知短信是否到达手机。',
    'The provider has taken the message.',
    'Nothing to do. The provider does not report whether it reached the phone.',
  ]),
  entry(10001, 'unclear', [
    '云极答复发送失败，没有说明原因。',
    '这条可能已发出，不会自动重发。多条如此时，请把发送记录交给云极客服查询。',
    'The provider says that sending failed and gives no reason.',
    'The message may have gone out and is not sent again automatically. If there are several, ask the provider’s support with the send log.',
  ]),
  entry(30001, 'campaign', [
    '签名还在审核中。',
    '在云极后台「我的接口 → 短信设置 → 签名管理」查看，审核通过后继续发送。',
    'The signature has not been approved yet.',
    'Check it in the provider’s console (我的接口 → 短信设置 → 签名管理) and resume once it is approved.',
  ]),
  entry(30002, 'campaign', [
    '签名已被冻结。',
    '向云极客服了解冻结原因，解冻后继续；或改用一个可用的签名。',
    'The signature is frozen.',
    'Ask the provider’s support for the reason and resume once it is released, or use another signature.',
  ]),
  entry(30003, 'campaign', [
    '模板还在审核中。',
    '在云极后台「我的接口 → 短信设置 → 模板管理」查看，审核通过后继续发送。',
    'The template has not been approved yet.',
    'Check it in the provider’s console (我的接口 → 短信设置 → 模板管理) and resume once it is approved.',
  ]),
  entry(30004, 'campaign', [
    '模板已被冻结。',
    '向云极客服了解冻结原因，解冻后继续；或改用一个可用的模板。',
    'The template is frozen.',
    'Ask the provider’s support for the reason and resume once it is released, or use another template.',
  ]),
  entry(30005, 'campaign', [
    '云极不认识这个签名 CODE。',
    '到「我的接口 → 短信设置 → 签名管理」，对照「签名CODE」一栏核对。',
    'The provider does not know this signature CODE.',
    'Compare it with the column 签名CODE in 我的接口 → 短信设置 → 签名管理.',
  ]),
  entry(30006, 'campaign', [
    '云极不认识这个模板 CODE。',
    '到「我的接口 → 短信设置 → 模板管理」，对照「模板CODE」一栏核对。',
    'The provider does not know this template CODE.',
    'Compare it with the column 模板CODE in 我的接口 → 短信设置 → 模板管理.',
  ]),
  entry(30007, 'campaign', [
    '签名中有云极不允许的词。',
    '在「我的接口 → 短信设置 → 签名管理」改用别的签名，通过审核后再发。',
    'The signature contains a word that the provider does not allow.',
    'Use another approved signature from 我的接口 → 短信设置 → 签名管理.',
  ]),
  entry(30008, 'campaign', [
    '模板中有云极不允许的词。',
    '在「我的接口 → 短信设置 → 模板管理」修改文字，重新通过审核后再发。',
    'The template contains a word that the provider does not allow.',
    'Change its text in 我的接口 → 短信设置 → 模板管理 and have it approved again.',
  ]),
  entry(30009, 'unclear', [
    '云极系统出现故障。',
    '这条可能已发出，不会自动重发。请联系云极客服，恢复后再继续。',
    'A system fault at the provider.',
    'The message may have gone out and is not sent again automatically. Contact the provider’s support and go on once it is mended.',
  ]),
  entry(30010, 'app', [
    '请求中缺少手机号，这是本软件的差错。',
    '已停止发送。请保留发送记录，并向本软件的维护者反馈。',
    'The request carried no phone number. This is a mistake of the app.',
    'Sending has stopped. Keep the send log and report it to the app’s maintainers.',
  ]),
  entry(30011, 'recipient', [
    '云极认为这个手机号格式不对。',
    '与顾客核对号码，改正后再发。',
    'The provider finds this phone number malformed.',
    'Check the number with the customer and correct it before sending again.',
  ]),
  entry(
    30012,
    'recipient',
    [
      '云极认为短信内容为空。',
      '查看这位收件人的变量内容；连续出现时，核对模板 CODE 与模板文字。',
      'The provider finds the content empty.',
      'Look at this recipient’s values; if it repeats, check the template CODE and text.',
    ],
    'campaign',
  ),
  entry(
    30013,
    'recipient',
    [
      '短信内容中有云极不允许的词。',
      '查看这位收件人的变量内容；连续出现时，请修改模板文字并重新送审。',
      'The content contains a word that the provider does not allow.',
      'Look at this recipient’s values; if it repeats, change the template’s text and have it approved again.',
    ],
    'campaign',
  ),
  entry(
    30014,
    'recipient',
    [
      '变量与云极的模板不一致，或变量内容不被接受。',
      '查看这位收件人的变量内容；连续出现时，到「模板管理」核对变量的名称和个数。',
      'The variables do not match the provider’s template, or a value is not accepted.',
      'Look at this recipient’s values; if it repeats, compare the variables’ names and number with 模板管理.',
    ],
    'campaign',
  ),
  entry(30015, 'campaign', [
    '当前账号不能使用这个签名。',
    '改用本账号「签名管理」里的签名，或联系云极客服开通。',
    'This account may not use the signature.',
    'Use a signature from this account’s 签名管理, or ask the provider’s support for access.',
  ]),
  entry(30016, 'campaign', [
    '当前账号不能使用这个模板。',
    '改用本账号「模板管理」里的模板，或联系云极客服开通。',
    'This account may not use the template.',
    'Use a template from this account’s 模板管理, or ask the provider’s support for access.',
  ]),
  entry(30017, 'recipient', [
    '短信内容超过 300 字。',
    '缩短这位收件人的变量内容，或改用更短的模板。',
    'The content is longer than 300 characters.',
    'Shorten this recipient’s values or use a shorter template.',
  ]),
  entry(30018, 'recipient', [
    '云极不支持这个号段，只支持移动、联通、电信。',
    '请用其他方式联系这位顾客，或换一个号码。',
    'The provider does not support this number range (only China Mobile, China Unicom and China Telecom).',
    'Reach this customer in another way, or use another number.',
  ]),
  entry(30019, 'account', [
    '接口余额已用完。',
    '在云极后台购买短信条数，然后继续发送。',
    'The balance of this interface is used up.',
    'Buy more messages in the provider’s console, then resume.',
  ]),
  entry(30020, 'account', [
    '云极验签没有通过。',
    '到「我的接口 → 短信服务 → 获取密钥」，重新核对并填写各项密钥。',
    'The provider’s verification (验签) did not pass.',
    'Enter the keys again as they stand in 我的接口 → 短信服务 → 获取密钥.',
  ]),
  entry(30021, 'campaign', [
    '云极没有收到签名信息。',
    '到「我的接口 → 短信设置 → 签名管理」核对签名 CODE，再重新填写。',
    'The provider received no signature information.',
    'Compare the signature CODE with 我的接口 → 短信设置 → 签名管理 and enter it again.',
  ]),
  entry(30022, 'account', [
    '云极没有收到 accessKey。',
    '到「我的接口 → 短信服务 → 获取密钥」复制 accessKey，重新填写。',
    'The provider received no accessKey.',
    'Copy the accessKey from 我的接口 → 短信服务 → 获取密钥 and enter it again.',
  ]),
  entry(30023, 'account', [
    '云极判定这次调用无效。',
    '核对「我的接口 → 短信服务 → 获取密钥」中的各项；仍然如此时，联系云极客服。',
    'The provider regards the call as illegal or invalid.',
    'Compare the keys with 我的接口 → 短信服务 → 获取密钥; if it stays so, contact the provider’s support.',
  ]),
  entry(30024, 'account', [
    'accessKey 无效。',
    '到「我的接口 → 短信服务 → 获取密钥」复制 accessKey，重新填写。',
    'The accessKey is not valid.',
    'Copy the accessKey from 我的接口 → 短信服务 → 获取密钥 and enter it again.',
  ]),
  entry(30025, 'account', [
    '套餐码无效。',
    '到「我的接口 → 短信服务 → 获取密钥」复制套餐码，重新填写。',
    'The package code (套餐码) is not valid.',
    'Copy the 套餐码 from 我的接口 → 短信服务 → 获取密钥 and enter it again.',
  ]),
  entry(30026, 'campaign', [
    '模板类型与套餐码不相符。',
    '换一个与套餐类型相符的模板，或换用对应的套餐码。',
    'The template’s type does not fit the package code (套餐码).',
    'Use a template of the package’s type, or the package code that fits the template.',
  ]),
  entry(30027, 'app', [
    '一次请求中的号码超过 500 个，这是本软件的差错。',
    '已停止发送。请保留发送记录，并向本软件的维护者反馈。',
    'One request carried more than 500 numbers. This is a mistake of the app.',
    'Sending has stopped. Keep the send log and report it to the app’s maintainers.',
  ]),
  entry(30028, 'recipient', [
    '这个号码今天的发送次数已达上限。',
    '改天再给这位顾客发送。',
    'This number has reached its limit for today.',
    'Send to this customer on another day.',
  ]),
]

/** All 30 codes that the provider documents, by code. */
export const codeCatalogue: Readonly<Record<number, CodeEntry>> = Object.fromEntries(
  entries.map(known => [known.code, known]),
)

/** The one code that means success. */
export const acceptedCode = 10000
/** The phone is no mobile number. */
export const wrongPhoneCode = 30011

export const isKnownCode = (code: number): boolean => Object.hasOwn(codeCatalogue, code)

/** The entry of any code. An undocumented one is `unclear` and has its number in the text. */
export const codeEntry = (code: number): CodeEntry =>
  codeCatalogue[code] ??
  entry(code, 'unclear', [
    `云极返回了代码 ${code}，它的文档中没有这个代码。`,
    '这条可能已发出，不会自动重发。请把代码和发送记录交给云极客服查询。',
    `The provider answered code ${code}, which its documentation does not list.`,
    'The message may have gone out and is not sent again automatically. Ask the provider’s support with the code and the send log.',
  ])
