import { expect, test } from 'vitest'
import { endpointOf, resolveEndpoint } from '../../../../electron/services/endpoint/endpoint.ts'
import { isOwnersEndpoint } from '../../../../shared/domain/settings.ts'

test.each([
  ['https://cloud.example.cn/smartmarket/msgService/sendMessage', true],
  ['https://cloud.example.cn:8443/send?of=shop', true],
  ['http://cloud.example.cn/send', false],
  ['http://127.0.0.1/send', false],
  ['https://shop:secret@cloud.example.cn/send', false],
  ['https://shop@cloud.example.cn/send', false],
  ['https://cloud.example.cn/send#secret', false],
  ['https://cloud.example.cn', false],
  [' https://cloud.example.cn/', false],
  ['file:///etc/passwd', false],
  ['云极', false],
])('%s may be set by the owner: %s', (address, may) => {
  expect(isOwnersEndpoint(address)).toBe(may)
})

test('what the environment names stands above what the owner has set', () => {
  const chosen = 'https://cloud.example.cn/send'
  const provider = resolveEndpoint(undefined)
  expect(endpointOf(provider, false, null)).toEqual(provider)
  expect(endpointOf(provider, false, chosen)).toEqual({ url: chosen, isProvider: false })
  expect(endpointOf(provider, false, provider.url)).toEqual(provider)
  const named = resolveEndpoint('http://127.0.0.1:9/')
  expect(endpointOf(named, true, chosen)).toEqual(named)
})
