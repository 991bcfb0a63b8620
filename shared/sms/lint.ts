import { parseTemplate } from './template.ts'

/**
 * What platforms are known to ask of marketing messages. It warns and never blocks: rules differ by provider, and
 * the owner decides. Source: docs/provider-api.md, "Rules for marketing messages".
 */

export const lintKinds = [
  /** The text does not say how to refuse. */
  'refusal-missing',
  /** It does, in an older form than 拒收请回复R; `word` is the form found. */
  'refusal-older-form',
  /** The signature has fewer than 2 or more than 12 characters. */
  'signature-length',
  /** 【 or 】 elsewhere than around the signature. */
  'brackets',
  /** A word of the owner's list; `word` as it stands in the list. */
  'warn-word',
  /** A web address; `word` is the part found. */
  'url',
] as const
export type LintKind = (typeof lintKinds)[number]

export type Lint = {
  readonly kind: LintKind
  readonly where?: 'signature' | 'text' | 'value'
  readonly word?: string
  /** The variable, with `where: 'value'`. */
  readonly variable?: string
}

export type LintInput = {
  /** Without its brackets. */
  readonly signatureName: string
  readonly templateText: string
  readonly warnWords: readonly string[]
  /** What the provider appends by itself; it may carry the refusal wording. */
  readonly optOutWording?: string
}

/** Characters between the brackets by most platforms' rules. */
const signatureLengthMin = 2
const signatureLengthMax = 12

// Stands where a variable stood, so that words on both of its sides do not run together.
const variableMark = '\uFFFC'

/** Full width as half width and no invisible characters: the same text however it was typed. */
const plainText = (text: string): string =>
  text.normalize('NFKC').replace(/\p{Default_Ignorable_Code_Point}/gu, '')

const requiredRefusal = /拒收\s*请?\s*回复?\s*["“「]?R(?![a-z0-9])/i
const olderRefusal =
  /回复?\s*["“「]?(?:TD|T|N)["”」]?\s*退订|退订\s*请?\s*回复?\s*["“「]?(?:TD|T|N)(?![a-z0-9])/i

const topLevelDomains =
  'com|cn|net|org|gov|edu|info|biz|top|xyz|vip|shop|store|site|online|club|link|ltd|wang|ren|pub|fun|cc|co|io|me|tv|im|la|app|ink|网址|中国|公司|网络|商城'
const urlPattern = new RegExp(
  `https?://[!-~]*|www\\.[\\p{L}\\p{N}][!-~]*|[\\p{L}\\p{N}-]{1,63}\\.(?:${topLevelDomains})(?![a-z0-9])(?:/[!-~]*)?`,
  'iu',
)

/** The first web address in a plain text; null where there is none. */
const urlIn = (plain: string): string | null => urlPattern.exec(plain)?.[0] ?? null

const lintRefusal = (plainMessage: string): Lint | null => {
  if (requiredRefusal.test(plainMessage)) return null
  const older = olderRefusal.exec(plainMessage)?.[0]
  return older === undefined
    ? { kind: 'refusal-missing', where: 'text' }
    : { kind: 'refusal-older-form', where: 'text', word: older }
}

const lintWords = (plain: string, warnWords: readonly string[], where: 'signature' | 'text'): Lint[] => {
  const text = plain.toLowerCase()
  return warnWords
    .filter(word => {
      const wanted = plainText(word).trim().toLowerCase()
      return wanted !== '' && text.includes(wanted)
    })
    .map(word => ({ kind: 'warn-word', where, word }))
}

/** Looks a signature and a template over. Names of variables are not text and are not looked at. */
export const lintMessage = (input: LintInput): readonly Lint[] => {
  const text = parseTemplate(input.templateText)
    .segments.map(segment => (segment.kind === 'text' ? segment.text : variableMark))
    .join('')
  const plain = plainText(text)
  const found: Lint[] = []

  const signatureLength = Array.from(input.signatureName.trim()).length
  if (signatureLength < signatureLengthMin || signatureLength > signatureLengthMax) {
    found.push({ kind: 'signature-length', where: 'signature' })
  }
  if (/[【】]/.test(input.signatureName)) found.push({ kind: 'brackets', where: 'signature' })
  if (/[【】]/.test(text)) found.push({ kind: 'brackets', where: 'text' })

  const refusal = lintRefusal(`${plain}\n${plainText(input.optOutWording ?? '')}`)
  if (refusal !== null) found.push(refusal)

  const url = urlIn(plain)
  if (url !== null) found.push({ kind: 'url', where: 'text', word: url })

  return [
    ...found,
    ...lintWords(plainText(input.signatureName), input.warnWords, 'signature'),
    ...lintWords(plain, input.warnWords, 'text'),
  ]
}

/** Looks one recipient's values over: several platforms refuse a web address inside a variable. */
export const lintValues = (values: Readonly<Record<string, string>>): readonly Lint[] =>
  Object.entries(values).flatMap(([variable, value]): Lint[] => {
    const url = urlIn(plainText(value))
    return [
      ...(url === null ? [] : [{ kind: 'url', where: 'value', word: url, variable } as const]),
      ...(/[【】]/.test(value) ? [{ kind: 'brackets', where: 'value', variable } as const] : []),
    ]
  })
