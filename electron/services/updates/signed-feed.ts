import { type KeyObject, verify } from 'node:crypto'
import { z } from 'zod'
import { timeMsSchema } from '../../../shared/domain/ranges.ts'

/** The longest feed that is read. */
export const feedLimitBytes = 64 * 1024

/** Stands before what is signed, so that a signature made for anything else is none for a feed. */
const feedContext = 'zhanggui-sms update feed 1\n'

/** `1.2.3`: three numbers and nothing else. */
const versionPattern = /^(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})$/

const envelopeSchema = z.strictObject({ signed: z.base64(), signature: z.base64() })

/** What stands in a feed; `docs/updates.md` says it in words. */
export const feedSchema = z.strictObject({
  product: z.literal('zhanggui-sms'),
  version: z.string().regex(versionPattern),
  publishedAtMs: timeMsSchema,
  notes: z.strictObject({ 'zh-CN': z.string().max(2000), en: z.string().max(2000) }),
  /** Where it can be had. */
  page: z.url().max(500),
})
export type Feed = z.infer<typeof feedSchema>

/** Reads a feed; null where anything about it is not as it should be. */
export function readFeed(text: string, key: KeyObject): Feed | null {
  const envelope = envelopeSchema.safeParse(parsed(text))
  if (!envelope.success) return null
  const signed = Buffer.from(envelope.data.signed, 'base64')
  const signature = Buffer.from(envelope.data.signature, 'base64')
  // SECURITY: nothing of what is signed is looked at before the signature was.
  if (!verify(null, Buffer.concat([Buffer.from(feedContext), signed]), key, signature)) return null
  const feed = feedSchema.safeParse(parsed(signed.toString('utf8')))
  return feed.success ? feed.data : null
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

const numbersOf = (version: string): readonly number[] => version.split('.').map(Number)

/** Whether the one version is newer than the other. What is no version is older than any. */
export function isNewer(version: string, than: string): boolean {
  if (!versionPattern.test(version)) return false
  if (!versionPattern.test(than)) return true
  const other = numbersOf(than)
  const differs = numbersOf(version).map((number, place) => number - (other[place] ?? 0))
  return (differs.find(difference => difference !== 0) ?? 0) > 0
}
