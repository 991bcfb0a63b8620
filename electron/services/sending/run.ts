import type { Progress } from '../../../shared/domain/campaign.ts'
import type { Pause, StateCounts } from '../../../shared/domain/states.ts'
import { AppError } from '../../../shared/ipc/result.ts'
import type { Attempt } from '../provider/client.ts'
import type { Claim } from '../send-log/send-store.ts'
import { createClaims } from './claims.ts'
import { createHolds } from './holds.ts'
import { createLogWriter, type WrittenWork } from './log-writer.ts'
import { type Consequence, createPolicy } from './policy.ts'
import { createRefusalRun } from './refusal-run.ts'
import {
  canHold,
  type End,
  endOf,
  isUnderWay,
  mayBegin,
  next,
  offlineAfter,
  offlineWaitMs,
  type RunEvent,
  type RunState,
  type Stop,
  statusOf,
  statusToWrite,
  type WrittenStatus,
} from './run-state.ts'
import type { EngineOptions, RunConditions, SendJob } from './send-job.ts'
import type { SendingRate } from './sending-rate.ts'
import { createSpeedMeter } from './speed-meter.ts'
import { createTroubleTally } from './trouble-tally.ts'

export type Run = {
  /**
   * Resolves when the log has recorded the start. Rejects with `log-failed` where it can't be written: then nothing
   * was started.
   */
  readonly start: () => Promise<void>
  /** The first stop decides; a cancel still overrides a pause. */
  readonly stop: (stop: Stop) => void
  /** The computer is about to sleep, or has woken up. */
  readonly sleep: () => void
  readonly wake: () => void
  readonly setConditions: (conditions: RunConditions) => void
  readonly progress: () => Progress
  /** Reports the progress shortly. */
  readonly tell: () => void
  /** Settles when nothing is in flight, everything is written, and the campaign has its final status. */
  readonly finished: Promise<void>
}

export type RunOptions = EngineOptions & {
  readonly job: SendJob
  /** The rate of the job's endpoint; it outlives the run. */
  readonly rate: SendingRate
  readonly isLogWaiting: () => boolean
  /** The first request goes alone; the others wait for its answer. */
  readonly alone: boolean
  /** Send only to these, then pause; null: to everybody. */
  readonly slice: readonly number[] | null
  readonly ended: () => void
}

/** Claims are made at most this far ahead, so that at a low rate they are made one by one. */
const claimAheadSeconds = 0.1
const progressEveryMs = 250

/**
 * One run of one campaign, from start or resume to its end. What it may do follows from its state (run-state.ts).
 * Recipients that are claimed and not begun, in flight, or answered but not yet written are together at most twice
 * the concurrency, which bounds what a power cut can leave unknown.
 */
export function createRun(options: RunOptions): Run {
  const { store, clock, job, rate } = options
  const { campaignId } = job
  let { limits } = job
  const policy = createPolicy(() => limits)
  const troubles = createTroubleTally()
  const refusals = createRefusalRun()
  const meter = createSpeedMeter()
  const claims = createClaims(options.slice)
  let state: RunState = { at: 'beginning', alone: options.alone, stop: null }
  let inFlight = 0
  /** How often the computer fell asleep during the run. */
  let sleeps = 0
  let counts: StateCounts = job.counts
  let callOffTimer: (() => void) | null = null
  let callOffProgress: (() => void) | null = null
  const { promise: finished, resolve: resolveFinished } = Promise.withResolvers<void>()

  const holds = createHolds({
    clock,
    gate: job.gate,
    rateLimitedMs: rate.heldMs,
    onChange: hold => dispatch(hold === null ? { kind: 'hold-over' } : { kind: 'held', hold }),
  })

  const writer = createLogWriter({
    clock,
    pace: () => ({ inFlight, concurrency: limits.concurrency, isStarving: isStarving() }),
    write: work => write(work),
    onWritten() {
      dispatch({ kind: 'log-works' })
      // Requests that may begin come before the next work for the log.
      beginReady()
      endIfDone()
      if (state.at === 'over') return
      wakeForDue()
      if (isStarving() || writer.hasWork()) writer.schedule()
    },
    onFailed(error) {
      options.onLogFailure(error)
      dispatch({ kind: 'log-failed' })
    },
  })

  const dispatch = (event: RunEvent) => {
    const before = state
    state = next(before, event)
    if (state !== before) react(before)
  }

  /** The pause as it is logged and shown: with what went wrong before it. */
  const told = (pause: Pause): Pause => {
    const causes = troubles.list()
    return refusals.told(causes.length === 0 ? pause : { ...pause, causes })
  }

  const setStatus = ({ status, pause }: WrittenStatus) =>
    store.setStatus(campaignId, status, pause === null ? null : told(pause))

  /** Carries out what follows from a change of state. */
  const react = (before: RunState) => {
    if (mayBegin(before) && !mayBegin(state)) writer.release(claims.release(clock.monotonicMs()))
    // If a hold ended only now, it would write its own status after the campaign's.
    if (canHold(before) && !canHold(state)) holds.drop()
    const written = statusToWrite(before, state)
    if (written !== null) setStatus(written).catch(options.onLogFailure)
    switch (state.at) {
      case 'ending':
        writeEnd(state.end)
        return
      case 'over':
        leave()
        return
      case 'beginning':
        return
      default:
        writer.schedule()
        scheduleProgress()
    }
  }

  /**
   * How many recipients may be claimed without being begun: one at a low rate, a group at a high one, one during a
   * probe.
   */
  const readyTarget = () => {
    if (!mayBegin(state)) return 0
    if (state.at === 'probing') return 1 - inFlight
    return Math.min(
      2 * limits.concurrency - inFlight,
      Math.max(1, Math.ceil(rate.perSecond() * claimAheadSeconds)),
    )
  }

  const claimRoom = () =>
    Math.min(readyTarget() - claims.ready() - claims.claiming(), 2 * limits.concurrency - marked())

  /** Recipients that are `sending` on the disk, or will be once the commit under way is done. */
  const marked = () => inFlight + claims.ready() + claims.claiming() + writer.unwritten()

  const isStarving = () =>
    mayBegin(state) && claims.ready() === 0 && claimRoom() > 0 && claims.hasMore(clock.monotonicMs())

  const begin = (claim: Claim) => {
    const isProbe = state.at === 'probing'
    const sleepsBefore = sleeps
    inFlight += 1
    void job.client.send(job.requestFor(claim)).then(attempt => {
      // The time of an answer that a sleep came between says nothing of the provider.
      if (sleeps === sleepsBefore) rate.answered(attempt)
      complete(claim, attempt, isProbe)
    })
  }

  const beginReady = () => {
    while (mayBegin(state) && inFlight < (state.at === 'probing' ? 1 : limits.concurrency)) {
      const claim = claims.first()
      if (claim === undefined || holds.check()) break
      const nowMs = clock.monotonicMs()
      const waitMs = rate.waitMs(nowMs)
      if (waitMs > 0) {
        wakeAfter(waitMs)
        break
      }
      claims.take()
      rate.began(nowMs)
      begin(claim)
    }
  }

  const complete = (claim: Claim, attempt: Attempt, isProbe: boolean) => {
    inFlight -= 1
    meter.completed(clock.monotonicMs())
    const consequence = policy.after(attempt.outcome, attempt.httpStatus)
    troubles.came(attempt.outcome, !isUnderWay(state))
    refusals.came(claim.seq, attempt.outcome, !isUnderWay(state))
    writer.add({
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
    // Without an answer nothing is known of the present situation: the next one goes alone too.
    const isAnswered = attempt.outcome.state === 'accepted' || attempt.outcome.state === 'rejected'
    follow(consequence, isProbe && isAnswered)
    beginReady()
    writer.schedule()
    scheduleProgress()
  }

  /** Unsent recipients are due again while they have retries left; outages don't use up retries. */
  const isDueAgain = (claim: Claim, { outcome }: Attempt, consequence: Consequence): boolean => {
    if (outcome.state !== 'unsent') return false
    const isCharged =
      consequence.kind === 'go-on' ||
      (consequence.kind === 'offline' && consequence.inRow < offlineAfter && state.at !== 'holding')
    const charge = isCharged ? { unsentRetries: limits.unsentRetries, jitter: options.random() } : null
    return claims.retry(claim.seq, clock.monotonicMs(), charge)
  }

  const follow = (consequence: Consequence, isAnsweredProbe: boolean) => {
    const offlineMs = offlineWaitMs(state, consequence)
    if (offlineMs !== null) holds.offline(offlineMs)
    if (consequence.kind === 'rate-limited') {
      rate.slowDown(consequence.retryAfterMs)
      if (isUnderWay(state)) holds.check()
    }
    dispatch({ kind: 'answered', consequence, isAnsweredProbe })
  }

  /** One durable commit of everything at hand, together with the next claims. */
  const write = async (work: WrittenWork): Promise<void> => {
    // Refused and released recipients free parts of the day's budget.
    if (work.results.length + work.release.length > 0) claims.budgetChanged()
    const order = claims.order(clock.monotonicMs(), Math.max(0, readyTarget() - claims.ready()))
    const { claimSeqs, claimNext } = order
    if (work.results.length + work.release.length + claimSeqs.length + claimNext === 0) return
    try {
      const written = await store.commit(campaignId, { ...work, ...order, dayParts: limits.dayParts })
      counts = written.counts
      claims.received(order, written)
      // The campaign may have been stopped or held while they were being marked.
      if (!mayBegin(state)) writer.release(claims.release(clock.monotonicMs()))
    } catch (error) {
      claims.refused(order, clock.monotonicMs())
      throw error
    }
  }

  /** One timer, for the pacer or for the next retry, whichever was asked for last; waking too early is harmless. */
  const wakeAfter = (waitMs: number) => {
    callOffTimer?.()
    callOffTimer = clock.after(waitMs, () => {
      callOffTimer = null
      beginReady()
      writer.schedule()
    })
  }

  const wakeForDue = () => {
    const nextMs = claims.nextDueMs()
    if (nextMs === null || !mayBegin(state) || claims.ready() > 0 || claimRoom() <= 0) return
    wakeAfter(Math.max(1, nextMs - clock.monotonicMs()))
  }

  const endIfDone = () => {
    if (writer.isWriting() || inFlight > 0 || claims.ready() > 0 || writer.hasWork()) return
    if (isUnderWay(state) && !claims.isExhausted() && !claims.isOverBudget()) return
    if (claims.isOverBudget()) {
      dispatch({ kind: 'drained', end: { kind: 'pause', pause: { reason: 'day-budget' } } })
      return
    }
    const isSliceDone = options.slice !== null && counts.pending > 0
    dispatch({
      kind: 'drained',
      end: isSliceDone ? { kind: 'pause', pause: { reason: 'first-slice-done' } } : { kind: 'finish' },
    })
  }

  const writeEnd = (end: End) => {
    const written =
      end.kind === 'finish'
        ? store.finish(campaignId)
        : end.kind === 'cancel'
          ? store.cancel(campaignId)
          : setStatus({ status: 'paused', pause: end.pause })
    written.then(
      finalCounts => {
        if (finalCounts !== undefined) counts = finalCounts
        dispatch({ kind: 'end-written', end })
      },
      (error: unknown) => {
        options.onLogFailure(error)
        writer.retryLater()
        dispatch({ kind: 'end-failed', end })
      },
    )
  }

  const leave = () => {
    writer.drop()
    callOffTimer?.()
    callOffProgress?.()
    options.ended()
    // If it could not be started, the campaign is unchanged, and the caller is told.
    if (state.at === 'over' && state.end.kind !== 'not-begun') options.onProgress(progress())
    resolveFinished()
  }

  const progress = (): Progress => {
    const perSecond = meter.perSecond(clock.monotonicMs())
    const left = counts.pending + counts.sending
    const end = endOf(state)
    return {
      campaignId,
      status: statusOf(state),
      pause: end?.kind === 'pause' ? told(end.pause) : null,
      hold: state.at === 'holding' ? state.hold : null,
      counts,
      ratePerSecond: perSecond,
      rateLimit: rate.perSecond(),
      setRate: rate.setPerSecond(),
      logWaiting: state.at === 'log-failed' || options.isLogWaiting(),
      remainingMs: perSecond > 0 ? (left / perSecond) * 1000 : null,
    }
  }

  const scheduleProgress = () => {
    if (callOffProgress !== null || state.at === 'over' || state.at === 'beginning') return
    callOffProgress = clock.after(progressEveryMs, () => {
      callOffProgress = null
      options.onProgress(progress())
    })
  }

  return {
    async start() {
      try {
        counts = await store.begin(campaignId)
      } catch (error) {
        options.onLogFailure(error)
        dispatch({ kind: 'not-begun' })
        throw error instanceof AppError ? error : new AppError('log-failed', { detail: String(error) })
      }
      holds.check()
      dispatch({ kind: 'begun', hold: holds.current() })
    },
    stop: stop => dispatch({ kind: 'stop-asked', stop }),
    sleep: () => {
      sleeps += 1
      if (canHold(state)) holds.sleep()
    },
    wake: holds.wake,
    setConditions(conditions) {
      const isNarrower = conditions.limits.concurrency < limits.concurrency
      limits = conditions.limits
      claims.budgetChanged()
      rate.setRate(limits.ratePerSecond)
      job.client.setConditions({ ...conditions.timeouts, concurrency: limits.concurrency })
      if (!isUnderWay(state)) return
      // Claims made under the wider limit are released and made again within the narrower one.
      if (isNarrower) writer.release(claims.release(clock.monotonicMs()))
      holds.check()
      beginReady()
      writer.schedule()
      scheduleProgress()
    },
    progress,
    tell: scheduleProgress,
    finished,
  }
}
