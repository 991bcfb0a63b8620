import { lengthVerdict } from './parts.ts'
import { fillTemplate, parseTemplate } from './template.ts'

/** The message to one recipient, measured. */
export type Measured = {
  /** The text without the signature, filled in. */
  readonly text: string
  readonly parts: number
  /** The provider may count the message as longer than it accepts. */
  readonly nearLimit: boolean
  /** Why it can't be sent; null: it can. */
  readonly skip: 'empty-variable' | 'too-long' | null
}

export type MeasureInput = {
  /** Without its brackets. */
  readonly signatureName: string
  readonly templateText: string
  /** The names of a recipient's values, in their order; the template's variables are found among them. */
  readonly valueNames: readonly string[]
  /** The text that the provider appends. */
  readonly optOutWording: string
}

/** Fills and measures the messages of recipients one by one. */
export function messageMeasure(input: MeasureInput): (values: readonly string[]) => Measured {
  const { signatureName, valueNames, optOutWording } = input
  const parsed = parseTemplate(input.templateText)
  const placeOf = new Map(valueNames.map((name, place) => [name, place]))
  return values => {
    const { text, empty } = fillTemplate(parsed, name => values[placeOf.get(name) ?? -1])
    const { parts, verdict } = lengthVerdict({ signatureName, filledText: text, optOutWording })
    const skip = empty.length > 0 ? 'empty-variable' : verdict === 'too-long' ? 'too-long' : null
    return { text, parts, nearLimit: verdict === 'maybe-too-long', skip }
  }
}

/** Variables of a text for which recipients with these values have none; such a text can't be sent to them. */
export const unknownVariables = (templateText: string, valueNames: readonly string[]): readonly string[] =>
  parseTemplate(templateText).variables.filter(name => !valueNames.includes(name))
