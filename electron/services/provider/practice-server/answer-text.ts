/**
 * `valid` JSON, or invalid as in the provider's own sample answer: with a comma before the closing brace of
 * BusinessData, or of the whole.
 */
export type AnswerShape = 'valid' | 'comma-in-data' | 'comma-at-end'

export type AnswerContent = {
  readonly code: number
  /** The words that go with the code. */
  readonly message: string
  /** Null leaves the field out. */
  readonly phone: string | null
  /** Milliseconds since 1970. */
  readonly nowMs: number
  readonly shape?: AnswerShape
  /** Writes the code as a string, as some servers do with numbers. */
  readonly codeAsString?: boolean
}

/**
 * The body of an answer as the provider writes it. `resultCode` 1000 means that the call worked, not that the
 * message was accepted.
 */
export function answerText(content: AnswerContent): string {
  const { code, message, phone, nowMs, shape = 'valid', codeAsString = false } = content
  const data = JSON.stringify({
    code: codeAsString ? String(code) : code,
    msg: message,
    ...(phone === null ? {} : { phone }),
  })
  const call = JSON.stringify({ resultCode: 1000, resultMessage: '操作成功' })
  const open = `{"BusinessData":${shape === 'comma-in-data' ? withComma(data) : data},"Timestamps":${nowMs},"BusinessException":${call}`
  return shape === 'comma-at-end' ? `${open},}` : `${open}}`
}

function withComma(object: string): string {
  return `${object.slice(0, -1)},}`
}
