import { readFileSync, writeFileSync } from 'node:fs'
import { newKey, publicHalf, signFeed } from '../package/feed-signature.mjs'
import { SetupFailure } from '../setup/failure.mjs'

/**
 * `node scripts/main.mjs sign-feed new-key <file>`: makes a key, which never leaves the computer of whoever publishes, and
 * says its public half. `… sign-feed <feed.json> <key file> <output>`: signs a feed (docs/updates.md).
 */
export async function command(args) {
  if (args[0] === 'new-key' && args.length === 2) {
    const key = newKey()
    writeFileSync(args[1], key, { mode: 0o600, flag: 'wx' })
    console.log(`ZHANGGUI_UPDATE_KEY=${publicHalf(key)}`)
    return 0
  }
  if (args.length !== 3)
    throw new SetupFailure('sign-feed new-key <file> | sign-feed <feed.json> <key file> <output>')
  const [feed, key, output] = args
  writeFileSync(output, signFeed(JSON.parse(readFileSync(feed, 'utf8')), readFileSync(key, 'utf8')))
  return 0
}
