import type { MessagePlan, MessageTally } from '../../../shared/domain/message-view.ts'
import { cellValue } from '../../../shared/import/cell-value.ts'
import { partsOf, verdictOf } from '../../../shared/sms/parts.ts'
import { isBlank, messageOf, parseTemplate } from '../../../shared/sms/template.ts'
import { cleanValue } from '../../../shared/text/clean-text.ts'
import { type VariableFiller, variableFiller } from '../../lib/filling.ts'

/** The length of each message, in the order of the people: three bytes per person. */
export type MessageLengths = {
  /** UTF-16 units of signature, text and opt-out wording; 65,535 means that or more. */
  readonly lengths: Uint16Array
  /** `partsBits`, and `gapBit` if the cell of a variable is blank. No parts: the person gets no message. */
  readonly kinds: Uint8Array
}

export const gapBit = 0x80
export const partsBits = 0x7f
const mostLength = 0xffff

type Variable = {
  readonly name: string
  /** -1: one text for everybody. */
  readonly column: number
  /** How often it occurs in the text. */
  readonly times: number
  readonly fill: VariableFiller
  cut: number
  other: number
}

export type LengthMeter = {
  /** Measures the message of the person with these cells. */
  readonly measure: (place: number, cells: readonly string[]) => void
  readonly lengths: MessageLengths
  readonly tally: () => MessageTally
}

/**
 * Measures messages without building them: the fixed text is counted once, and only the lengths of the values are
 * added.
 */
export function createLengthMeter(plan: MessagePlan, people: number): LengthMeter {
  const parsed = parseTemplate(plan.templateText)
  const choices = {
    policies: new Map(plan.policies),
    flawPolicies: new Map(plan.flawPolicies),
    forms: new Map(plan.forms),
  }
  const lengths = new Uint16Array(people)
  const kinds = new Uint8Array(people)
  const byParts: number[] = []
  let leftOut = 0
  let gaps = 0
  let longest = 0

  let fixed = parsed.segments.reduce((sum, part) => sum + (part.kind === 'text' ? part.text.length : 0), 0)
  let isFixedBlank = false
  const frame = messageOf(plan.signatureName, '').length + plan.optOutWording.length
  const variables: Variable[] = []
  for (const [name, source] of plan.sources) {
    const times = parsed.segments.filter(part => part.kind === 'variable' && part.name === name).length
    const fill = variableFiller(name, source, choices)
    if (source.kind === 'column') {
      variables.push({ name, column: source.index, times, fill, cut: 0, other: 0 })
    } else if (source.kind === 'fixed') {
      const { text } = fill(cleanValue(source.text))
      fixed += text.length * times
      if (times > 0 && isBlank(text)) isFixedBlank = true
    } else {
      // A variable without a column yet is counted as written.
      fixed += `\${${name}}`.length * times
    }
  }

  return {
    measure(place, cells) {
      let content = fixed
      let isBlankSomewhere = isFixedBlank
      let hasGap = false
      for (const variable of variables) {
        const raw = cleanValue(cellValue(cells[variable.column] ?? ''))
        const { text, isCut, isOther } = variable.fill(raw)
        if (isBlank(raw)) hasGap = true
        if (isBlank(text)) isBlankSomewhere = true
        if (isCut) variable.cut++
        if (isOther) variable.other++
        content += text.length * variable.times
      }
      const length = content + frame
      const isLeftOut = isBlankSomewhere || verdictOf(length, content) === 'too-long'
      lengths[place] = Math.min(length, mostLength)
      if (hasGap) gaps++
      if (isLeftOut) {
        kinds[place] = hasGap ? gapBit : 0
        leftOut++
        return
      }
      const parts = partsOf(length)
      kinds[place] = Math.min(parts, partsBits) | (hasGap ? gapBit : 0)
      byParts[parts - 1] = (byParts[parts - 1] ?? 0) + 1
      if (length > longest) longest = length
    },
    lengths: { lengths, kinds },
    tally: () => ({
      byParts: Array.from(byParts, count => count ?? 0),
      leftOut,
      gaps,
      longest,
      cut: variables.filter(({ cut }) => cut > 0).map(({ name, cut }) => [name, cut] as const),
      other: variables.filter(({ other }) => other > 0).map(({ name, other }) => [name, other] as const),
    }),
  }
}
