import type { StateCounts } from '../../../shared/domain/states.ts'
import { type RequestCredentials, requestWriter } from '../../../shared/provider/request.ts'
import { cleanseAndCut, createCleanse } from '../logging/cleanse.ts'
import { type ClientTimeouts, createProviderClient } from '../provider/client.ts'
import { connectorFor } from '../provider/proxy.ts'
import type { Route } from '../provider/route.ts'
import type { Clock } from '../time/clock.ts'
import type { Gate } from '../time/sending-window.ts'
import type { RunLimits, SendJob } from './send-job.ts'

/** Everything that a run of one campaign needs, as plain data that crosses to the sender's thread. */
export type SendOrder = {
  readonly campaignId: number
  /** The endpoint whose rate it keeps to: `practice`, or the address. */
  readonly endpoint: string
  readonly counts: StateCounts
  readonly url: string
  /** The route to the address, with the login for its proxy. */
  readonly way: Way
  readonly credentials: RequestCredentials
  readonly signCode: string
  readonly templateCode: string
  /** The template's variables in its order. */
  readonly variables: readonly string[]
  /** The names of a recipient's values in their order. */
  readonly valueNames: readonly string[]
  readonly limits: RunLimits
  readonly timeouts: ClientTimeouts
  /**
   * The sending hours protect customers. Practice reaches nobody, and a test only the owner, so neither keeps them.
   */
  readonly observesWindow: boolean
}

export type Way = {
  readonly route: Route
  readonly login: { readonly user: string; readonly password: string } | null
}

/** How much of an answer's text is kept in the send log, in UTF-16 units. */
const keptAnswerLength = 500

/** Turns an order into the engine's job. Practice goes through the same client, to another address. */
export function openJob(order: SendOrder, clock: Clock, gate: Gate): SendJob {
  const { campaignId, endpoint, counts, url, credentials, signCode, templateCode, variables, timeouts } =
    order
  const { valueNames } = order
  const write = requestWriter({ credentials, signCode, templateCode, variables, valueNames })
  const clean = createCleanse(Object.values(credentials))
  const connect = connectorFor(order.way.route, url, () => order.way.login)
  return {
    campaignId,
    endpoint,
    counts,
    gate,
    limits: order.limits,
    client: createProviderClient({
      url,
      concurrency: order.limits.concurrency,
      ...timeouts,
      ...(connect !== undefined && { connect }),
      clock,
      keepable: answer => cleanseAndCut(answer, clean, keptAnswerLength),
    }),
    requestFor: ({ phone, values }) => ({ phone, body: write(phone, values) }),
  }
}
