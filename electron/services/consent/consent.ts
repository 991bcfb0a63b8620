import { AppError } from '../../../shared/ipc/result.ts'

/** What the main process asks the owner itself, with what it knows from its own records and not from the page. */
export type OwnerQuestion =
  | {
      readonly kind: 'begin'
      readonly people: number
      /** Of them only so many as a first slice are sent to; the app then stops. */
      readonly isSlice: boolean
      /** Null for a slice: which of them it takes is decided as it begins. */
      readonly parts: number | null
      /** Yuan; null where no price is set. */
      readonly cost: number | null
      readonly signature: string
      readonly templateCode: string
      readonly firstWords: string
      /** When it begins by itself, milliseconds since 1970; null: now, or when the sending hours begin. */
      readonly at: number | null
      /** Until when the sending hours hold it, milliseconds since 1970; null: they don't. */
      readonly waitsUntil: number | null
    }
  /** Messages would leave at hours at which they do not now; null: at any. */
  | {
      readonly kind: 'hours'
      readonly hours: { readonly fromMinute: number; readonly toMinute: number } | null
    }
  /** Keys, phones and messages would go to another address. */
  | { readonly kind: 'endpoint'; readonly url: string }
  /** So many people of the campaign may already have the message that they are to get. */
  | { readonly kind: 'resend'; readonly people: number; readonly campaign: string }
  /** So many unknown outcomes would count as not sent. */
  | { readonly kind: 'treat-as-unsent'; readonly people: number; readonly campaign: string }
  /** Sending would begin anew although nobody knows who was sent to and who opted out. */
  | { readonly kind: 'lost-history' }
  /** A back-up of this time, milliseconds since 1970, would take the place of what is kept now. */
  | { readonly kind: 'restore'; readonly madeAt: number }

/** Resolves to whether the owner said yes. Where nobody can be asked, to false. */
export type AskOwner = (question: OwnerQuestion) => Promise<boolean>

/** Rejects with `owner-declined`, or with `wrong-state` while another question stands. */
export type Confirm = (question: OwnerQuestion) => Promise<void>

/**
 * SECURITY: what costs money or can't be taken back is agreed to in a window of the system's, which the page can neither
 * see nor press. One question at a time: nobody is worn down by a heap of them.
 */
export function createConsent(ask: AskOwner): Confirm {
  let stands = false
  return async question => {
    if (stands) throw new AppError('wrong-state')
    stands = true
    try {
      if (!(await ask(question))) throw new AppError('owner-declined')
    } finally {
      stands = false
    }
  }
}
