import { type Clock, systemClock } from '../../electron/services/time/clock.ts'

/** The computer's clock, which counts what was asked of it and is neither done nor called off. */
export type CountingClock = Clock & { readonly outstanding: () => number }

export function createCountingClock(): CountingClock {
  const open = new Set<object>()
  const counted = (schedule: (task: () => void) => () => void) => (task: () => void) => {
    const mark = {}
    open.add(mark)
    const callOff = schedule(() => {
      open.delete(mark)
      task()
    })
    return () => {
      open.delete(mark)
      callOff()
    }
  }
  return {
    ...systemClock,
    after: (delayMs, task) => counted(counted => systemClock.after(delayMs, counted))(task),
    soon: counted(systemClock.soon),
    outstanding: () => open.size,
  }
}

/** The computer's clock, running `factor` times as fast: a hold of 30 s passes in 30 / factor. Wall and steady alike. */
export function createFastClock(factor: number): Clock {
  const startWallMs = systemClock.now()
  const startMs = systemClock.monotonicMs()
  const passedMs = () => (systemClock.monotonicMs() - startMs) * factor
  return {
    now: () => Math.floor(startWallMs + passedMs()),
    monotonicMs: passedMs,
    after: (delayMs, task) => systemClock.after(delayMs / factor, task),
    soon: systemClock.soon,
  }
}

/** A clock that stands still until it is told to go on. */
export type ManualClock = Clock & {
  /** Lets this much time pass: everything that falls due is done in order, and promises are given their turn. */
  readonly advance: (byMs: number) => Promise<void>
  /** Lets time pass without doing anything, as during a sleep of the computer; overdue tasks are done by `advance`. */
  readonly sleep: (byMs: number) => void
  /** Sets the wall clock, and nothing else. */
  readonly setWallClock: (ms: number) => void
  /** Tasks that are neither done nor called off. */
  readonly outstanding: () => number
}

export type ManualClockOptions = {
  /** Milliseconds since 1970. */
  readonly startMs?: number
  /** True while others have work that is done before time goes on. */
  readonly isBusy?: () => boolean
}

export function createManualClock(options: ManualClockOptions = {}): ManualClock {
  const { startMs = 1_700_000_000_000, isBusy = () => false } = options
  type Task = { readonly atMs: number; readonly order: number; readonly run: () => void }
  let nowMs = 0
  let wallOffsetMs = startMs
  let order = 0
  const tasks = new Set<Task>()

  const schedule = (delayMs: number, run: () => void) => {
    order += 1
    const task: Task = { atMs: nowMs + Math.max(0, delayMs), order, run }
    tasks.add(task)
    return () => {
      tasks.delete(task)
    }
  }
  const nextDue = (untilMs: number): Task | undefined =>
    [...tasks]
      .filter(({ atMs }) => atMs <= untilMs)
      .sort((one, other) => one.atMs - other.atMs || one.order - other.order)[0]
  /** Promises, and the real immediates behind them, get their turn. */
  const others = async () => {
    do await new Promise<void>(resolve => setImmediate(resolve))
    while (isBusy())
  }

  return {
    now: () => Math.floor(nowMs + wallOffsetMs),
    monotonicMs: () => nowMs,
    after: schedule,
    soon: run => schedule(0, run),
    async advance(byMs) {
      const untilMs = nowMs + byMs
      await others()
      for (let task = nextDue(untilMs); task !== undefined; task = nextDue(untilMs)) {
        tasks.delete(task)
        nowMs = Math.max(nowMs, task.atMs)
        task.run()
        await others()
      }
      nowMs = untilMs
    },
    sleep: byMs => {
      nowMs += byMs
    },
    setWallClock: ms => {
      wallOffsetMs = ms - nowMs
    },
    outstanding: () => tasks.size,
  }
}
