import type { ServerResponse } from 'node:http'
import {
  type AnswerContent,
  answerText,
} from '../../electron/services/provider/practice-server/answer-text.ts'
import { assertNever } from '../../shared/assert-never.ts'
import { acceptedCode, codeEntry } from '../../shared/provider/codes.ts'
import type { Fault } from './fault.ts'

/** How each fault stands on the wire. Resets are played by the reader, because they come before or instead of an answer. */
export function playFault(fault: Fault, phone: string, response: ServerResponse): void {
  switch (fault.kind) {
    case 'answer':
      playAnswer(fault, phone, response)
      return
    case 'business-data-null':
      sendText(response, 200, jsonType, nullAnswerText(fault.resultCode))
      return
    case 'status':
      response.writeHead(fault.status, fault.headers)
      response.end(fault.body ?? '')
      return
    case 'html':
      sendText(response, 200, 'text/html; charset=utf-8', captivePortalPage)
      return
    case 'empty':
      response.writeHead(200, { 'content-length': 0 })
      response.end()
      return
    case 'half-answer':
      playHalfAnswer(fault.sent ?? 'half', phone, response)
      return
    case 'reset-before':
    case 'reset-during':
    case 'reset-after':
      response.socket?.resetAndDestroy()
      return
    case 'hang-headers':
      return
    case 'hang-body':
      response.writeHead(200, { 'content-type': jsonType, 'content-length': 200 })
      response.write('{"BusinessData":')
      return
    case 'endless':
      response.writeHead(200, { 'content-type': jsonType })
      pour(response, Buffer.alloc(fault.chunkBytes ?? 1024, ' '), fault.everyMs ?? 5)
      return
    case 'huge':
      sendText(response, 200, jsonType, answer(phone, { message: '好'.repeat((fault.bytes ?? 100_000) / 3) }))
      return
    default:
      assertNever(fault)
  }
}

const jsonType = 'application/json;charset=UTF-8'

const captivePortalPage =
  '<!doctype html><html><head><title>Wi-Fi 登录</title></head><body><form method="post">请先登录 Wi-Fi</form></body></html>'

function answer(phone: string | null, content: Partial<AnswerContent>): string {
  const code = content.code ?? acceptedCode
  return answerText({ code, message: codeEntry(code).zh.what, phone, nowMs: Date.now(), ...content })
}

function nullAnswerText(resultCode: number): string {
  return JSON.stringify({
    BusinessData: null,
    Timestamps: Date.now(),
    BusinessException: { resultCode, resultMessage: codeEntry(resultCode).zh.what },
  })
}

function sendText(response: ServerResponse, status: number, type: string, text: string): void {
  response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(text) })
  response.end(text)
}

function playAnswer(fault: Fault & { kind: 'answer' }, phone: string, response: ServerResponse): void {
  const { code, invalidJson = false, codeAsString = false, httpStatus = 200, closeBehind = false } = fault
  const shape = invalidJson ? 'comma-in-data' : 'valid'
  const text = answer(fault.phone === undefined ? phone : fault.phone, { code, codeAsString, shape })
  const socket = response.socket
  if (closeBehind) response.once('finish', () => socket?.end())
  sendText(response, httpStatus, jsonType, text)
}

function playHalfAnswer(sent: 'half' | 'all', phone: string, response: ServerResponse): void {
  const bytes = Buffer.from(answer(phone, {}))
  response.writeHead(200, { 'content-type': jsonType, 'content-length': bytes.length + 100 })
  response.write(sent === 'all' ? bytes : bytes.subarray(0, bytes.length / 2), () =>
    response.socket?.destroy(),
  )
}

/** Writes the chunk again and again at its pace, waiting where the client does not read. */
function pour(response: ServerResponse, chunk: Buffer, everyMs: number): void {
  let timer: NodeJS.Timeout | undefined
  const next = (): void => {
    timer = setTimeout(write, everyMs)
  }
  const write = (): void => {
    if (response.destroyed) return
    if (response.write(chunk)) next()
    else response.once('drain', next)
  }
  response.once('close', () => clearTimeout(timer))
  write()
}
