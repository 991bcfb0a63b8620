import { describe, expect, test } from 'vitest'
import {
  checkEndpoint,
  EndpointRefused,
  resolveEndpoint,
} from '../../../../../electron/services/endpoint/endpoint.ts'

const provider = 'https://market.juncdt.com/smartmarket/msgService/sendMessage'

test.each([undefined, '', '  '])('%j means the provider', value => {
  expect(resolveEndpoint(value)).toEqual({ url: provider, isProvider: true })
})

test.each([provider, ` ${provider} `, 'https://MARKET.juncdt.com:443/smartmarket/msgService/sendMessage'])(
  '%j is the provider',
  value => expect(resolveEndpoint(value)).toEqual({ url: provider, isProvider: true }),
)

test.each([
  ['https://example.com/send?x=1', 'https://example.com/send?x=1'],
  ['https://market.juncdt.com/other', 'https://market.juncdt.com/other'],
  ['http://127.0.0.1:8080/send', 'http://127.0.0.1:8080/send'],
  ['http://127.9.9.9/', 'http://127.9.9.9/'],
  ['http://127.1:81', 'http://127.0.0.1:81/'],
  ['http://0x7f000001/', 'http://127.0.0.1/'],
  ['http://[::1]:8080/', 'http://[::1]:8080/'],
  ['http://localhost:3000/send', 'http://localhost:3000/send'],
])('%s is another endpoint', (value, url) => {
  expect(resolveEndpoint(value)).toEqual({ url, isProvider: false })
})

describe('is refused', () => {
  test.each([
    ['http://market.juncdt.com/smartmarket/msgService/sendMessage', 'insecure'],
    ['http://192.168.1.2/', 'insecure'],
    ['http://127.0.0.1.example.com/', 'insecure'],
    ['http://localhost.example.com/', 'insecure'],
    ['http://example.com#localhost', 'insecure'],
    ['http://[::ffff:10.0.0.1]/', 'insecure'],
    ['http://0.0.0.0/', 'insecure'],
    ['https://user:pass@example.com/', 'has-credentials'],
    ['http://localhost@example.com/', 'has-credentials'],
    ['example.com/send', 'not-a-url'],
    ['localhost:8080', 'not-a-url'],
    ['ftp://example.com/', 'not-a-url'],
    ['file:///etc/passwd', 'not-a-url'],
    ['https://', 'not-a-url'],
  ])('%s: %s', (value, problem) => {
    expect(checkEndpoint(value)).toEqual({ problem })
    expect(() => resolveEndpoint(value)).toThrowError(EndpointRefused)
  })

  test('with a message in both languages that repeats nothing of the value', () => {
    expect(() => resolveEndpoint('https://user:hunter2@example.com/')).toThrowError(
      /^环境变量 ZHANGGUI_API_URL (?!.*hunter2).+\nThe environment variable ZHANGGUI_API_URL (?!.*hunter2).+$/,
    )
  })
})
