/**
 * A template's text: finding its variables and filling them in.
 * Source: docs/provider-api.md, "Variables". `${name}` and `$<name>` are the same variable.
 */

export type TemplateSegment =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'variable'; readonly name: string }

/**
 * A place in the text that looks like a variable but is none. It stays in the message unchanged. `unclosed`: the
 * closing bracket is missing, or another bracket or a line break comes before it. `empty-name`: there is nothing,
 * or only white space, between the brackets.
 */
export type TemplateProblem = {
  readonly kind: 'unclosed' | 'empty-name'
  /** The position of its `$`, in UTF-16 units from the start of the text. */
  readonly position: number
}

export type ParsedTemplate = {
  /** The text in order; two text segments are never adjacent, and none is empty. */
  readonly segments: readonly TemplateSegment[]
  /** Each name once, in the order of first appearance. */
  readonly variables: readonly string[]
  readonly problems: readonly TemplateProblem[]
}

export type FilledTemplate = {
  readonly text: string
  /** Names of the variables that have no value or a blank one, each once, in the order of the template. */
  readonly empty: readonly string[]
}

// Besides JavaScript's white space: control characters, all characters that Unicode allows to be invisible
// (zero-width spaces and joiners, direction marks, U+FEFF, fillers), and the blank Braille pattern.
const invisible = '[\\s\\p{Cc}\\p{Default_Ignorable_Code_Point}\\u2800]'
const blankPattern = new RegExp(`^${invisible}*$`, 'u')
const leadingPattern = new RegExp(`^${invisible}+`, 'u')

const endOfName = /[{}<>\r\n]/g

/** Whether a value is invisible: empty without white space and invisible characters. `0` is a value. */
export const isBlank = (value: string): boolean => {
  const first = value.charCodeAt(0)
  // Most values begin with a Chinese character, a Latin letter or a digit.
  if ((first >= 0x4e00 && first < 0xa000) || (first > 0x20 && first < 0x7f)) return false
  return blankPattern.test(value)
}

const trimName = (raw: string): string => {
  if (isBlank(raw)) return ''
  const start = raw.replace(leadingPattern, '')
  const characters = Array.from(start)
  let end = characters.length
  while (end > 0 && isBlank(characters[end - 1] ?? '')) end -= 1
  return characters.slice(0, end).join('')
}

/** Reads a template once, from left to right. Never throws; unreadable parts become text and a problem. */
export const parseTemplate = (text: string): ParsedTemplate => {
  const segments: TemplateSegment[] = []
  const variables = new Set<string>()
  const problems: TemplateProblem[] = []
  let textStart = 0
  let from = 0

  for (;;) {
    const position = text.indexOf('$', from)
    if (position === -1) break
    const opening = text[position + 1]
    if (opening !== '{' && opening !== '<') {
      from = position + 1
      continue
    }
    const nameStart = position + 2
    endOfName.lastIndex = nameStart
    const end = endOfName.exec(text)
    if (end?.[0] !== (opening === '{' ? '}' : '>')) {
      problems.push({ kind: 'unclosed', position })
      from = nameStart
      continue
    }
    const name = trimName(text.slice(nameStart, end.index))
    from = end.index + 1
    if (name === '') {
      problems.push({ kind: 'empty-name', position })
      continue
    }
    if (position > textStart) segments.push({ kind: 'text', text: text.slice(textStart, position) })
    segments.push({ kind: 'variable', name })
    variables.add(name)
    textStart = from
  }
  if (textStart < text.length) segments.push({ kind: 'text', text: text.slice(textStart) })
  return { segments, variables: [...variables], problems }
}

/**
 * Fills a parsed template in one pass over its segments. A value is inserted unchanged and never parsed, so `${x}`,
 * `$&` or `$1` in a value are just characters. A variable without a value leaves nothing in the text.
 */
export const fillTemplate = (
  parsed: ParsedTemplate,
  valueFor: (name: string) => string | undefined,
): FilledTemplate => {
  let text = ''
  const empty = new Set<string>()
  for (const segment of parsed.segments) {
    if (segment.kind === 'text') {
      text += segment.text
      continue
    }
    const value = valueFor(segment.name)
    if (value === undefined || isBlank(value)) empty.add(segment.name)
    text += value ?? ''
  }
  return { text, empty: [...empty] }
}

/**
 * Looks up values by name among a record's own entries: a variable called `constructor` or `__proto__` has a value
 * only if the list gave it one.
 */
export const ownValueOf =
  (values: Readonly<Record<string, string>>): ((name: string) => string | undefined) =>
  name =>
    Object.hasOwn(values, name) ? values[name] : undefined

/** The template in the provider's spelling: every variable as `${name}`, everything else unchanged. */
export const canonicalTemplate = (text: string): string =>
  parseTemplate(text)
    .segments.map(segment => (segment.kind === 'text' ? segment.text : `\${${segment.name}}`))
    .join('')

/** The message as a customer reads it. `signatureName`: without its brackets. */
export const messageOf = (signatureName: string, filledText: string): string =>
  `【${signatureName}】${filledText}`
