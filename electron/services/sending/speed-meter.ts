/** Measures completions per second over the last seconds, for the screen. */
export type SpeedMeter = {
  readonly completed: (nowMs: number) => void
  readonly perSecond: (nowMs: number) => number
}

const bucketMs = 500
const windowBuckets = 10

export function createSpeedMeter(): SpeedMeter {
  const counts = new Map<number, number>()
  let firstMs: number | null = null
  return {
    completed(nowMs) {
      firstMs ??= nowMs
      const bucket = Math.floor(nowMs / bucketMs)
      counts.set(bucket, (counts.get(bucket) ?? 0) + 1)
      if (counts.size > windowBuckets + 1) {
        for (const old of counts.keys()) if (old < bucket - windowBuckets) counts.delete(old)
      }
    },
    perSecond(nowMs) {
      if (firstMs === null) return 0
      const oldest = Math.floor(nowMs / bucketMs) - windowBuckets
      let sum = 0
      for (const [bucket, count] of counts) if (bucket >= oldest) sum += count
      const spanMs = Math.min(nowMs - firstMs, nowMs - oldest * bucketMs)
      return sum / Math.max(spanMs / 1000, 1)
    },
  }
}
