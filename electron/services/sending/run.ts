import { assertNever } from '../../../shared/assert-never.ts'
import type { Progress } from '../../../shared/domain/campaign.ts'
import type { Pause, StateCounts } from '../../../shared/domain/states.ts'
import type { Attempt } from '../provider/client.ts'
import type { Claim, Completed } from '../send-log/send-store.ts'
import { createDueList } from './due-list.ts'
import type { EngineOptions, SendJob } from './engine.ts'
import { createHolds } from './holds.ts'
import { type Consequence, createPolicy, type PolicyLimits } from './policy.ts'
import { createSendingRate } from './sending-rate.ts'
import { createSpeedMeter } from './speed-meter.ts'

export type RunLimits = PolicyLimits & {
  readonly ratePerSecond: number
  readonly concurrency: number
  /** How often a recipient whose message did not leave is tried again, outages not counted. */
  readonly unsentRetries: number
}

export type Stop = { readonly kind: 'pause'; readonly pause: Pause } | { readonly kind: 'cancel' }

export type Run = {
  readonly start: () => void
  /** The first stop decides; a cancel still overrides a pause. */
  readonly stop: (stop: Stop) => void
  /** The computer is about to sleep, or has woken up. */
  readonly sleep: () => void
  readonly wake: () => void
  readonly progress: () => Progress
  /** Settles when nothing is in flight, everything is written and the campaign's status says so. */
  readonly finished: Promise<void>
}

export type RunOptions = EngineOptions & {
  readonly job: SendJob
  /** Who was refused by one of these codes is due again. */
  readonly requeuedCodes: readonly number[]
  /** The first request goes alone, and the others wait for its answer. */
  readonly alone: boolean
  /** Send only to these, then pause; null: to everybody. */
  readonly slice: readonly number[] | null
  readonly ended: () => void
}

/** Results wait this long for company while there is other work: a durable commit costs a flush of the disk. */
const lingerMs = 10
/** So long where somebody waits for the commit. */
const companyMs = 1
/** Claims are made for at most this long ahead, so that at a low rate they are made one by one. */
const claimAheadSeconds = 0.1
const progressEveryMs = 250
/** So many connections fail one after another before the network counts as gone. */
const offlineAfter = 3
const firstOfflineWaitMs = 1_000
const longestOfflineWaitMs = 30_000
const firstRetryMs = 1_000
const longestRetryMs = 60_000
const commitRetryMs = 2_000
/**
 * One run of one campaign, from start or resume to its end. Three lists carry everything: `ready` (durably marked,
 * not begun), `inFlight` (begun), `results` (answered, not yet written). Together they never exceed twice the
 * concurrency, which bounds what a power cut can leave unknown.
 */
export function createRun(options: RunOptions): Run {
  const { store, clock, job } = options
  const { campaignId, limits } = job
  const policy = createPolicy(limits)
  const rate = createSendingRate(limits.ratePerSecond)
  const meter = createSpeedMeter()
  const due = createDueList()
  /** How many of a recipient's retries are used up, by seq; outages are not charged. */
  const charged = new Map<number, number>()

  const ready: Claim[] = []
  const results: Completed[] = []
  const release: number[] = []
  let inFlight = 0
  let cursor = 0
  /** True when nobody is pending behind the cursor; a slice never looks behind its own recipients. */
  let exhausted = options.slice !== null
  for (const seq of options.slice ?? []) due.add(seq, Number.NEGATIVE_INFINITY)
  let counts: StateCounts = job.counts
  let alone = options.alone
  let stop: Stop | null = null
  let connectFailures = 0
  let offlineWaits = 0
  let over = false
  let ending = false
  let logFailed = false
  let committing = false
  /** What the commit under way writes, and how many it may claim. */
  let writing: { readonly results: readonly Completed[]; readonly release: readonly number[] } = {
    results: [],
    release: [],
  }
  let claiming = 0

  let callOffCommit: (() => void) | null = null
  /** The wait that is under way. */
  let scheduledMs = 0
  let callOffTimer: (() => void) | null = null
  let callOffProgress: (() => void) | null = null
  const { promise: finished, resolve: resolveFinished } = Promise.withResolvers<void>()

  const running = () => stop === null && holds.current() === null && !over && !logFailed

  /** How many may be claimed and not begun: one at a low rate, a group at a high one, one while a probe is out. */
  const readyTarget = () =>
    alone
      ? 1 - inFlight
      : Math.min(
          2 * limits.concurrency - inFlight,
          Math.max(1, Math.ceil(rate.perSecond() * claimAheadSeconds)),
        )

  const claimRoom = () => Math.min(readyTarget() - ready.length - claiming, 2 * limits.concurrency - marked())

  /** Recipients that stand as `sending` on the disk, or will when the commit under way is done. */
  const marked = () => inFlight + ready.length + results.length + writing.results.length + claiming

  const begin = (claim: Claim) => {
    const isProbe = alone
    inFlight += 1
    void job.client.send(job.requestFor(claim)).then(attempt => complete(claim, attempt, isProbe))
  }

  const beginReady = () => {
    const limit = alone ? 1 : limits.concurrency
    while (running() && inFlight < limit) {
      const claim = ready[0]
      if (claim === undefined || holds.checkGate()) break
      const nowMs = clock.monotonicMs()
      const waitMs = rate.waitMs(nowMs)
      if (waitMs > 0) {
        wakeAfter(waitMs)
        break
      }
      ready.shift()
      rate.began(nowMs)
      begin(claim)
    }
  }

  const complete = (claim: Claim, attempt: Attempt, isProbe: boolean) => {
    inFlight -= 1
    meter.completed(clock.monotonicMs())
    const consequence = policy.after(attempt.outcome, attempt.httpStatus)
    results.push({
      seq: claim.seq,
      attempt: claim.attempt,
      outcome: attempt.outcome,
      at: clock.now(),
      dueAgain: isDueAgain(claim, attempt, consequence),
      httpStatus: attempt.httpStatus,
      code: attempt.code,
      latencyMs: attempt.latencyMs,
      answer: attempt.answer,
    })
    follow(consequence, isProbe)
    rate.answered(attempt)
    beginReady()
    scheduleCommit()
    scheduleProgress()
  }

  /** Unsent recipients are due again while they have retries left; what an outage did is not charged to them. */
  const isDueAgain = (claim: Claim, { outcome }: Attempt, consequence: Consequence): boolean => {
    if (outcome.state !== 'unsent') return false
    const nowMs = clock.monotonicMs()
    const charge = (charged.get(claim.seq) ?? 0) + 1
    const isOutage =
      consequence.kind === 'offline' && (holds.current() !== null || connectFailures + 1 >= offlineAfter)
    const isCharged = !isOutage && (consequence.kind === 'offline' || consequence.kind === 'go-on')
    if (isCharged) {
      if (charge > limits.unsentRetries) return false
      charged.set(claim.seq, charge)
      const backOffMs = Math.min(longestRetryMs, firstRetryMs * 2 ** (charge - 1))
      due.add(claim.seq, nowMs + backOffMs * (0.8 + 0.4 * options.random()))
    } else {
      due.add(claim.seq, nowMs)
    }
    return true
  }

  const follow = (consequence: Consequence, isProbe: boolean) => {
    // What is let finish changes nothing any more.
    if (stop !== null) return
    if (consequence.kind !== 'offline') connectFailures = 0
    switch (consequence.kind) {
      case 'go-on':
        // Only the request that went alone says how things stand; what was begun before a hold does not.
        if (isProbe && holds.current() === null) {
          alone = false
          offlineWaits = 0
        }
        return
      case 'pause':
        requestStop(consequence)
        return
      case 'offline': {
        connectFailures += 1
        if (connectFailures < offlineAfter && !alone) return
        const waitMs = Math.min(longestOfflineWaitMs, firstOfflineWaitMs * 2 ** offlineWaits)
        if (holds.current() === null) offlineWaits += 1
        holds.begin('offline', waitMs)
        return
      }
      case 'rate-limited': {
        if (holds.current()?.reason === 'rate-limited') return
        holds.begin('rate-limited', rate.slowDown(consequence.retryAfterMs))
        return
      }
      default:
        assertNever(consequence)
    }
  }

  /** Stands still and goes on by itself; the first request after that goes alone. */
  const holds = createHolds({
    clock,
    gate: job.gate,
    onBegin() {
      alone = true
      releaseReady()
      report(store.setStatus(campaignId, 'holding', null))
      scheduleCommit()
      scheduleProgress()
    },
    onEnd() {
      report(store.setStatus(campaignId, 'sending', null))
      scheduleCommit()
      scheduleProgress()
    },
  })

  const requestStop = (asked: Stop) => {
    // Where nobody is left, the end that is being written can't be stopped any more.
    if (over || (ending && stop === null)) return
    if (stop?.kind === 'cancel' || (stop !== null && asked.kind === 'pause')) return
    stop = asked
    holds.drop()
    releaseReady()
    if (asked.kind === 'pause') report(store.setStatus(campaignId, 'paused', asked.pause))
    scheduleCommit()
    scheduleProgress()
  }

  const releaseReady = () => {
    for (const { seq } of ready.splice(0)) {
      release.push(seq)
      due.add(seq, clock.monotonicMs())
    }
  }

  /** A request for the next commit: at once when somebody waits for it, else after a moment in company. */
  const scheduleCommit = () => {
    if (over || logFailed || committing) return
    const waitMs = commitWaitMs()
    if (callOffCommit !== null && waitMs >= scheduledMs) return
    callOffCommit?.()
    scheduledMs = waitMs
    callOffCommit = waitMs === 0 ? clock.soon(commit) : clock.after(waitMs, commit)
  }

  /** Where somebody waits, the commit waits all the same for what is likely to be answered within a moment. */
  const commitWaitMs = () => {
    if (inFlight === 0) return 0
    if (!isStarving() && results.length < limits.concurrency) return lingerMs
    return inFlight > limits.concurrency / 4 ? companyMs : 0
  }

  const isStarving = () => running() && ready.length === 0 && claimRoom() > 0 && hasMore()

  const commitLater = () => {
    callOffCommit?.()
    callOffCommit = clock.after(commitRetryMs, commit)
  }

  const commit = () => {
    callOffCommit = null
    if (over || committing) return
    committing = true
    void writeAll().then(written => {
      committing = false
      if (!written) {
        commitLater()
        return
      }
      // The log's thread is given its next work first: it writes while the requests begin.
      beginReady()
      endIfDone()
      if (over) return
      wakeForDue()
      if (isStarving() || results.length > 0 || release.length > 0) scheduleCommit()
    })
  }

  /** One durable commit of everything at hand; what could not be written is kept for the next. */
  const writeAll = async (): Promise<boolean> => {
    const wanted = running() ? Math.max(0, readyTarget() - ready.length) : 0
    const claimSeqs = wanted > 0 ? due.take(clock.monotonicMs(), wanted) : []
    const claimNext = exhausted ? 0 : wanted - claimSeqs.length
    writing = { results: results.splice(0), release: release.splice(0) }
    if (writing.results.length + writing.release.length + claimSeqs.length + claimNext === 0) {
      // With nothing to write, nothing stands in the way of what is answered later.
      logFailed = false
      return true
    }
    claiming = claimSeqs.length + claimNext
    try {
      const written = await store.commit(campaignId, { ...writing, claimSeqs, claimNext, claimAfter: cursor })
      logFailed = false
      counts = written.counts
      if (claimNext > 0) {
        exhausted = written.exhausted
        // Who is due again stands before the cursor.
        for (const { seq } of written.claims) cursor = Math.max(cursor, seq)
      }
      ready.push(...written.claims)
      // While they were being marked, the campaign may have been stopped or held.
      if (!running()) releaseReady()
      return true
    } catch (error) {
      results.unshift(...writing.results)
      release.unshift(...writing.release)
      for (const seq of claimSeqs) due.add(seq, clock.monotonicMs())
      options.onLogFailure(error)
      logFailed = true
      requestStop({ kind: 'pause', pause: { reason: 'log-failed' } })
      return false
    } finally {
      writing = { results: [], release: [] }
      claiming = 0
    }
  }

  const hasMore = () => !exhausted || (due.nextMs() ?? Number.POSITIVE_INFINITY) <= clock.monotonicMs()

  /** One timer, for the pacer or for the next retry, whichever is asked for last; waking too early is harmless. */
  const wakeAfter = (waitMs: number) => {
    callOffTimer?.()
    callOffTimer = clock.after(waitMs, () => {
      callOffTimer = null
      beginReady()
      scheduleCommit()
    })
  }

  const wakeForDue = () => {
    const nextMs = due.nextMs()
    if (nextMs === null || !running() || ready.length > 0 || claimRoom() <= 0) return
    wakeAfter(Math.max(1, nextMs - clock.monotonicMs()))
  }

  const endIfDone = () => {
    if (ending || over || committing) return
    if (inFlight > 0 || ready.length > 0 || results.length > 0 || release.length > 0) return
    if (stop === null && !(exhausted && due.size() === 0)) return
    if (stop === null && options.slice !== null && counts.pending > 0) {
      stop = { kind: 'pause', pause: { reason: 'first-slice-done' } }
    }
    ending = true
    // A hold that ended only now would write its own status behind the campaign's end.
    holds.drop()
    const endedBy = stop
    const end =
      stop === null
        ? store.finish(campaignId)
        : stop.kind === 'cancel'
          ? store.cancel(campaignId)
          : store.setStatus(campaignId, 'paused', stop.pause)
    void end.then(finalCounts => {
      if (stop !== endedBy) {
        // A cancel that came while the pause was being written.
        ending = false
        endIfDone()
        return
      }
      over = true
      holds.drop()
      callOffCommit?.()
      callOffTimer?.()
      callOffProgress?.()
      if (finalCounts !== undefined) counts = finalCounts
      const last = progress()
      options.ended()
      options.onProgress(last)
      resolveFinished()
    }, retryEnd)
  }

  const retryEnd = (error: unknown) => {
    ending = false
    options.onLogFailure(error)
    commitLater()
  }

  const report = (write: Promise<void>) => {
    write.catch(options.onLogFailure)
  }

  const progress = (): Progress => {
    const perSecond = meter.perSecond(clock.monotonicMs())
    const left = counts.pending + counts.sending
    return {
      campaignId,
      status: statusNow(),
      pause: stop?.kind === 'pause' ? stop.pause : null,
      hold: holds.current(),
      counts,
      ratePerSecond: perSecond,
      rateLimit: rate.perSecond(),
      remainingMs: perSecond > 0 ? (left / perSecond) * 1000 : null,
    }
  }

  const statusNow = (): Progress['status'] => {
    if (stop?.kind === 'pause') return 'paused'
    if (over) return stop === null ? 'finished' : 'cancelled'
    return holds.current() === null ? 'sending' : 'holding'
  }

  const scheduleProgress = () => {
    if (callOffProgress !== null || over) return
    callOffProgress = clock.after(progressEveryMs, () => {
      callOffProgress = null
      options.onProgress(progress())
    })
  }

  /** Nothing was begun, so nothing is lost: the campaign stands as it was. */
  const beginFailed = (error: unknown) => {
    options.onLogFailure(error)
    stop = { kind: 'pause', pause: { reason: 'log-failed' } }
    over = true
    callOffProgress?.()
    options.ended()
    options.onProgress(progress())
    resolveFinished()
  }

  return {
    start() {
      scheduleProgress()
      void store.begin(campaignId, options.requeuedCodes).then(begun => {
        counts = begun
        scheduleCommit()
      }, beginFailed)
    },
    stop: requestStop,
    sleep: () => {
      if (stop === null && !ending) holds.sleep()
    },
    wake: holds.wake,
    progress,
    finished,
  }
}
