/** What one progress event tells of the speed. `at`: milliseconds, on any clock that only goes on. */
export type PaceSample = { readonly at: number; readonly perSecond: number }

/** The speed and the time left as they are shown, after every progress event seen in this window. */
export type Pace = {
  /** At least a second apart, oldest first; the further back the campaign goes, the further apart. */
  readonly samples: readonly PaceSample[]
  /** Milliseconds between two samples. */
  readonly spacing: number
  /** When all will be done, smoothed over the last seconds; null while nobody knows. */
  readonly endAt: number | null
  /** What is shown, and since when; null while nobody knows. */
  readonly shown: { readonly leftMs: number; readonly since: number } | null
  readonly lastAt: number
}

export const noPace: Pace = { samples: [], spacing: 1000, endAt: null, shown: null, lastAt: 0 }

const mostSamples = 120
/** An estimate has this long to be forgotten by two thirds. */
const memoryMs = 8000
const shownForMs = 3000
/** After a pause the old estimate says nothing. */
const gapMs = 15_000

/** To 5 seconds, from one minute to 10, from ten minutes to a minute: nobody needs it nearer, and it jumps less. Upwards. */
export function roundedLeft(leftMs: number): number {
  const step = leftMs > 600_000 ? 60_000 : leftMs > 60_000 ? 10_000 : 5000
  return Math.max(Math.ceil(leftMs / step) * step, 0)
}

/** The pace after one more progress event of a campaign that is being sent. */
export function paceAfter(
  before: Pace,
  event: { readonly at: number; readonly perSecond: number; readonly remainingMs: number | null },
): Pace {
  const { at, perSecond, remainingMs } = event
  const endAt = smoothedEnd(before, at, remainingMs)
  return {
    ...sampled(before, { at, perSecond }),
    endAt,
    shown: endAt === null ? null : shownAfter(before, endAt - at, at),
    lastAt: at,
  }
}

function smoothedEnd({ endAt, lastAt }: Pace, at: number, remainingMs: number | null): number | null {
  if (remainingMs === null) return null
  const now = at + remainingMs
  if (endAt === null || at - lastAt > gapMs) return now
  const weight = 1 - Math.exp(-(at - lastAt) / memoryMs)
  return endAt + (now - endAt) * weight
}

function shownAfter({ shown, lastAt }: Pace, leftMs: number, at: number): Pace['shown'] {
  if (shown !== null && at - shown.since < shownForMs && at - lastAt <= gapMs) return shown
  const next = roundedLeft(Math.max(leftMs, 0))
  return shown?.leftMs === next ? { ...shown, since: at } : { leftMs: next, since: at }
}

function sampled({ samples, spacing }: Pace, sample: PaceSample): Pick<Pace, 'samples' | 'spacing'> {
  const last = samples.at(-1)
  if (last !== undefined && sample.at - last.at < spacing) return { samples, spacing }
  const all = [...samples, sample]
  if (all.length <= mostSamples) return { samples: all, spacing }
  return { samples: all.filter((_, place) => place % 2 === 0), spacing: spacing * 2 }
}
