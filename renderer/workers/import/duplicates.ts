import type { KeepChoice } from '../../../shared/import/import-choices.ts'
import { markBit } from '../../../shared/import/row-status.ts'
import { free } from '../../lib/freed.ts'

export type DuplicateWork = {
  /** The number of rows, including those split out of cells. */
  readonly count: number
  /** Rows in the order of the file; null where that is the order of their indexes. */
  readonly order: Uint32Array | null
  readonly status: Uint8Array
  readonly phone: Float64Array
  readonly warnings: Uint16Array
  readonly blank: Uint32Array
  readonly duplicateOf: Uint32Array
  readonly usable: number
  readonly duplicate: number
  readonly leftOut: number
}

const extensionBit = markBit('extension')

/**
 * Of the usable rows with the same phone, one stays usable; the others become duplicates and refer to it. A number
 * with an extension is never a duplicate: if its number is taken, it is left out.
 */
export function markDuplicates(work: DuplicateWork, keep: KeepChoice): void {
  const { count, order, status, phone, warnings, blank, duplicateOf, usable, duplicate, leftOut } = work
  let size = 1024
  while (size < count * 2) size *= 2
  const shift = 32 - Math.log2(size)
  const mask = size - 1
  // Open addressing: 1 + row, 0 where free.
  const slots = new Uint32Array(size)
  let extensions = 0

  /** The slot of the phone, or the free slot where it belongs. */
  function slotOf(value: number): number {
    let slot = Math.imul(value % 4_294_967_291, 0x9e3779b1) >>> shift
    for (;;) {
      const taken = slots[slot] ?? 0
      if (taken === 0 || phone[taken - 1] === value) return slot
      slot = (slot + 1) & mask
    }
  }

  /** Whether the row takes part; numbers with an extension come after all others. */
  function takesPart(row: number): boolean {
    if (status[row] !== usable) return false
    if (((warnings[row] ?? 0) & extensionBit) === 0) return true
    extensions++
    return false
  }

  if (keep === 'fullest')
    for (let place = 0; place < count; place++) {
      const row = order === null ? place : (order[place] ?? 0)
      if (!takesPart(row)) continue
      const slot = slotOf(phone[row] ?? 0)
      const taken = slots[slot] ?? 0
      if (taken === 0 || bitsIn(blank[row] ?? 0) < bitsIn(blank[taken - 1] ?? 0)) slots[slot] = row + 1
    }
  for (let step = 0; step < count; step++) {
    const place = keep === 'last' ? count - 1 - step : step
    const row = order === null ? place : (order[place] ?? 0)
    if (!takesPart(row)) continue
    const slot = slotOf(phone[row] ?? 0)
    const taken = slots[slot] ?? 0
    if (taken === 0) slots[slot] = row + 1
    else if (taken !== row + 1) {
      status[row] = duplicate
      duplicateOf[row] = taken - 1
    }
  }
  for (let place = 0; extensions > 0 && place < count; place++) {
    const row = order === null ? place : (order[place] ?? 0)
    if (status[row] !== usable || ((warnings[row] ?? 0) & extensionBit) === 0) continue
    const slot = slotOf(phone[row] ?? 0)
    if ((slots[slot] ?? 0) === 0) slots[slot] = row + 1
    else status[row] = leftOut
  }
  free(slots)
}

function bitsIn(mask: number): number {
  let bits = mask - ((mask >>> 1) & 0x55555555)
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333)
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}
