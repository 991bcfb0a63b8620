import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { channels, eventNames } from '../../../shared/ipc/channels.ts'

const page = readFileSync(new URL('../../../docs/ipc.md', import.meta.url), 'utf8')
const named = [...page.matchAll(/^\| `([^`]+)` \|/gm)].map(([, name]) => name)

test('docs/ipc.md names every call and every event of the contract, and no other', () => {
  expect(named.toSorted()).toEqual([...channels, ...eventNames].toSorted())
})
