import { accepted, type Fault, type FaultScript, type ScriptedRequest } from './fault.ts'
import { createSeededRandom, seedOf } from './seeded-random.ts'

/** A script as plain data, for a server in a process of its own. The first part that has something to say decides. */
export type FaultPlan = {
  /** By phone: always the same, or the first for the first time it is seen, … and the last from then on. */
  readonly byPhone?: Readonly<Record<string, Fault | readonly Fault[]>>
  /** By the request's number; the first rule that fits. */
  readonly rules?: readonly FaultRule[]
  /** By lot. */
  readonly lot?: FaultLot
  /** For everything else; accepted where left out. */
  readonly otherwise?: Fault
}

export type FaultRule = {
  /** First and last request it holds for, from 1; open where left out. */
  readonly from?: number
  readonly to?: number
  /** Every how many-th request. */
  readonly every?: number
  /** Only phones that come for the first time, or only those that come again. */
  readonly seen?: 'first' | 'again'
  readonly fault: Fault
}

/** Draws by seed, phone and how often the phone was seen, never by order, so that the same campaign meets the same faults however it is interleaved. */
export type FaultLot = {
  readonly seed: number
  readonly faults: readonly { readonly weight: number; readonly fault: Fault }[]
}

/** What a plan does with a request; the test's own process may ask as well as the server's. */
export function faultOf(plan: FaultPlan, request: ScriptedRequest): Fault {
  return (
    byPhone(plan, request) ??
    plan.rules?.find(rule => ruleFits(rule, request))?.fault ??
    (plan.lot === undefined ? undefined : drawn(plan.lot, request)) ??
    plan.otherwise ??
    accepted
  )
}

export function scriptOf(plan: FaultPlan): FaultScript {
  return request => faultOf(plan, request)
}

function byPhone(plan: FaultPlan, { phone, seenBefore }: ScriptedRequest): Fault | undefined {
  if (plan.byPhone === undefined || !Object.hasOwn(plan.byPhone, phone)) return undefined
  const entry = plan.byPhone[phone]
  if (entry === undefined || 'kind' in entry) return entry
  return entry[Math.min(seenBefore, entry.length - 1)]
}

function ruleFits(rule: FaultRule, { n, seenBefore }: ScriptedRequest): boolean {
  const { from = 1, to = Number.POSITIVE_INFINITY, every = 1, seen } = rule
  if (n < from || n > to || n % every !== 0) return false
  return seen === undefined || (seen === 'first') === (seenBefore === 0)
}

function drawn(lot: FaultLot, { phone, seenBefore }: ScriptedRequest): Fault | undefined {
  const total = lot.faults.reduce((sum, { weight }) => sum + weight, 0)
  let left = createSeededRandom(seedOf(`${phone}:${seenBefore}`, lot.seed))() * total
  for (const { weight, fault } of lot.faults) {
    left -= weight
    if (left < 0) return fault
  }
  return undefined
}
