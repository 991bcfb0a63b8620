import type { CorrectionProblem } from '../../../shared/domain/campaign.ts'
import { createLiveValue } from '../../lib/live-value.ts'

/** A phone as the owner typed it, and what is wrong with it. */
export type Typed = { readonly phone: string; readonly problem: CorrectionProblem | null }

/** Recipient's number → what was typed. */
export type TypedCorrections = ReadonlyMap<number, Typed>

const none: TypedCorrections = new Map()

/** Kept by campaign while the app runs: who looks something up elsewhere goes on where they were. */
const typed = createLiveValue<ReadonlyMap<number, TypedCorrections>>(new Map())

export const useTypedCorrections = (campaignId: number): TypedCorrections =>
  typed.use().get(campaignId) ?? none

const change = (campaignId: number, next: TypedCorrections): void =>
  typed.set(new Map([...typed.get(), [campaignId, next]]))

/** Null: nothing is typed any more. */
export const typeCorrection = (campaignId: number, seq: number, written: Typed | null): void => {
  const next = new Map(typed.get().get(campaignId))
  if (written === null) next.delete(seq)
  else next.set(seq, written)
  change(campaignId, next)
}

/** They have become a resend. */
export const clearCorrections = (campaignId: number): void => change(campaignId, none)
