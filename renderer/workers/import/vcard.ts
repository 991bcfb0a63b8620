import { checkPhone } from '../../../shared/sms/phone.ts'
import { cleanValue } from '../../../shared/text/clean-text.ts'

/** A property of a card: `item1.TEL;TYPE=CELL:138…` */
type Property = {
  readonly group: string
  readonly name: string
  /** In upper case: `TYPE=CELL`, `CELL`, `ENCODING=QUOTED-PRINTABLE` … */
  readonly params: readonly string[]
  readonly value: string
}

type CardPhone = {
  readonly group: string
  readonly number: string
  readonly isMobile: boolean
  readonly isFax: boolean
  /** Lower ranks come first. */
  readonly rank: number
}

/** The data of one person of a phone book that a list needs. */
type Card = {
  name: string
  formatted: string
  readonly phones: CardPhone[]
  readonly labels: Map<string, string>
  readonly texts: Map<TextColumn, string>
}

const textColumns = ['公司', '职位', '生日', '地址', '分组', '备注'] as const
type TextColumn = (typeof textColumns)[number]
/** Mobile numbers with a column of their own; further numbers are in the last one. */
const mobileColumns = ['手机号', '手机号2', '手机号3'] as const
const otherPhones = '其他电话'

export type CardReader = {
  /** Takes text with \n line ends, cut anywhere. */
  push(text: string): void
  /** Everybody in the phone book: a header, then one row each. Empty columns are left out. */
  end(): readonly (readonly string[])[]
  /** People read so far. */
  count(): number
}

export const isCardText = (text: string): boolean => /^\s*BEGIN\s*:\s*VCARD\s/i.test(text)

/** Properties that are read; the lines of others are not even joined (a photo has thousands). */
const wanted = /^(?:[\w-]+\.)?(?:N|FN|TEL|ORG|TITLE|BDAY|ADR|CATEGORIES|NOTE|X-ABLABEL|BEGIN|END)[;:]/i

/**
 * Reads a phone book of vCard 2.1, 3.0 and 4.0 (RFC 2426, RFC 6350 and the vCard 2.1 specification of 1996), as
 * phones and mail programs write them: folded lines, quoted-printable text in any charset with soft line breaks,
 * photos (ignored), parameters with and without names. Never throws: anything else is skipped.
 */
export function createCardReader(): CardReader {
  let pending = ''
  let card: Card | null = null
  const cards: Card[] = []
  /** The lines of the property that is being read; null if it is ignored. */
  let lines: string[] | null = null
  let goesOn = false

  function takeProperty(): void {
    if (lines === null) return
    const line = lines.length === 1 ? (lines[0] ?? '') : lines.join('')
    lines = null
    goesOn = false
    const property = propertyOf(line)
    if (property === null) return
    const { name, value } = property
    if (name === 'BEGIN' && /^\s*vcard/i.test(value)) {
      finishCard()
      card = { name: '', formatted: '', phones: [], labels: new Map(), texts: new Map() }
    } else if (name === 'END') finishCard()
    else if (card !== null) takeInto(card, property)
  }

  function finishCard(): void {
    if (card !== null) cards.push(card)
    card = null
  }

  function takeLine(whole: string): void {
    // Phone books may have been concatenated from several files.
    const line = whole.startsWith('\ufeff') ? whole.slice(1) : whole
    // A soft line break: the equals sign at the end of the line is not part of the text.
    if (goesOn && lines !== null) {
      goesOn = line.endsWith('=')
      lines.push(goesOn ? line.slice(0, -1) : line)
      return
    }
    const first = line.charCodeAt(0)
    if (first === 0x20 || first === 9) {
      lines?.push(line.slice(1))
      return
    }
    takeProperty()
    if (!wanted.test(line)) return
    goesOn = line.endsWith('=') && isQuotedPrintable(line.slice(0, line.indexOf(':')))
    lines = [goesOn ? line.slice(0, -1) : line]
  }

  return {
    push(text) {
      const all = pending + text
      let from = 0
      for (let end = all.indexOf('\n'); end !== -1; end = all.indexOf('\n', from)) {
        takeLine(all.slice(from, end))
        from = end + 1
      }
      pending = all.slice(from)
    },
    end() {
      if (pending !== '') takeLine(pending)
      pending = ''
      takeProperty()
      finishCard()
      return rowsOf(cards)
    },
    count: () => cards.length,
  }
}

const isQuotedPrintable = (head: string): boolean => /quoted-printable/i.test(head)

function propertyOf(line: string): Property | null {
  let colon = line.indexOf(':')
  const quote = line.indexOf('"')
  // A colon inside a quoted parameter is part of it.
  if (quote !== -1 && quote < colon) {
    let isInside = false
    for (colon = 0; colon < line.length && (isInside || line[colon] !== ':'); colon++)
      if (line[colon] === '"') isInside = !isInside
  }
  if (colon <= 0 || colon >= line.length) return null
  const [fullName = '', ...params] = line.slice(0, colon).toUpperCase().split(';')
  const dot = fullName.lastIndexOf('.')
  const value = line.slice(colon + 1)
  return {
    group: dot === -1 ? '' : fullName.slice(0, dot),
    name: fullName.slice(dot + 1).trim(),
    params,
    value: decoded(value, params),
  }
}

const isBase64 = (param: string): boolean => /^(?:ENCODING=)?(?:BASE64|B)$/.test(param)

function decoded(value: string, params: readonly string[]): string {
  if (params.some(isQuotedPrintable)) return decodeQuotedPrintable(value, params)
  if (!params.some(isBase64) || !/^[\w+/\s]+=*\s*$/.test(value)) return value
  try {
    return textOfBytes(
      Uint8Array.from(atob(value), sign => sign.charCodeAt(0)),
      params,
    )
  } catch {
    return value
  }
}

const decoders = new Map<string, TextDecoder>()

function decoderOf(charset: string): TextDecoder {
  const known = decoders.get(charset)
  if (known) return known
  let decoder: TextDecoder
  try {
    decoder = new TextDecoder(charset)
  } catch {
    decoder = new TextDecoder('utf-8')
  }
  decoders.set(charset, decoder)
  return decoder
}

/** Text with bytes encoded as `=E5=BC=A0`. */
function decodeQuotedPrintable(text: string, params: readonly string[]): string {
  if (!text.includes('=')) return text
  const bytes = new Uint8Array(text.length * 3)
  const encoder = new TextEncoder()
  let length = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    const byte = code === 0x3d ? Number.parseInt(text.slice(at + 1, at + 3), 16) : Number.NaN
    if (!Number.isNaN(byte)) {
      bytes[length++] = byte
      at += 2
    } else if (code < 0x80) bytes[length++] = code
    else {
      const character = String.fromCodePoint(text.codePointAt(at) ?? 0xfffd)
      length += encoder.encodeInto(character, bytes.subarray(length)).written
      at += character.length - 1
    }
  }
  return textOfBytes(bytes.subarray(0, length), params)
}

/** Without a charset it is UTF-8, or GB18030 if it can't be UTF-8. */
function textOfBytes(bytes: Uint8Array, params: readonly string[]): string {
  const charset = params.find(param => param.startsWith('CHARSET='))?.slice('CHARSET='.length) ?? ''
  const text = decoderOf(charset === '' ? 'utf-8' : charset).decode(bytes)
  return charset === '' && text.includes('\ufffd') ? decoderOf('gb18030').decode(bytes) : text
}

const escaped = /\\([\\;,:nN])/g
const unescaped = (text: string): string =>
  text.includes('\\') ? text.replace(escaped, (_, sign: string) => (/n/i.test(sign) ? '\n' : sign)) : text

/** The parts of a structured value, separated by semicolons that are not escaped by a backslash. */
const partsOf = (value: string): readonly string[] =>
  (value.includes('\\')
    ? (value.match(/(?:^|;)(?:\\.|[^;\\])*/g) ?? []).map(part => part.replace(/^;/, ''))
    : value.split(';')
  ).map(part => cleanValue(unescaped(part)))

const textOf = (value: string): string => cleanValue(unescaped(value))
const filled = (texts: readonly string[]): string[] => texts.filter(text => text !== '')
const isHan = /\p{Script=Han}/u

/** Properties that become a column of their own. */
const textReaders: Readonly<
  Record<string, readonly [TextColumn, (value: string, params: readonly string[]) => string]>
> = {
  ORG: ['公司', value => filled(partsOf(value)).join(' ')],
  TITLE: ['职位', textOf],
  BDAY: ['生日', (value, params) => birthdayOf(textOf(value), params)],
  ADR: ['地址', addressOf],
  CATEGORIES: ['分组', value => filled(textOf(value).split(',').map(cleanValue)).join('、')],
  NOTE: ['备注', textOf],
}

function addressOf(value: string): string {
  const [, further = '', street = '', city = '', region = ''] = partsOf(value)
  const parts = filled([region, city, street, further])
  return isHan.test(parts.join('')) ? parts.join('') : parts.toReversed().join(' ')
}

function takeInto(card: Card, { group, name, params, value }: Property): void {
  if (name === 'TEL') takePhone(card, group, params, textOf(value))
  else if (name === 'FN') card.formatted ||= textOf(value)
  else if (name === 'N') {
    const [family = '', given = '', middle = ''] = partsOf(value)
    const isChinese = isHan.test(family + given)
    card.name ||= isChinese ? family + middle + given : filled([given, middle, family]).join(' ')
  } else if (name === 'X-ABLABEL') card.labels.set(group, textOf(value))
  else {
    const [column, read] = textReaders[name] ?? []
    const text = read?.(value, params) ?? ''
    if (column !== undefined && text !== '' && !card.texts.has(column)) card.texts.set(column, text)
  }
}

/** 4.0 writes a phone as a link: tel:+86-138-…;ext=12 */
function takePhone(card: Card, group: string, params: readonly string[], value: string): void {
  const number = value
    .replace(/^tel:/i, '')
    .replace(/;ext=(\d+)/i, '转$1')
    .replace(/;[\w-]+(?:=[^;]*)?/g, '')
    .trim()
  if (number === '') return
  const types = params.join(',')
  const isFax = /\b(?:FAX|PAGER)\b/.test(types)
  const rank = (/\bPREF\b/.test(types) ? 0 : 2) + (/\b(?:CELL|MOBILE|IPHONE)\b/.test(types) ? 0 : 1)
  const isMobile = !isFax && checkPhone(number, false).kind === 'ok'
  card.phones.push({ group, number, isMobile, isFax, rank })
}

/** 1990-01-01, 19900101, --0101; a year of 1604 is how Apple writes that there is none. */
function birthdayOf(text: string, params: readonly string[]): string {
  const full = /^(\d{4})-?(\d\d)-?(\d\d)/.exec(text)
  if (full) {
    const [, year, month, day] = full
    const hasYear = year !== '1604' && !params.some(param => param === `X-APPLE-OMIT-YEAR=${year}`)
    return hasYear ? `${year}-${month}-${day}` : `${month}-${day}`
  }
  const yearless = /^--(\d\d)-?(\d\d)/.exec(text)
  return yearless ? `${yearless[1]}-${yearless[2]}` : text
}

const mobileLabel = /手机|移动|mobile|cell|iphone/i

/** Mobile numbers first, the preferred one before the others; each number once. */
function phonesOf(card: Card): { readonly mobile: readonly string[]; readonly other: readonly string[] } {
  const rankOf = ({ group, rank }: CardPhone): number =>
    rank - (group !== '' && mobileLabel.test(card.labels.get(group) ?? '') ? 1 : 0)
  const seen = new Set<string>()
  const mobile: string[] = []
  const other: string[] = []
  for (const phone of card.phones.toSorted((a, b) => rankOf(a) - rankOf(b))) {
    const checked = checkPhone(phone.number, false)
    const key = checked.kind === 'ok' && checked.others.length === 0 ? checked.phone : phone.number
    if (seen.has(key)) continue
    seen.add(key)
    if (phone.isMobile) mobile.push(phone.number)
    else other.push(phone.number)
  }
  return { mobile, other }
}

/**
 * A person's name, from the parts of the name. The full name shown by the phone may include the company; it is used
 * only if there are no parts, or if it is a different name altogether.
 */
function nameOf({ name, formatted }: Card): string {
  if (name === '' || formatted === '') return name || formatted
  const letters = (text: string): string => [...text.replace(/\s/g, '')].sort().join('')
  // Some programs put the given name first in the parts; the full Chinese name is in the right order.
  if (letters(formatted) === letters(name))
    return isHan.test(formatted) && !/\s/.test(formatted) ? formatted : name
  return formatted.includes(name) ? name : formatted
}

function rowsOf(cards: readonly Card[]): readonly (readonly string[])[] {
  const header = ['姓名', ...mobileColumns, otherPhones, ...textColumns]
  const rows = cards.map(card => {
    const { mobile, other } = phonesOf(card)
    const isLand = mobile.length === 0
    const own = isLand ? [other.join('、')] : mobile
    const cells = mobileColumns.map((_, place) =>
      place === mobileColumns.length - 1 ? own.slice(place).join('、') : (own[place] ?? ''),
    )
    const texts = textColumns.map(column => card.texts.get(column) ?? '')
    return [nameOf(card), ...cells, isLand ? '' : other.join('、'), ...texts]
  })
  const isUsed = header.map((_, column) => column < 2 || rows.some(row => row[column] !== ''))
  return [header, ...rows].map(row => row.filter((_, column) => isUsed[column]))
}
