import { assertNever } from '../../../shared/assert-never.ts'
import type { CampaignStatus, Hold, Pause } from '../../../shared/domain/states.ts'
import type { Consequence } from './policy.ts'

/** A stop before everybody was sent to. */
export type Stop = { readonly kind: 'pause'; readonly pause: Pause } | { readonly kind: 'cancel' }
/** How a run ends; `finish`: nobody is left to send to. */
export type End = Stop | { readonly kind: 'finish' }

/**
 * The state of a run. Requests begin in `sending` and `probing` only; answers of requests in flight are written in
 * every state.
 */
export type RunState =
  /** The log has not yet recorded the start. */
  | { readonly at: 'beginning'; readonly alone: boolean; readonly stop: Stop | null }
  | { readonly at: 'sending' }
  /** The next request goes alone. `offlineHolds`: the number of holds in a row for lack of a network. */
  | { readonly at: 'probing'; readonly offlineHolds: number }
  /** Waits, then goes on by itself with a probe. */
  | { readonly at: 'holding'; readonly hold: Hold; readonly offlineHolds: number }
  /** Waits for answers in flight and for results to be written. */
  | { readonly at: 'stopping'; readonly end: End }
  /** As `stopping`, but the last attempt to write failed. */
  | { readonly at: 'log-failed'; readonly end: End }
  /** Everything is written except the end itself. */
  | { readonly at: 'ending'; readonly end: End }
  | { readonly at: 'over'; readonly end: End | { readonly kind: 'not-begun' } }

export type RunEvent =
  /** The log has recorded the start; `hold`: why nothing may be sent now. */
  | { readonly kind: 'begun'; readonly hold: Hold | null }
  | { readonly kind: 'not-begun' }
  | { readonly kind: 'stop-asked'; readonly stop: Stop }
  /** A hold begins, or replaces another. */
  | { readonly kind: 'held'; readonly hold: Hold }
  | { readonly kind: 'hold-over' }
  | { readonly kind: 'answered'; readonly consequence: Consequence; readonly isAnsweredProbe: boolean }
  /** Nothing is in flight, nothing is left to write, and either nobody is left or the run is stopping. */
  | { readonly kind: 'drained'; readonly end: End }
  | { readonly kind: 'log-failed' }
  | { readonly kind: 'log-works' }
  | { readonly kind: 'end-written'; readonly end: End }
  | { readonly kind: 'end-failed'; readonly end: End }

/** After this many failed connections in a row the network counts as gone. */
export const offlineAfter = 3
const firstOfflineWaitMs = 1_000
const longestOfflineWaitMs = 30_000

/** The state after an event. An event without meaning in a state returns the same object. */
export function next(state: RunState, event: RunEvent): RunState {
  switch (event.kind) {
    case 'begun':
      return state.at === 'beginning' ? afterBeginning(state, event.hold) : state
    case 'not-begun':
      return state.at === 'beginning' ? { at: 'over', end: { kind: 'not-begun' } } : state
    case 'stop-asked':
      return afterStop(state, event.stop)
    case 'held':
      return afterHold(state, event.hold)
    case 'hold-over':
      return state.at === 'holding' ? { at: 'probing', offlineHolds: state.offlineHolds } : state
    case 'answered':
      return afterAnswer(state, event)
    case 'drained':
      if (state.at === 'stopping') return { at: 'ending', end: state.end }
      return isUnderWay(state) ? { at: 'ending', end: event.end } : state
    case 'log-failed':
      return afterLogFailure(state)
    case 'log-works':
      return state.at === 'log-failed' ? { at: 'stopping', end: state.end } : state
    case 'end-written':
      return isEndingWith(state, event.end) ? { at: 'over', end: event.end } : state
    case 'end-failed':
      return isEndingWith(state, event.end) ? { at: 'log-failed', end: event.end } : state
    default:
      return assertNever(event)
  }
}

function afterBeginning(state: Extract<RunState, { at: 'beginning' }>, hold: Hold | null): RunState {
  if (state.stop !== null) return { at: 'stopping', end: state.stop }
  if (hold !== null) return { at: 'holding', hold, offlineHolds: 0 }
  return state.alone ? { at: 'probing', offlineHolds: 0 } : { at: 'sending' }
}

function afterStop(state: RunState, stop: Stop): RunState {
  switch (state.at) {
    case 'beginning':
      return overrides(stop, state.stop) ? { ...state, stop } : state
    case 'sending':
    case 'probing':
    case 'holding':
      return { at: 'stopping', end: stop }
    case 'stopping':
    case 'log-failed':
      return overrides(stop, state.end) ? { at: state.at, end: stop } : state
    case 'ending':
      // The pause is being written; the cancel is written after it.
      return overrides(stop, state.end) ? { at: 'stopping', end: stop } : state
    case 'over':
      return state
    default:
      return assertNever(state)
  }
}

/** The first stop decides, but a cancel overrides a pause. If nobody is left, there is nothing to stop. */
const overrides = (stop: Stop, end: End | null): boolean =>
  end === null || (end.kind === 'pause' && stop.kind === 'cancel')

function afterHold(state: RunState, hold: Hold): RunState {
  switch (state.at) {
    case 'sending':
      return { at: 'holding', hold, offlineHolds: hold.reason === 'offline' ? 1 : 0 }
    case 'probing': {
      const offlineHolds = state.offlineHolds + (hold.reason === 'offline' ? 1 : 0)
      return { at: 'holding', hold, offlineHolds }
    }
    case 'holding':
      return { ...state, hold }
    default:
      return state
  }
}

/** After a stop, answers still in flight are logged but no longer steer the run. */
function afterAnswer(state: RunState, event: Extract<RunEvent, { kind: 'answered' }>): RunState {
  if (!isUnderWay(state)) return state
  if (event.consequence.kind === 'pause') return { at: 'stopping', end: event.consequence }
  // Only the probe shows the present situation; requests begun before a hold do not.
  const isGoodProbe = event.isAnsweredProbe && event.consequence.kind === 'go-on'
  return state.at === 'probing' && isGoodProbe ? { at: 'sending' } : state
}

function afterLogFailure(state: RunState): RunState {
  if (state.at === 'stopping') return { at: 'log-failed', end: state.end }
  return isUnderWay(state)
    ? { at: 'log-failed', end: { kind: 'pause', pause: { reason: 'log-failed' } } }
    : state
}

/** The end that was written may have been overridden meanwhile. */
const isEndingWith = (state: RunState, end: End): boolean => state.at === 'ending' && state.end === end

type UnderWay = Extract<RunState, { at: 'sending' | 'probing' | 'holding' }>

/** The campaign has started, and nobody has asked it to stop. */
export const isUnderWay = (state: RunState): state is UnderWay =>
  state.at === 'sending' || state.at === 'probing' || state.at === 'holding'

/** Whether requests may begin. */
export const mayBegin = (state: RunState): boolean => state.at === 'sending' || state.at === 'probing'

/** Whether a hold still has a meaning. */
export const canHold = (state: RunState): boolean =>
  (state.at === 'beginning' && state.stop === null) || isUnderWay(state)

/** How the run ends, if that is known. */
export function endOf(state: RunState): End | null {
  switch (state.at) {
    case 'beginning':
      return state.stop
    case 'stopping':
    case 'log-failed':
    case 'ending':
      return state.end
    case 'over':
      return state.end.kind === 'not-begun' ? { kind: 'pause', pause: { reason: 'log-failed' } } : state.end
    default:
      return null
  }
}

/** How many milliseconds to wait because the network is gone; null: no reason to wait. */
export function offlineWaitMs(state: RunState, consequence: Consequence): number | null {
  if (consequence.kind !== 'offline') return null
  const isGone = state.at === 'probing' || (state.at === 'sending' && consequence.inRow >= offlineAfter)
  if (!isGone) return null
  const before = state.at === 'probing' ? state.offlineHolds : 0
  return Math.min(longestOfflineWaitMs, firstOfflineWaitMs * 2 ** before)
}

/** The campaign's status on screen. */
export function statusOf(state: RunState): CampaignStatus {
  const end = endOf(state)
  if (end?.kind === 'pause') return 'paused'
  if (state.at === 'over') return end?.kind === 'cancel' ? 'cancelled' : 'finished'
  return state.at === 'holding' ? 'holding' : 'sending'
}

export type WrittenStatus = {
  readonly status: 'sending' | 'holding' | 'paused'
  readonly pause: Pause | null
}

/** The status that a change of the run's state must write to the log; null: none. */
export function statusToWrite(before: RunState, after: RunState): WrittenStatus | null {
  if (after.at === 'holding') return before.at === 'holding' ? null : { status: 'holding', pause: null }
  if (after.at === 'probing' && before.at === 'holding') return { status: 'sending', pause: null }
  if (after.at !== 'stopping' && after.at !== 'log-failed') return null
  const wasTold = before.at !== 'beginning' && endOf(before)?.kind === 'pause'
  return after.end.kind === 'pause' && !wasTold ? { status: 'paused', pause: after.end.pause } : null
}
