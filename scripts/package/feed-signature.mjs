import { createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto'

/** As electron/services/updates/signed-feed.ts has it; a test compares what comes of both. */
const context = 'zhanggui-sms update feed 1\n'

/**
 * The text of a signed feed.
 * @param {object} feed its content (docs/updates.md)
 * @param {string} privateKey PEM
 */
export function signFeed(feed, privateKey) {
  const signed = Buffer.from(JSON.stringify(feed))
  const signature = sign(null, Buffer.concat([Buffer.from(context), signed]), createPrivateKey(privateKey))
  return `${JSON.stringify({ signed: signed.toString('base64'), signature: signature.toString('base64') })}\n`
}

/** The public half as the build takes it (ZHANGGUI_UPDATE_KEY). @param {string} privateKey PEM */
export const publicHalf = privateKey =>
  createPublicKey(privateKey).export({ type: 'spki', format: 'der' }).toString('base64')

/** A new key, as PEM. */
export const newKey = () =>
  String(generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }))
