import { WorkbookProblem } from './workbook-messages.ts'

export type XmlEvent = 'open' | 'close' | 'text' | 'end'

/** Reads one part of a workbook from front to back. Every method throws a WorkbookProblem where the XML is broken. */
export type XmlReader = {
  next(): XmlEvent
  /** Name of the element just opened or closed, without its prefix. */
  readonly name: string
  /** The number of open elements, including the one just opened. */
  readonly depth: number
  /** Value of an attribute of the element just opened, by its name without prefix; null if there is none. */
  attribute(name: string): string | null
  /** The text just met. */
  text(): string
}

const damaged = (detail: string): WorkbookProblem => new WorkbookProblem('workbook-damaged', detail)

const lessThan = 0x3c
const greaterThan = 0x3e
const slash = 0x2f
const equals = 0x3d
const colon = 0x3a
const isSpace = (code: number): boolean => code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09

const longestXml = 500 * 1024 * 1024

/**
 * The text of a part; every byte must be decodable. UTF-8, as nearly every spreadsheet program writes it, UTF-16 by
 * its mark, or the Chinese encoding named in its first line.
 */
export function decodeXml(bytes: Uint8Array): string {
  if (bytes.length > longestXml)
    throw new WorkbookProblem('workbook-too-large', `${bytes.length} bytes of XML`)
  try {
    return new TextDecoder(encodingOf(bytes), { fatal: true }).decode(bytes)
  } catch {
    throw damaged('XML in another encoding than it says')
  }
}

function encodingOf(bytes: Uint8Array): string {
  const [first, second] = bytes
  if ((first === 0xff && second === 0xfe) || (first === lessThan && second === 0)) return 'utf-16le'
  if ((first === 0xfe && second === 0xff) || (first === 0 && second === lessThan)) return 'utf-16be'
  const declaration = /^<\?xml[^>]*encoding\s*=\s*["'](gb2312|gbk|gb18030)["']/i
  const head = String.fromCharCode(...bytes.subarray(0, 200))
  return declaration.test(head) ? 'gb18030' : 'utf-8'
}

/**
 * Reads XML once and accepts only complete documents: every element closed, in order, one root, nothing cut off. So
 * a damaged part is reported and never read partially. Document types are refused; only the five entities of XML
 * and numeric ones are known.
 */
export function createXmlReader(xml: string): XmlReader {
  const open: string[] = []
  let at = 0
  let name = ''
  let closesItself = false
  let rootSeen = false
  let textStart = 0
  let textEnd = 0
  let isCdata = false
  /** Four offsets per attribute: start and end of its name and of its value. */
  const places: number[] = []
  let attributes = 0

  function find(mark: string, from: number): number {
    const found = xml.indexOf(mark, from)
    if (found === -1) throw damaged('XML cut off')
    return found
  }

  function localName(full: string): string {
    const prefix = full.indexOf(':')
    return prefix === -1 ? full : full.slice(prefix + 1)
  }

  function takeText(): boolean {
    const end = xml.indexOf('<', at)
    textStart = at
    textEnd = end === -1 ? xml.length : end
    at = textEnd
    isCdata = false
    if (open.length > 0) return true
    if (xml.slice(textStart, textEnd).trim() !== '') throw damaged('text outside the root of the XML')
    return false
  }

  function takeClose(): void {
    const full = open.pop()
    if (full === undefined || !xml.startsWith(full, at + 2)) throw damaged('XML element closed out of order')
    at += 2 + full.length
    while (isSpace(xml.charCodeAt(at))) at++
    if (xml.charCodeAt(at) !== greaterThan) throw damaged('XML element closed out of order')
    at++
    name = localName(full)
  }

  /** Reads a comment, CDATA or document type. True if it was text. */
  function takeBang(): boolean {
    if (xml.startsWith('<!--', at)) {
      at = find('-->', at + 4) + 3
      return false
    }
    if (!xml.startsWith('<![CDATA[', at) || open.length === 0) throw damaged('XML with a document type')
    textStart = at + 9
    textEnd = find(']]>', textStart)
    at = textEnd + 3
    isCdata = true
    return true
  }

  function takeOpen(): void {
    const from = ++at
    let code = xml.charCodeAt(at)
    while (at < xml.length && code !== greaterThan && code !== slash && !isSpace(code) && code !== lessThan)
      code = xml.charCodeAt(++at)
    if (at === from) throw damaged('XML element without a name')
    const full = xml.slice(from, at)
    takeAttributes()
    closesItself = xml.charCodeAt(at) === slash
    if (closesItself) at++
    if (xml.charCodeAt(at) !== greaterThan) throw damaged('XML element broken')
    at++
    if (open.length === 0) {
      if (rootSeen) throw damaged('XML with two roots')
      rootSeen = true
    }
    open.push(full)
    name = localName(full)
  }

  function takeAttributes(): void {
    attributes = 0
    for (;;) {
      while (isSpace(xml.charCodeAt(at))) at++
      const code = xml.charCodeAt(at)
      if (code === greaterThan || code === slash) return
      let nameStart = at
      for (let c = code; c !== equals && !isSpace(c); c = xml.charCodeAt(++at)) {
        if (at >= xml.length || c === greaterThan || c === lessThan) throw damaged('XML attribute broken')
        if (c === colon) nameStart = at + 1
      }
      const nameEnd = at
      while (isSpace(xml.charCodeAt(at))) at++
      if (xml.charCodeAt(at++) !== equals) throw damaged('XML attribute broken')
      while (isSpace(xml.charCodeAt(at))) at++
      const quote = xml[at]
      if (quote !== '"' && quote !== "'") throw damaged('XML attribute broken')
      const valueStart = at + 1
      const valueEnd = find(quote, valueStart)
      at = valueEnd + 1
      const place = attributes++ * 4
      places[place] = nameStart
      places[place + 1] = nameEnd
      places[place + 2] = valueStart
      places[place + 3] = valueEnd
    }
  }

  return {
    next() {
      if (closesItself) {
        closesItself = false
        open.pop()
        return 'close'
      }
      while (at < xml.length) {
        if (xml.charCodeAt(at) !== lessThan) {
          if (takeText()) return 'text'
          continue
        }
        const mark = xml.charCodeAt(at + 1)
        if (mark === slash) {
          takeClose()
          return 'close'
        }
        if (mark === 0x3f) at = find('?>', at + 2) + 2
        else if (mark !== 0x21) {
          takeOpen()
          return 'open'
        } else if (takeBang()) return 'text'
      }
      if (open.length > 0 || !rootSeen) throw damaged('XML cut off')
      return 'end'
    },
    get name() {
      return name
    },
    get depth() {
      return open.length
    },
    attribute(wanted) {
      for (let place = 0; place < attributes * 4; place += 4) {
        const start = places[place] ?? 0
        if ((places[place + 1] ?? 0) - start === wanted.length && xml.startsWith(wanted, start))
          return unescaped(xml.slice(places[place + 2], places[place + 3]))
      }
      return null
    },
    text: () => {
      const text = xml.slice(textStart, textEnd)
      return isCdata ? text : unescaped(text)
    },
  }
}

/** Reads a part to its end; throws a WorkbookProblem where it is incomplete. */
export function checkXml(xml: string): void {
  const reader = createXmlReader(xml)
  while (reader.next() !== 'end');
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

function unescaped(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(/&([^;&]{1,8};)?/g, (_, reference: string | undefined) => {
    const entity = reference?.slice(0, -1) ?? ''
    const known = entities[entity]
    if (known !== undefined) return known
    const digits = /^#(?:x([\da-f]+)|(\d+))$/i.exec(entity)
    const code = digits ? Number.parseInt(digits[1] ?? digits[2] ?? '', digits[1] ? 16 : 10) : -1
    if (code < 0 || code > 0x10ffff) throw damaged(`XML entity &${entity};`)
    return String.fromCodePoint(code)
  })
}
