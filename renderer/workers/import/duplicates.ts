import type { KeepChoice } from '../../../shared/import/import-choices.ts'

export type DuplicateWork = {
  /** How many rows there are, those split out of cells among them. */
  readonly count: number
  /** Rows in the order of the file; null where that is the order of their indexes. */
  readonly order: Uint32Array | null
  readonly status: Uint8Array
  readonly phone: Float64Array
  readonly blank: Uint32Array
  readonly duplicateOf: Uint32Array
  readonly usable: number
  readonly duplicate: number
}

/** Of the usable rows with the same phone one stays usable; the others become duplicates and name it. */
export function markDuplicates(work: DuplicateWork, keep: KeepChoice): void {
  const { count, order, status, phone, blank, duplicateOf, usable, duplicate } = work
  let size = 1024
  while (size < count * 2) size *= 2
  const shift = 32 - Math.log2(size)
  const mask = size - 1
  // Open addressing: 1 + row, 0 where free.
  const slots = new Uint32Array(size)

  /** Where the phone stands, or the free place where it belongs. */
  function slotOf(value: number): number {
    let slot = Math.imul(value % 4_294_967_291, 0x9e3779b1) >>> shift
    for (;;) {
      const taken = slots[slot] ?? 0
      if (taken === 0 || phone[taken - 1] === value) return slot
      slot = (slot + 1) & mask
    }
  }

  if (keep === 'fullest')
    for (let place = 0; place < count; place++) {
      const row = order === null ? place : (order[place] ?? 0)
      if (status[row] !== usable) continue
      const slot = slotOf(phone[row] ?? 0)
      const taken = slots[slot] ?? 0
      if (taken === 0 || bitsIn(blank[row] ?? 0) < bitsIn(blank[taken - 1] ?? 0)) slots[slot] = row + 1
    }
  for (let step = 0; step < count; step++) {
    const place = keep === 'last' ? count - 1 - step : step
    const row = order === null ? place : (order[place] ?? 0)
    if (status[row] !== usable) continue
    const slot = slotOf(phone[row] ?? 0)
    const taken = slots[slot] ?? 0
    if (taken === 0) slots[slot] = row + 1
    else if (taken !== row + 1) {
      status[row] = duplicate
      duplicateOf[row] = taken - 1
    }
  }
}

function bitsIn(mask: number): number {
  let bits = mask - ((mask >>> 1) & 0x55555555)
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333)
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}
