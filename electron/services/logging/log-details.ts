const deepestCause = 5

const codeOf = (error: Error): readonly string[] =>
  'code' in error && (typeof error.code === 'string' || typeof error.code === 'number')
    ? [`[${error.code}]`]
    : []

/** An error with its code, its stack position, and its causes. */
function errorInWords(error: Error, depth = 0): readonly string[] {
  const own = [error.stack ?? `${error.name}: ${error.message}`, ...codeOf(error)]
  if (!(error.cause instanceof Error) || depth >= deepestCause) return own
  return [...own, 'caused by', ...errorInWords(error.cause, depth + 1)]
}

/**
 * The details of a log message as words of its line; none for undefined.
 *
 * SECURITY: nothing is cut here, because half a secret would not be recognised; and bytes are counted instead of
 * written, because they could spell anything.
 */
export function inWords(details: unknown): readonly string[] {
  if (details === undefined) return []
  if (typeof details === 'string') return [details]
  if (details instanceof Error) return errorInWords(details)
  return [inJson(details)]
}

function inJson(details: unknown): string {
  const onPath: object[] = []
  /** `this` is the object that holds the value; the value itself may already be the result of toJSON. */
  function spellOut(this: unknown, key: string, value: unknown): unknown {
    const original = typeof this === 'object' && this !== null ? Reflect.get(this, key) : value
    if (original instanceof Error) return errorInWords(original).join(' ')
    if (ArrayBuffer.isView(original)) return `<${original.byteLength} bytes>`
    if (original instanceof ArrayBuffer) return `<${original.byteLength} bytes>`
    if (typeof value === 'bigint') return value.toString()
    if (typeof value !== 'object' || value === null) return value
    while (onPath.length > 0 && onPath.at(-1) !== this) onPath.pop()
    if (onPath.includes(value)) return '<the same again>'
    onPath.push(value)
    return value
  }
  return JSON.stringify(details, spellOut) ?? String(details)
}
