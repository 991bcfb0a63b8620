import type { RecipientState } from './states.ts'

/**
 * Parts that the provider accepted for one recipient. Only an accepted message is billed; null: unknown, because
 * there was no readable answer or the message is still to be sent.
 */
export function submittedParts(recipient: {
  readonly state: RecipientState
  readonly parts: number
}): number | null {
  switch (recipient.state) {
    case 'accepted':
      return recipient.parts
    case 'rejected':
    case 'unsent':
    case 'skipped':
      return 0
    case 'pending':
    case 'sending':
    case 'unknown':
      return null
  }
}

/** The cost of these parts in yuan: an estimate, to the hundredth of a fen. */
export const estimatedCost = (parts: number, pricePerPart: number): number =>
  Math.round(parts * pricePerPart * 10_000) / 10_000
