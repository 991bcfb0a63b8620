import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { request } from 'undici'
import { expect, test } from 'vitest'
import { readAnswer } from '../../shared/provider/answer.ts'
import { forkFaultServer } from '../fakes/forked-fault-server.ts'
import { cleanUp, makeDatabase, other, phone, post, start } from './fault-server-stage.ts'

test('in a process of its own: plan, figures and claims cross, and closing ends it', async () => {
  const databasePath = await makeDatabase({ [phone]: 'sending', [other]: 'pending' })
  const server = await forkFaultServer({
    plan: { byPhone: { [phone]: { kind: 'answer', code: 30028, invalidJson: true } } },
    databasePath,
  })
  cleanUp.push(server.close)
  expect(readAnswer((await post(server.url, phone)).text).code).toBe(30028)
  await server.setPlan({ otherwise: { kind: 'status', status: 502 } })
  expect(await post(server.url, other)).toEqual({ status: 502, text: '' })
  expect(await server.stats()).toMatchObject({
    requests: 2,
    byFault: { answer: 1, status: 1 },
    byCode: { 30028: 1 },
    malformed: 0,
    problems: [],
    claimsChecked: 2,
    claimViolations: [{ phone: other, found: ['pending'] }],
  })
  const seen = await server.seen()
  expect(seen.get(phone)).toMatchObject([{ fault: { kind: 'answer', code: 30028 } }])
  expect(seen.get(other)).toMatchObject([{ fault: { kind: 'status', status: 502 } }])
  await server.close()
  expect(() => process.kill(server.pid, 0)).toThrow()
  await expect(server.stats()).rejects.toThrow()
})

test('in a process of its own: a port that is taken is said so', async () => {
  const { url } = await start()
  const port = Number(new URL(url).port)
  await expect(forkFaultServer({ plan: {}, port })).rejects.toThrow('EADDRINUSE')
})

test('the server for benchmarks answers 10000, counts, and ends with its caller', async () => {
  const path = fileURLToPath(new URL('../bench/answer-server.ts', import.meta.url))
  const child = spawn(process.execPath, [path, '--latency-ms', '1', '--arrivals'], {
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const ended = new Promise(resolve => child.once('exit', resolve))
  cleanUp.push(async () => child.kill())
  const line = await new Promise<string>(resolve => createInterface(child.stdout).once('line', resolve))
  const origin = `http://127.0.0.1:${JSON.parse(line).port}`
  const asked = async (path: string, method: 'GET' | 'DELETE' = 'GET'): Promise<unknown> =>
    (await request(origin + path, { method })).body.json()
  for (let n = 0; n < 3; n += 1) {
    expect(readAnswer((await post(`${origin}/x`, phone)).text)).toMatchObject({ code: 10000, phone })
  }
  expect(await asked('/stats')).toMatchObject({ requests: 3 })
  expect(await asked('/arrivals')).toHaveLength(3)
  await asked('/stats', 'DELETE')
  expect(await asked('/stats')).toMatchObject({ requests: 0 })
  child.stdin.end()
  expect(await ended).toBe(0)
})
