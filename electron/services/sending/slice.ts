import { originalCarrier } from '../../../shared/sms/phone.ts'

/**
 * Chooses the recipients of a first slice: alternating between carriers, as far as the prefixes show them, and in
 * the list's order within a carrier.
 */
export function chooseSlice(
  candidates: readonly { readonly seq: number; readonly phone: string }[],
  size: number,
): readonly number[] {
  const byCarrier = new Map<string, number[]>()
  for (const { seq, phone } of candidates) {
    const carrier = originalCarrier(phone) ?? 'none'
    const group = byCarrier.get(carrier)
    if (group === undefined) byCarrier.set(carrier, [seq])
    else group.push(seq)
  }
  const chosen: number[] = []
  for (let round = 0; chosen.length < Math.min(size, candidates.length); round += 1) {
    for (const group of byCarrier.values()) {
      const seq = group[round]
      if (seq !== undefined && chosen.length < size) chosen.push(seq)
    }
  }
  return chosen.sort((one, other) => one - other)
}
