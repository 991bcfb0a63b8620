import { shanghaiDay } from '../../../../shared/time/shanghai.ts'

export type DailyLimit = {
  /** Whether this phone may get another message today. */
  readonly allows: (phone: string, nowMs: number) => boolean
  /** Counts one message. */
  readonly note: (phone: string, nowMs: number) => void
}

/**
 * Number of phones whose counts are kept; beyond it the oldest are forgotten, so that practising with a million
 * recipients costs no memory. Trying the limit takes only a few phones.
 */
const rememberedPhones = 100_000

/** Counts messages per phone and day in Asia/Shanghai, for code 30028. Times are milliseconds since 1970. */
export function createDailyLimit(limitPerPhone: number): DailyLimit {
  const sent = new Map<string, number>()
  let today = Number.NaN

  const turnPage = (nowMs: number): void => {
    const day = shanghaiDay(nowMs)
    if (day === today) return
    today = day
    sent.clear()
  }

  return {
    allows: (phone, nowMs) => {
      turnPage(nowMs)
      return (sent.get(phone) ?? 0) < limitPerPhone
    },
    note: (phone, nowMs) => {
      turnPage(nowMs)
      sent.set(phone, (sent.get(phone) ?? 0) + 1)
      if (sent.size <= rememberedPhones) return
      const [oldest] = sent.keys()
      if (oldest !== undefined) sent.delete(oldest)
    },
  }
}
