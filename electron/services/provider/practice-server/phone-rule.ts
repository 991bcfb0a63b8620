import { originalCarrier, plainPhone } from '../../../../shared/sms/phone.ts'

/** Most numbers that code 30027 allows in one request. */
const phonesPerRequest = 500

const separators = /[,，;；、\s]+/

/**
 * The code that refuses a phone, or null. The provider documents one phone per request, written as 11 digits.
 * Nothing is normalised here, because the app has to send it normalised. Several phones are malformed; more than
 * 500 have a code of their own.
 */
export function codeOfPhone(phone: string | readonly unknown[]): number | null {
  const phones = typeof phone === 'string' ? phone.split(separators) : phone
  if (phones.length > phonesPerRequest) return 30027
  if (typeof phone !== 'string' || plainPhone(phone) === 0) return 30011
  // 广电 (192): the code promises 移动, 联通 and 电信 only.
  return originalCarrier(phone) === 'china-broadnet' ? 30018 : null
}
