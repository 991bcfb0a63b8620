import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createChores } from '../../electron/services/send-log/chores.ts'
import { createSendLog } from '../../electron/services/send-log/send-log.ts'
import type { Claim, Completed } from '../../electron/services/send-log/send-store.ts'
import { openDatabase } from '../../electron/services/storage/database.ts'
import type { Figure } from './figures.ts'
import { addCampaign } from './history-data.ts'

const groupSize = 500
const pieceSize = 20_000

/** Every claim of a group answered with 10000, as the engine tells the log of it. */
const acceptedAll = (claims: readonly Claim[]): readonly Completed[] =>
  claims.map(({ seq, attempt }) => ({
    seq,
    attempt,
    outcome: { state: 'accepted' },
    at: Date.now(),
    dueAgain: false,
    httpStatus: 200,
    code: 10000,
    latencyMs: 50,
    answer: null,
  }))

/** Bytes of the database per accepted recipient of a campaign that was sent through the send log, all indexes included. */
function bytesPerRecipient(rows: number): number {
  const folder = mkdtempSync(join(tmpdir(), 'zhanggui-bytes-'))
  const path = join(folder, 'zhanggui.db')
  const database = openDatabase(path)
  try {
    // Durability costs time and no bytes.
    database.pragma('synchronous = OFF')
    const campaignId = addCampaign(database, { index: 0, size: rows, status: 'draft' }, Date.now())
    const chores = createChores(database, Date.now)
    const listing = chores.mark(campaignId, { kind: 'list-phones' }, ['draft'])
    chores.prepare(listing)
    while (!chores.step(listing, pieceSize).isLast);
    const log = createSendLog(database, Date.now)
    log.begin(campaignId)
    let claims: readonly Claim[] = []
    do {
      const work = { results: acceptedAll(claims), release: [], claimSeqs: [] }
      const claimAfter = claims.at(-1)?.seq ?? 0
      claims = log.commit(campaignId, { ...work, claimNext: groupSize, claimAfter }).claims
    } while (claims.length > 0)
    const { accepted, skipped } = log.finish(campaignId)
    if (accepted + skipped !== rows) throw new Error(`${accepted} of ${rows} were accepted`)
    database.pragma('wal_checkpoint(TRUNCATE)')
    return statSync(path).size / accepted
  } finally {
    database.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** `log/bytes`: a property of the schema; measured once, because it is the same every time. */
export function logFigures(
  rows: number,
  wanted: (name: string) => boolean,
  print: (figure: Figure) => void,
): void {
  if (!wanted('log/bytes')) return
  print({
    name: 'log/bytes',
    value: bytesPerRecipient(rows),
    unit: 'bytes/recipient',
    ratio: null,
    against: '',
    n: 1,
  })
}
