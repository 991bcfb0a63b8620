import { hasOnePhone, readNamePhone } from './name-phone.ts'

/** Ways to cut a line into cells if there is no single separator. */
export const lineCuts = ['name-phone', 'dashes', 'gaps', 'blanks', 'fixed'] as const
export type LineCutName = (typeof lineCuts)[number]

/** How a line falls into cells. */
export type LineCut = (line: string) => readonly string[]

/** A cut, and names of the columns that it makes, for a text without a header. */
export type NamedCut = { readonly cut: LineCut; readonly columns: readonly string[] }

const blanks = /[ \u3000\u00a0\t]+/
const gaps = /[ \u3000\u00a0\t]{2,}|\u3000/
const dashes = /(?:-{2,}|[—–]{2,}|={2,}|_{2,}|~{2,}|\/{2,}|:{2,}|\+{2,})/

const unnamed = (cut: LineCut): NamedCut => ({ cut, columns: [] })

const splitAt = (sign: RegExp): NamedCut =>
  unnamed(line =>
    line
      .trim()
      .split(sign)
      .map(cell => cell.trim()),
  )

/** The cut for the first lines; null if they can't be cut this way. */
export function createLineCut(how: LineCutName, sample: readonly string[]): NamedCut | null {
  switch (how) {
    case 'blanks':
      return splitAt(blanks)
    case 'gaps':
      return splitAt(gaps)
    case 'dashes':
      return splitAt(dashes)
    case 'fixed':
      return fixedCut(sample)
    case 'name-phone':
      return namePhoneCut(sample)
  }
}

/** Name, phone, and the rest; phone and the rest if no line of the sample has a name. */
function namePhoneCut(sample: readonly string[]): NamedCut {
  const read = sample.map(readNamePhone)
  const hasNames = read.some(line => line.name !== '')
  return {
    columns: hasNames ? ['姓名', '手机号'] : ['手机号'],
    cut: line => {
      const { name, phone, rest } = readNamePhone(line)
      if (phone === '') return headerWords(line)
      return [...(hasNames ? [name] : []), phone, ...(rest === '' ? [] : [rest])]
    },
  }
}

/** A line without a phone may be the header of names and phones: 姓名 手机号. */
function headerWords(line: string): readonly string[] {
  const words = line.trim().split(/[\s,，;；、|/:：]+|-{2,}/)
  return words.length === 2 ? words : [line]
}

/**
 * Whether the lines fit this cut: nearly each is a phone with a name, or with a number of its own, and nothing
 * else; in a roll call, whose lines are all numbered, there may be more after it.
 */
export function areNamesAndPhones(lines: readonly string[]): boolean {
  let phones = 0
  let named = 0
  let plain = 0
  let numbered = 0
  for (const line of lines) {
    if (!hasOnePhone(line)) continue
    const { name, rest, isNumbered } = readNamePhone(line)
    phones++
    if (name !== '' || isNumbered) named++
    if (rest === '') plain++
    if (isNumbered && name !== '') numbered++
  }
  return (
    phones > 0 &&
    phones >= lines.length * 0.5 &&
    named >= phones * 0.6 &&
    (plain >= phones * 0.8 || numbered >= phones * 0.9)
  )
}

/** Places that a character takes where Latin letters take one. */
const placesOf = (character: string): number => (character > '\u00ff' ? 2 : 1)

/** Columns of fixed width, separated by positions that are blank in every line with a phone. */
function fixedCut(sample: readonly string[]): NamedCut | null {
  const lines = sample.filter(hasOnePhone)
  if (lines.length < 3) return null
  const taken: boolean[] = []
  for (const line of lines) {
    let at = 0
    for (const character of line) {
      const places = placesOf(character)
      if (!blanks.test(character)) for (let i = 0; i < places; i++) taken[at + i] = true
      at += places
    }
  }
  const starts: number[] = []
  for (let at = 0; at < taken.length; at++) if (taken[at] && !taken[at - 1]) starts.push(at)
  if (starts.length < 2) return null
  return unnamed(line => {
    const cells = starts.map(() => '')
    let at = 0
    let column = 0
    for (const character of line) {
      while (column + 1 < starts.length && at >= (starts[column + 1] ?? 0)) column++
      cells[column] += character
      at += placesOf(character)
    }
    return cells.map(cell => cell.trim())
  })
}
