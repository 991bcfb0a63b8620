import { expect, test } from 'vitest'
import { isAllowedOutside } from '../../../../../electron/services/endpoint/outside.ts'
import { consoleUrl } from '../../../../../shared/provider/request.ts'

test('the provider’s own site may be opened, and nothing else', () => {
  expect(isAllowedOutside(consoleUrl)).toBe(true)
  const { host } = new URL(consoleUrl)
  for (const address of [
    `http://${host}/`,
    `https://${host}:8443/`,
    `https://${host}.example.com/`,
    `https://example.com/${host}`,
    `https://${host}@example.com/`,
    `https://user@${host}/`,
    `https://:secret@${host}/`,
    'file:///etc/passwd',
    'javascript:alert(1)',
    'ms-settings:',
    '',
  ])
    expect(isAllowedOutside(address), address).toBe(false)
})
