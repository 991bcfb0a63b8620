/** One figure of `npm run bench`. */
export type Figure = {
  readonly name: string
  readonly value: number
  readonly unit: string
  /** value / reference, or null where the figure has no reference. */
  readonly ratio: number | null
  readonly against: string
  /** How many measurements the median is taken over. */
  readonly n: number
}

export type Measured = { readonly value: number; readonly reference: number }

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((one, other) => one - other)
  const middle = Math.floor(sorted.length / 2)
  const upper = sorted[middle] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2
}

/** The value below which 95 of 100 lie. */
export const p95 = (values: readonly number[]): number =>
  values.toSorted((one, other) => one - other)[Math.ceil(values.length * 0.95) - 1] ?? Number.NaN

/** How often a figure is measured; one whose rounds take long is measured less often. */
export type Effort = {
  readonly leastRuns: number
  readonly mostRuns: number
  /** Whether one round goes before that does not count; a round in an app of its own warms nothing up. */
  readonly warmUp: boolean
}
const usual: Effort = { leastRuns: 5, mostRuns: 15, warmUp: true }
/** Stable: the last three medians of the ratio lie this close together. */
const tolerance = 0.01

/**
 * Measures both sides in turn, mostly after one round that does not count, until the median of the ratio is stable.
 * The figure's value and ratio are medians over the rounds; the ratio is taken round by round, so that a machine
 * whose speed drifts moves both sides alike.
 */
export async function measure(
  figure: Pick<Figure, 'name' | 'unit' | 'against'>,
  round: () => Promise<Measured>,
  { leastRuns, mostRuns, warmUp }: Effort = usual,
): Promise<Figure> {
  if (warmUp) await round()
  const values: number[] = []
  const ratios: number[] = []
  const medians: number[] = []
  while (values.length < mostRuns) {
    const { value, reference } = await round()
    values.push(value)
    ratios.push(value / reference)
    medians.push(median(ratios))
    const last = medians.slice(-3)
    if (values.length >= leastRuns && Math.max(...last) / Math.min(...last) - 1 <= tolerance) break
  }
  return { ...figure, value: median(values), ratio: median(ratios), n: values.length }
}
