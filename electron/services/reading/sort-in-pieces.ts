/** Numbers sorted, or merged, between two turns of the event loop. */
const piece = 32_768

/**
 * Sorts the numbers in ascending order, in pieces of a few milliseconds, so that other reads are answered in
 * between.
 */
export async function sortInPieces(
  numbers: Float64Array<ArrayBuffer>,
  pause: () => Promise<void>,
): Promise<Float64Array> {
  const { length } = numbers
  for (let from = 0; from < length; from += piece) {
    numbers.subarray(from, from + piece).sort()
    await pause()
  }
  let sorted = numbers
  let spare = new Float64Array(length)
  for (let width = piece; width < length; width *= 2) {
    for (let from = 0; from < length; from += 2 * width) {
      const middle = Math.min(length, from + width)
      const end = Math.min(length, from + 2 * width)
      let left = from
      let right = middle
      for (let to = from; to < end; to += 1) {
        if (to % piece === 0) await pause()
        const takesLeft = right >= end || (left < middle && (sorted[left] ?? 0) <= (sorted[right] ?? 0))
        spare[to] = (takesLeft ? sorted[left] : sorted[right]) ?? 0
        if (takesLeft) left += 1
        else right += 1
      }
    }
    ;[sorted, spare] = [spare, sorted]
  }
  return sorted
}
