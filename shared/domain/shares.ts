/**
 * A share in whole percent. `below`: more than nothing, shown as less than 1 %. `above`: less than all, shown as
 * more than 99 %.
 */
export type Share = { readonly percent: number; readonly edge: 'below' | 'above' | null }

/**
 * Shares in whole percent that add up to 100 (to 0 if there is nothing). The remainder of rounding goes to those
 * who lost most by it (largest remainder method).
 */
export function sharesOf(amounts: readonly number[]): readonly Share[] {
  const total = amounts.reduce((sum, amount) => sum + amount, 0)
  if (total === 0) return amounts.map(() => ({ percent: 0, edge: null }))
  const exact = amounts.map(amount => (amount / total) * 100)
  const percents = exact.map(Math.floor)
  const left = 100 - percents.reduce((sum, percent) => sum + percent, 0)
  const lost = (place: number): number => (exact[place] ?? 0) - (percents[place] ?? 0)
  const mostLost = amounts.map((_, place) => place).toSorted((a, b) => lost(b) - lost(a))
  const raised = new Set(mostLost.slice(0, left))
  return amounts.map((amount, place) => {
    const percent = (percents[place] ?? 0) + (raised.has(place) ? 1 : 0)
    return { percent, edge: edgeOf(amount, total, percent) }
  })
}

const edgeOf = (amount: number, total: number, percent: number): Share['edge'] =>
  amount > 0 && percent === 0 ? 'below' : amount < total && percent === 100 ? 'above' : null

/** A piece of a bar, in percent of its length. */
export type Piece = { readonly from: number; readonly length: number }

/**
 * The pieces of a bar for these amounts, in order. Together they fill it; every nonzero piece is at least `least`
 * percent long, at the expense of the long ones.
 */
export function piecesOf(amounts: readonly number[], least: number): readonly Piece[] {
  const total = amounts.reduce((sum, amount) => sum + amount, 0)
  if (total === 0) return amounts.map(() => ({ from: 0, length: 0 }))
  const wanted = amounts.map(amount => (amount === 0 ? 0 : Math.max((amount / total) * 100, least)))
  const excess = wanted.reduce((sum, length) => sum + length, 0) - 100
  const spare = wanted.reduce((sum, length) => sum + Math.max(length - least, 0), 0)
  let from = 0
  return wanted.map(length => {
    const cut = spare === 0 ? 0 : (Math.max(length - least, 0) / spare) * excess
    const piece = { from, length: length - cut }
    from += piece.length
    return piece
  })
}
