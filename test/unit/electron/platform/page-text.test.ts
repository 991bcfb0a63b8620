import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { pageText } from '../../../../electron/platform/page-text.ts'

const file = readFileSync(new URL('../../../../renderer/index.html', import.meta.url), 'utf8')
const rootOf = (page: string): string | undefined => /<html[^>]*>/.exec(page)?.[0]

test('the page comes in the owner’s look, and with word of a restore where the start is busy with one', () => {
  const look = { language: 'en', theme: 'dark' } as const
  const page = pageText(file, 'abc', { ...look, preparing: null })
  expect(rootOf(page)).toBe('<html lang="en" data-theme="dark">')
  expect(page).toContain('content="abc"')
  expect(page).not.toContain('__CSP_NONCE__')
  expect(rootOf(pageText(file, 'abc', { ...look, preparing: 'restore' }))).toBe(
    '<html lang="en" data-theme="dark" data-preparing="restore">',
  )
})
