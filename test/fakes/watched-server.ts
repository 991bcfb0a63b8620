import { createClaimCheck } from './claim-check.ts'
import { accepted, type Fault } from './fault.ts'
import { createFaultServer } from './fault-server.ts'

/**
 * A server that holds every request against the database of its sender, and tells when the n-th has come. Without a
 * script it accepts everything.
 */
export async function startWatchedServer(databasePath: string, script: () => Fault = () => accepted) {
  const waiting = new Map<number, () => void>()
  let requests = 0
  const claims = createClaimCheck(databasePath)
  const server = createFaultServer({
    script,
    onRequest: phone => {
      claims.check(phone)
      requests += 1
      waiting.get(requests)?.()
    },
  })
  const { url } = await server.listen()
  return {
    url,
    claims,
    stats: server.stats,
    reached: (n: number) => new Promise<void>(resolve => waiting.set(n, resolve)),
    close: server.close,
  }
}
