import { isKnownCode } from '../../../../shared/provider/codes.ts'
import { type RequestParams, type SendRequest, sendRequestSchema } from '../../../../shared/provider/request.ts'
import { lengthVerdict } from '../../../../shared/sms/parts.ts'
import { checkPhone } from '../../../../shared/sms/phone.ts'
import { fillTemplate, isBlank, ownValueOf, parseTemplate } from '../../../../shared/sms/template.ts'
import type { AccountBook, AccountEntry, PracticeSignature, PracticeTemplate } from './account-book.ts'
import type { DailyLimit } from './daily-limit.ts'
import { codeOfMagicPhone } from './magic-phones.ts'

/**
 * What the practice server answers to a call. The order of the checks and what provokes which code: docs/practice.md.
 */

export type Call = {
  readonly method: string
  readonly contentType: string
  /** Null: too long to be a call. */
  readonly body: Uint8Array | null
}

export type Verdict = {
  readonly code: number
  /** As it stood in the request, cut to a sane length; null where there was none. */
  readonly phone: string | null
}

export type Rules = {
  /** Judges one call and books it when it is accepted. Never throws. */
  readonly judge: (call: Call, nowMs: number) => Verdict
}

/** Most numbers that code 30027 allows in one request. */
const phonesPerRequest = 500
const longestPhoneAnswered = 64

type Fields = Readonly<Record<string, unknown>>
type Parts = { readonly account: AccountEntry; readonly signature: PracticeSignature; readonly template: PracticeTemplate }

export function createRules(accounts: AccountBook, dailyLimit: DailyLimit): Rules {
  return {
    judge: (call, nowMs) => {
      const fields = fieldsOf(call)
      if (fields === null) return { code: 30023, phone: null }
      return { code: codeOf(fields, nowMs), phone: phoneOf(fields) }
    },
  }

  function codeOf(fields: Fields, nowMs: number): number {
    const missing = codeOfMissingField(fields)
    if (missing !== null) return missing
    const request = sendRequestSchema.safeParse(fields)
    if (!request.success) return Object.hasOwn(fields, 'params') && onlyParamsWrong(fields) ? 30014 : 30023
    const { phone, params = {} } = request.data

    const parts = partsOf(request.data, accounts)
    if (typeof parts === 'number') return parts
    const content = contentOf(parts, params)
    if (typeof content === 'number') return content
    const refused = codeOfPhone(phone)
    if (refused !== null) return refused

    const length = lengthVerdict({ signatureName: parts.signature.name, filledText: content, optOutWording: '' })
    if (length.verdict === 'too-long') return 30017
    const wished = codeOfMagicPhone(phone)
    if (wished !== null && isKnownCode(wished) && wished !== 10000) return wished
    if (!dailyLimit.allows(phone, nowMs)) return 30028
    if (parts.account.balance < length.parts) return 30019
    dailyLimit.note(phone, nowMs)
    parts.account.balance -= length.parts
    return 10000
  }
}
