import { simplifiedOf } from './traditional.ts'

/**
 * The plain form of a text: NFKC, lower case, simplified, without invisible characters, with the original position
 * of every unit. Source: docs/content-review.md.
 */
export type NormalText = {
  readonly plain: string
  /** Where the unit's character begins in the original, in UTF-16 units. */
  readonly at: readonly number[]
  /** Where it ends. */
  readonly until: readonly number[]
}

/** Replaces a variable, so that words on both of its sides do not run together. */
export const variableMark = '\uFFFC'

const droppable = /[\p{Default_Ignorable_Code_Point}\u2800]|(?![\n\t])\p{Cc}/u

/** What single characters are written as besides their simplified form: one character for one word. */
const otherForms: ReadonlyMap<string, string> = new Map([
  ['劵', '券'],
  ['獎', '奖'],
  ['\r', '\n'],
])

const plainOf = (character: string): string => {
  if (character === variableMark) return character
  if (character === '\r') return '\n'
  if (droppable.test(character)) return ''
  const folded = character.normalize('NFKC').toLowerCase()
  let plain = ''
  for (const each of folded) plain += otherForms.get(each) ?? simplifiedOf(each) ?? each
  return plain
}

/**
 * The plain form of a UTF-16 unit: a unit, `dropped`, or `several` if it becomes more than one unit or is half of a
 * pair. Filled on demand.
 */
const unitForms = new Int32Array(0x10000).fill(-1)
const dropped = -2
const several = -3

const formOf = (unit: number): number => {
  if (unit >= 0xd800 && unit <= 0xdfff) return several
  const plain = plainOf(String.fromCharCode(unit))
  const form = plain === '' ? dropped : plain.length === 1 ? plain.charCodeAt(0) : several
  unitForms[unit] = form
  return form
}

/** The units of one text, in memory that is reused for the next text. */
export type UnitBuffer = {
  readonly units: Uint16Array
  readonly at: Int32Array
  readonly until: Int32Array
  length: number
}

/** Room for a text; a text's plain form may be longer than the text itself (㎡ is two units, ﷺ eighteen). */
export const unitBuffer = (capacity: number): UnitBuffer => ({
  units: new Uint16Array(capacity),
  at: new Int32Array(capacity),
  until: new Int32Array(capacity),
  length: 0,
})

/** No character's plain form is longer than this, in units. */
export const longestForm = 18

/** Appends the plain form of a text to the buffer. `offset`: where the text begins in the original. */
export const readUnits = (text: string, buffer: UnitBuffer, offset = 0): void => {
  const { units, at, until } = buffer
  let to = buffer.length
  for (let from = 0; from < text.length; from += 1) {
    const unit = text.charCodeAt(from)
    const known = unitForms[unit] ?? -1
    const form = known === -1 ? formOf(unit) : known
    if (form >= 0) {
      units[to] = form
      at[to] = offset + from
      until[to] = offset + from + 1
      to += 1
      continue
    }
    if (form === dropped) continue
    const character = String.fromCodePoint(text.codePointAt(from) ?? unit)
    const plain = plainOf(character)
    for (let place = 0; place < plain.length; place += 1) {
      units[to] = plain.charCodeAt(place)
      at[to] = offset + from
      until[to] = offset + from + character.length
      to += 1
    }
    from += character.length - 1
  }
  buffer.length = to
}

/** The plain form of a text in pieces: each with the place where it begins in the original. */
export const normalText = (
  pieces: readonly { readonly text: string; readonly offset: number; readonly length: number }[],
): NormalText => {
  const buffer = unitBuffer(pieces.reduce((sum, { text }) => sum + text.length, 0) * longestForm)
  for (const { text, offset, length } of pieces) {
    const before = buffer.length
    readUnits(text, buffer, offset)
    if (text === variableMark) buffer.until[before] = offset + length
  }
  return {
    plain: plainText(buffer),
    at: Array.from(buffer.at.subarray(0, buffer.length)),
    until: Array.from(buffer.until.subarray(0, buffer.length)),
  }
}

export const plainText = (buffer: UnitBuffer): string => {
  let plain = ''
  const piece = 4096
  for (let from = 0; from < buffer.length; from += piece)
    plain += String.fromCharCode(...buffer.units.subarray(from, Math.min(buffer.length, from + piece)))
  return plain
}
