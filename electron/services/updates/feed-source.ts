import { createPublicKey, type KeyObject } from 'node:crypto'
import { z } from 'zod'
import { isLoopbackUrl } from '../endpoint/endpoint.ts'

/**
 * Where news of new versions comes from, fixed when the app is built: the address of the feed, the public key of
 * its signature (base64 of its SPKI), and the origins whose pages may be opened.
 */
export type FeedSource = {
  readonly url: string
  readonly publicKey: string
  readonly pages: readonly string[]
}

const webUrl = (allowLoopback: boolean) =>
  z.string().refine(
    text => {
      const url = URL.parse(text)
      if (url === null || url.username + url.password !== '') return false
      // SECURITY: unencrypted only from this computer itself, and only when the app runs from its sources.
      return url.protocol === 'https:' || (allowLoopback && url.protocol === 'http:' && isLoopbackUrl(text))
    },
    { error: 'no https address' },
  )

const readKey = (base64: string): KeyObject =>
  createPublicKey({ key: Buffer.from(base64, 'base64'), format: 'der', type: 'spki' })

const isKey = (base64: string): boolean => {
  try {
    return readKey(base64).asymmetricKeyType === 'ed25519'
  } catch {
    return false
  }
}

/** The key of a source that `feedSourceOf` has checked. */
export const publicKeyOf = (source: FeedSource): KeyObject => readKey(source.publicKey)

/**
 * Reads ZHANGGUI_UPDATE_URL, ZHANGGUI_UPDATE_KEY and ZHANGGUI_UPDATE_PAGES (origins, separated by blanks). Null
 * where no address is given: then the app never asks. Throws where an address is given and the rest is invalid.
 */
export function feedSourceOf(
  environment: Readonly<Record<string, string | undefined>>,
  { allowLoopback }: { readonly allowLoopback: boolean },
): FeedSource | null {
  const url = environment['ZHANGGUI_UPDATE_URL']?.trim() ?? ''
  if (url === '') return null
  const address = webUrl(allowLoopback)
  const schema = z.object({
    url: address,
    publicKey: z.string().refine(isKey, { error: 'no ed25519 public key' }),
    pages: z.array(address.refine(text => URL.parse(text)?.origin === text, { error: 'no origin' })).min(1),
  })
  return schema.parse({
    url,
    publicKey: environment['ZHANGGUI_UPDATE_KEY']?.trim() ?? '',
    pages: (environment['ZHANGGUI_UPDATE_PAGES'] ?? '').split(/\s+/).filter(origin => origin !== ''),
  })
}
