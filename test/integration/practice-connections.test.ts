import fc from 'fast-check'
import { request } from 'undici'
import { expect, test } from 'vitest'
import { breakingPhone } from '../../electron/services/provider/practice-server/special-phones.ts'
import { readAnswer } from '../../shared/provider/answer.ts'
import { buildRequestBody } from '../../shared/provider/request.ts'
import { connectRaw, rawPost } from '../fakes/raw-client.ts'
import { changed, codeOf, input, start } from './practice-stage.ts'

/** What the practice server does with connections, whatever comes over them. */

test('other methods are answered 30023, other paths 404 and not counted', async () => {
  const { server, url } = await start()
  for (const method of ['GET', 'PUT', 'DELETE', 'OPTIONS'] as const) {
    const answer = await request(url, { method })
    expect(readAnswer(await answer.body.text()).code).toBe(30023)
  }
  expect(server.stats()).toEqual({ requests: 4, byCode: { 30023: 4 } })
  const elsewhere = await request(new URL('/', url), { method: 'POST', body: buildRequestBody(input) })
  expect(elsewhere.statusCode).toBe(404)
  await elsewhere.body.dump()
  expect(server.stats().requests).toBe(4)
})

test('listens on the loopback address only', async () => {
  const { url } = await start()
  expect(new URL(url).hostname).toBe('127.0.0.1')
  expect(new URL(url).pathname).toBe('/smartmarket/msgService/sendMessage')
})

test('requests in a pipeline are answered in their order', async () => {
  const { url } = await start({ latencyMs: { min: 0, max: 3 } })
  const connection = await connectRaw(url)
  const phones = Array.from({ length: 20 }, (_, n) => String(13800138000 + n))
  connection.send(phones.map(phone => rawPost(changed({ phone }))).join(''))
  const text = await connection.until(received => received.split('操作成功').length > phones.length)
  expect([...text.matchAll(/"phone":"(\d+)"/g)].map(match => match[1])).toEqual(phones)
  connection.leave()
})

test('garbage, cut requests and endless bodies end their own connection only', async () => {
  const faults: unknown[] = []
  const { url } = await start({ onFault: fault => faults.push(fault) })
  const garbage = await connectRaw(url)
  garbage.send(Buffer.from([0x16, 0x03, 0x01, 0x00, 0xff, 0x0d, 0x0a, 0x0d, 0x0a]))
  await garbage.ended
  expect(garbage.received()).toContain('400')

  const hugeHead = await connectRaw(url)
  hugeHead.send(`GET / HTTP/1.1\r\nx: ${'x'.repeat(100_000)}`)
  await hugeHead.ended

  const cut = await connectRaw(url)
  cut.send(rawPost('{"accessKey":"', { 'content-length': '500' }))
  cut.leave()
  await cut.ended

  const endless = await connectRaw(url)
  endless.send(rawPost('', { 'content-length': '99999999999' }))
  const piece = Buffer.alloc(1024 * 1024, 'x')
  for (let n = 0; n < 8; n += 1) endless.send(piece)
  await endless.ended
  expect(endless.received()).toBe('')

  const twoLengths = await connectRaw(url)
  twoLengths.send(rawPost('{}', { 'transfer-encoding': 'chunked' }))
  await twoLengths.ended
  expect(twoLengths.received()).toContain('400')

  const upgrade = await connectRaw(url)
  upgrade.send(rawPost(buildRequestBody(input), { connection: 'upgrade', upgrade: 'websocket' }))
  await upgrade.until(received => received.includes('"code":10000'))
  upgrade.leave()

  expect(await codeOf(url, buildRequestBody(input))).toBe(10000)
  expect(faults).toEqual([])
})

test('a connection survives any bytes: what is no call gets an error or nothing, and the next call is answered', async () => {
  const { url } = await start()
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), fc.boolean(), async (bytes, asBody) => {
      const connection = await connectRaw(url)
      if (asBody) {
        connection.send(rawPost('', { 'content-length': String(bytes.length) }))
        connection.send(bytes)
        await connection.until(received => received.includes('}}'))
        connection.leave()
      } else {
        connection.send(bytes)
        connection.send('\r\n\r\n\0\r\n\r\n')
      }
      await connection.ended
    }),
    { numRuns: 200 },
  )
  expect(await codeOf(url, buildRequestBody(input))).toBe(10000)
})

test('closing cuts off what is in flight, frees the port, and may be done twice', async () => {
  const { server, url } = await start({ latencyMs: { min: 60_000, max: 60_000 } })
  const connection = await connectRaw(url)
  connection.send(rawPost(buildRequestBody(input)))
  await server.close()
  await server.close()
  await connection.ended
  await expect(connectRaw(url)).rejects.toThrow()
})

test('the phone that breaks the connection gets no answer, counts in no code, and others are answered on', async () => {
  const { server, url } = await start({ latencyMs: { min: 0, max: 0 } })
  const post = (phone: string) =>
    request(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: changed({ phone }),
    })
  await expect(post(breakingPhone)).rejects.toThrow()
  expect(server.stats().requests).toBe(0)
  const answered = await post('13800138000')
  expect(await answered.body.text()).toContain('10000')
  expect(server.stats()).toEqual({ requests: 1, byCode: { 10000: 1 } })
})
