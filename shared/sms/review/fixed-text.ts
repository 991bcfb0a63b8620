import { type ParsedTemplate, parseTemplate } from '../template.ts'
import type { Finding } from './finding.ts'
import { type NormalText, normalText, variableMark } from './normal-text.ts'

/** A variable's place in the template, in UTF-16 units. */
export type VariablePlace = { readonly name: string; readonly start: number; readonly end: number }

/** A template read once for all checks of its fixed text. */
export type FixedText = {
  readonly original: string
  /** The text with one mark in place of every variable. */
  readonly normal: NormalText
  readonly variables: readonly VariablePlace[]
}

export const fixedText = (original: string, parsed: ParsedTemplate = parseTemplate(original)): FixedText => {
  const variables: VariablePlace[] = []
  const pieces: { text: string; offset: number; length: number }[] = []
  let offset = 0
  for (const segment of parsed.segments) {
    if (segment.kind === 'text') {
      pieces.push({ text: segment.text, offset, length: segment.text.length })
      offset += segment.text.length
      continue
    }
    const end = original.indexOf(original[offset + 1] === '<' ? '>' : '}', offset) + 1
    variables.push({ name: segment.name, start: offset, end })
    pieces.push({ text: variableMark, offset, length: end - offset })
    offset = end
  }
  return { original, normal: normalText(pieces), variables }
}

/** The place of some units of the plain form in the original. */
export const placeOf = (
  { at, until }: NormalText,
  from: number,
  to: number,
): Pick<Finding, 'start' | 'end'> =>
  to > from ? { start: at[from] ?? 0, end: until[to - 1] ?? 0 } : { start: 0, end: 0 }
