import { type KeyObject, verify } from 'node:crypto'
import { z } from 'zod'
import { timeMsSchema } from '../../../shared/domain/ranges.ts'

/** The longest feed that is read. */
export const feedLimitBytes = 64 * 1024

/** Prefixed to the signed data, so that a signature made for another purpose is not valid for a feed. */
const feedContext = 'zhanggui-sms update feed 1\n'

/** `1.2.3`: three numbers and nothing else. */
const versionPattern = /^(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})$/

const envelopeSchema = z.strictObject({ signed: z.base64(), signature: z.base64() })

/** The contents of a feed, described in `docs/updates.md`. */
export const feedSchema = z.strictObject({
  product: z.literal('zhanggui-sms'),
  version: z.string().regex(versionPattern),
  publishedAtMs: timeMsSchema,
  notes: z.strictObject({ 'zh-CN': z.string().max(2000), en: z.string().max(2000) }),
  /** The page where the version is offered. */
  page: z.url().max(500),
})
export type Feed = z.infer<typeof feedSchema>

/** Reads a feed; null where anything about it is invalid. */
export function readFeed(text: string, key: KeyObject): Feed | null {
  const envelope = envelopeSchema.safeParse(parsed(text))
  if (!envelope.success) return null
  const signed = Buffer.from(envelope.data.signed, 'base64')
  const signature = Buffer.from(envelope.data.signature, 'base64')
  // SECURITY: the signature is verified before anything else is read.
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

/** Whether one version is newer than the other. A text that is not a version is older than any. */
export function isNewer(version: string, than: string): boolean {
  if (!versionPattern.test(version)) return false
  if (!versionPattern.test(than)) return true
  const other = numbersOf(than)
  const differs = numbersOf(version).map((number, place) => number - (other[place] ?? 0))
  return (differs.find(difference => difference !== 0) ?? 0) > 0
}
