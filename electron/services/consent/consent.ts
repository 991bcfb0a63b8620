import { AppError } from '../../../shared/ipc/result.ts'

/**
 * Questions that the main process itself asks the owner. They are built from main's own records, not from the page.
 */
export type OwnerQuestion =
  | {
      readonly kind: 'begin'
      readonly people: number
      /** Only a first slice of them is sent to; then the app pauses. */
      readonly isSlice: boolean
      /** Null for a slice: its recipients are chosen only when it starts. */
      readonly parts: number | null
      /** Yuan; null where no price is set. */
      readonly cost: number | null
      readonly signature: string
      readonly templateCode: string
      readonly firstWords: string
      /** When it starts by itself, milliseconds since 1970; null: now, or when the sending hours begin. */
      readonly at: number | null
      /** Until when the sending hours hold it, milliseconds since 1970; null: they don't. */
      readonly waitsUntil: number | null
    }
  /** Messages could leave at hours at which they can't now; null: at any hour. */
  | {
      readonly kind: 'hours'
      readonly hours: { readonly fromMinute: number; readonly toMinute: number } | null
    }
  /** Keys, phones and messages would go to another address. */
  | { readonly kind: 'endpoint'; readonly url: string }
  /** This many people of the campaign may already have received the message. */
  | { readonly kind: 'resend'; readonly people: number; readonly campaign: string }
  /** This many unknown outcomes would count as not sent. */
  | { readonly kind: 'treat-as-unsent'; readonly people: number; readonly campaign: string }
  /** Sending would go on although it is not known who was sent to and who has opted out. */
  | { readonly kind: 'lost-history' }
  /** A back-up of this time (milliseconds since 1970) would replace the present data. */
  | { readonly kind: 'restore'; readonly madeAt: number }

/** Resolves to the owner's answer; to false where nobody can be asked. */
export type AskOwner = (question: OwnerQuestion) => Promise<boolean>

/** Rejects with `owner-declined`, or with `wrong-state` while another question is open. */
export type Confirm = (question: OwnerQuestion) => Promise<void>

/**
 * SECURITY: the owner agrees to what costs money or can't be undone in a system window, which the page can neither
 * see nor click. One question at a time, so that a flood of questions can't wear the owner down.
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
