import { acceptedCode, isKnownCode } from '../../../../shared/provider/codes.ts'
import {
  type RequestParams,
  type SendRequest,
  sendRequestSchema,
} from '../../../../shared/provider/request.ts'
import { lengthVerdict } from '../../../../shared/sms/parts.ts'
import { fillTemplate, isBlank, ownValueOf, parseTemplate } from '../../../../shared/sms/template.ts'
import type { AccountBook, AccountEntry, PracticeSignature } from './account-book.ts'
import type { DailyLimit } from './daily-limit.ts'
import { codeOfPhone } from './phone-rule.ts'
import { codeOfSpecialPhone } from './special-phones.ts'

/** How the practice server answers a call. The meaning of each code and the order of the checks: docs/practice.md. */

export type Call = {
  readonly method: string
  readonly contentType: string
  /** Null: too long to be a call. */
  readonly body: Uint8Array | null
}

export type Verdict = {
  readonly code: number
  /** As written in the request, cut to a sane length; null where there was none. */
  readonly phone: string | null
}

/** Judges one call and charges it when it is accepted. Never throws. `nowMs`: milliseconds since 1970. */
export type Judge = (call: Call, nowMs: number) => Verdict

type Fields = Readonly<Record<string, unknown>>
type Step<T> = { readonly ok: T } | { readonly code: number }
type Resolved = {
  readonly account: AccountEntry
  readonly signature: PracticeSignature
  readonly templateText: string
}

export function createJudge(accounts: AccountBook, dailyLimit: DailyLimit): Judge {
  return (call, nowMs) => {
    const fields = fieldsOf(call)
    if (fields === null) return { code: invalidCall, phone: null }
    return { code: codeOf(fields, nowMs), phone: answeredPhone(fields) }
  }

  function codeOf(fields: Fields, nowMs: number): number {
    const request = requestOf(fields)
    if ('code' in request) return request.code
    const { phone, params } = request.ok
    const resolved = resolve(request.ok, accounts)
    if ('code' in resolved) return resolved.code
    const { account, signature, templateText } = resolved.ok
    const content = contentOf(templateText, params ?? {})
    if ('code' in content) return content.code
    const refused = codeOfPhone(phone)
    if (refused !== null) return refused
    const length = lengthVerdict({
      signatureName: signature.name,
      filledText: content.ok,
      optOutWording: '',
    })
    if (length.verdict === 'too-long') return 30017
    const wished = codeOfSpecialPhone(phone)
    if (wished !== null && wished !== acceptedCode && isKnownCode(wished)) return wished
    if (!dailyLimit.allows(phone, nowMs)) return 30028
    if (account.balance < length.parts) return 30019
    dailyLimit.note(phone, nowMs)
    account.balance -= length.parts
    return acceptedCode
  }
}

/** 非法调用: not the documented call. */
const invalidCall = 30023

const strictUtf8 = new TextDecoder('utf-8', { fatal: true })

function fieldsOf(call: Call): Fields | null {
  if (call.method !== 'POST' || call.body === null) return null
  if (!/^application\/json\s*(;|$)/i.test(call.contentType)) return null
  try {
    const value: unknown = JSON.parse(strictUtf8.decode(call.body))
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : null
  } catch {
    return null
  }
}

/** In the order of the checks: the code for a missing field, and for a field that is not text. */
const fieldRules = [
  { name: 'accessKey', missing: 30022, notText: 30024 },
  { name: 'accessSecret', missing: 30020, notText: 30020 },
  { name: 'classificationSecret', missing: 30025, notText: 30025 },
  { name: 'signCode', missing: 30021, notText: 30005 },
  { name: 'templateCode', missing: 30006, notText: 30006 },
  { name: 'phone', missing: 30010, notText: 30011 },
] as const

function requestOf(fields: Fields): Step<SendRequest> {
  for (const { name, missing, notText } of fieldRules) {
    const value = Object.hasOwn(fields, name) ? fields[name] : undefined
    if (value === undefined || value === null || (typeof value === 'string' && isBlank(value))) {
      return { code: missing }
    }
    if (typeof value === 'string') continue
    // A list of phones is judged by its length first.
    return { code: name === 'phone' && Array.isArray(value) ? (codeOfPhone(value) ?? notText) : notText }
  }
  const parsed = sendRequestSchema.safeParse(fields)
  if (parsed.success) return { ok: parsed.data }
  // Only two things can still be wrong: the variables, or an undocumented field.
  return { code: parsed.error.issues.some(issue => issue.path[0] === 'params') ? 30014 : invalidCall }
}

function resolve(request: SendRequest, accounts: AccountBook): Step<Resolved> {
  const account = accounts.find(request.accessKey)
  if (account === undefined) return { code: 30024 }
  if (account.credentials.accessSecret !== request.accessSecret) return { code: 30020 }
  if (account.credentials.packageCode !== request.classificationSecret) return { code: 30025 }
  const signature = account.signatures.get(request.signCode)
  if (signature === undefined) return { code: 30005 }
  const template = account.templates.get(request.templateCode)
  if (template === undefined) return { code: 30006 }
  return { ok: { account, signature, templateText: template.text } }
}

function contentOf(templateText: string, params: RequestParams): Step<string> {
  const template = parseTemplate(templateText)
  const names = Object.keys(params)
  if (names.length !== template.variables.length) return { code: 30014 }
  if (!template.variables.every(name => Object.hasOwn(params, name))) return { code: 30014 }
  const { text } = fillTemplate(template, ownValueOf(params))
  return isBlank(text) ? { code: 30012 } : { ok: text }
}

const longestAnsweredPhone = 64

function answeredPhone(fields: Fields): string | null {
  const phone = Object.hasOwn(fields, 'phone') ? fields.phone : null
  return typeof phone === 'string' ? phone.slice(0, longestAnsweredPhone) : null
}
