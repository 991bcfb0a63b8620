import { messageOf } from './template.ts'

/**
 * The length of a message and the number of parts it is billed as. Source: docs/provider-api.md, "Length and
 * parts".
 */

/** UTF-16 units that one single message holds. */
const singlePartLimit = 70
/** UTF-16 units per part once a message needs more than one. */
const multiPartSize = 67
/** The provider refuses a content longer than this (code 30017), in UTF-16 units. */
const contentLimit = 300

/** Length of a text as it is billed, in UTF-16 units: 𠮷 and 👍 count 2, joined emoji more. */
export const messageLength = (text: string): number => text.length

/** Parts (计费条数) of a message with this many UTF-16 units, including signature and opt-out wording. At least 1. */
export const partsOf = (length: number): number =>
  length <= singlePartLimit ? 1 : Math.ceil(length / multiPartSize)

/**
 * `too-long`: over the limit however the provider counts; it is not sent.
 * `maybe-too-long`: at or over the limit if the provider counts signature and opt-out wording; a warning.
 */
export type LengthVerdict = 'ok' | 'maybe-too-long' | 'too-long'

export type MessageLength = {
  /** UTF-16 units of signature with brackets, text and opt-out wording: what is billed. */
  readonly length: number
  /** UTF-16 units of the filled text alone. */
  readonly contentLength: number
  readonly parts: number
  readonly verdict: LengthVerdict
}

export type LengthInput = {
  /** Without its brackets. */
  readonly signatureName: string
  readonly filledText: string
  /** The text that the provider appends; empty if unknown. */
  readonly optOutWording: string
}

/** The same from numbers: `length` and `contentLength` as in `MessageLength`. */
export const verdictOf = (length: number, contentLength: number): LengthVerdict => {
  if (contentLength > contentLimit) return 'too-long'
  return length >= contentLimit ? 'maybe-too-long' : 'ok'
}

/**
 * Measures one message. Whether the provider's limit counts signature and opt-out wording is not known, so the
 * warning begins at the limit counted with them, and only what is over it without them is blocked.
 */
export const lengthVerdict = (input: LengthInput): MessageLength => {
  const length = messageLength(messageOf(input.signatureName, input.filledText) + input.optOutWording)
  const contentLength = messageLength(input.filledText)
  return { length, contentLength, parts: partsOf(length), verdict: verdictOf(length, contentLength) }
}
