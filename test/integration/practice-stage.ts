import { request } from 'undici'
import { afterEach, expect } from 'vitest'
import {
  createPracticeServer,
  type PracticeServer,
  type PracticeServerOptions,
} from '../../electron/services/provider/practice-server/practice-server.ts'
import { systemClock } from '../../electron/services/time/clock.ts'
import { readAnswer } from '../../shared/provider/answer.ts'
import { buildRequestBody, type RequestInput } from '../../shared/provider/request.ts'
import { createSeededRandom } from '../fakes/seeded-random.ts'

/** A practice server, and requests to it. */

export const credentials = {
  accessKey: 'practice-key',
  accessSecret: 'practice-secret',
  packageCode: 'practice-package',
}
export const account = {
  credentials,
  signatures: [{ code: 'S1', name: '掌柜小店' }],
  templates: [
    { code: 'plain', text: '今日到店有礼，拒收请回复R' },
    { code: 'named', text: '您好${name}，积分$<points>，拒收请回复R' },
    { code: 'bare', text: '${text}' },
    { code: 'odd', text: '${__proto__}和${constructor}' },
  ],
}
export const input: RequestInput = {
  credentials,
  signCode: 'S1',
  templateCode: 'named',
  phone: '13800138000',
  params: { name: '张三', points: '0' },
}
const fields: Readonly<Record<string, unknown>> = JSON.parse(buildRequestBody(input))
export const without = (name: string): string => JSON.stringify({ ...fields, [name]: undefined })
export const changed = (changes: Readonly<Record<string, unknown>>): string =>
  JSON.stringify({ ...fields, ...changes })

export const started: PracticeServer[] = []
afterEach(async () => {
  for (const server of started.splice(0)) await server.close()
})

export async function start(
  options: Partial<PracticeServerOptions> = {},
): Promise<{ server: PracticeServer; url: string }> {
  const server = createPracticeServer({
    clock: systemClock,
    random: createSeededRandom(1),
    accounts: [account],
    latencyMs: { min: 0, max: 0 },
    invalidJsonShare: 0,
    ...options,
  })
  started.push(server)
  const { url } = await server.listen()
  return { server, url }
}

export async function post(
  url: string,
  body: string | Buffer,
  contentType = 'application/json',
): Promise<string> {
  const answer = await request(url, { method: 'POST', headers: { 'content-type': contentType }, body })
  expect(answer.statusCode).toBe(200)
  return answer.body.text()
}

export const codeOf = async (
  url: string,
  body: string | Buffer,
  contentType?: string,
): Promise<number | null> => readAnswer(await post(url, body, contentType)).code
