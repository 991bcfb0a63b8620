import type { Database } from 'better-sqlite3'
import type { Forgetting } from '../../electron/services/contact-lists/contact-list-service.ts'
import { createErasures } from '../../electron/services/send-log/erasures.ts'
import { rewriteFile } from '../../electron/services/storage/rewrite.ts'
import type { Turns } from '../../electron/services/time/turns.ts'

const pieceSize = 100

/** What the keeper does on its thread to forget somebody, done in turns on the test's own connection. */
export function forgettingOn(
  database: Database,
  turns: Pick<Turns, 'write'>,
  works: Forgetting['works'] = { count: async () => 0, remove: async () => undefined },
): Forgetting {
  const erasures = createErasures(database, Date.now)
  return {
    works,
    campaignsOf: async phone => erasures.campaignsOf(phone),
    async forget(phone) {
      const id = await turns.write(() => erasures.mark({ kind: 'person', phone }))
      for (;;) {
        const { isLast, changed } = await turns.write(() => erasures.step(id, pieceSize))
        if (!isLast) continue
        await turns.write(() => rewriteFile(database.name))
        return { campaigns: changed, rewritten: true }
      }
    },
  }
}
