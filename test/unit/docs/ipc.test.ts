import { readFileSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { channels, eventNames } from '../../../shared/ipc/channels.ts'
import { events } from '../../../shared/ipc/contract/events.ts'
import { contract } from '../../../shared/ipc/contract.ts'
import { wordsOf } from './schema-words.ts'

const path = new URL('../../../docs/ipc.md', import.meta.url)
const page = readFileSync(path, 'utf8').replaceAll('\r\n', '\n')

test('docs/ipc.md says of every call and every event what it is for, and of no other', () => {
  const named = [...page.matchAll(/^\| `([^`]+)` \|/gm)].map(([, name]) => name)
  expect(named.toSorted()).toEqual([...channels, ...eventNames].toSorted())
})

/** With ZHANGGUI_WRITE_DOCS=1 the test writes what it would otherwise compare. */
test('docs/ipc.md gives the fields of every call and every event as the contract has them', () => {
  const blockPattern = /(?<=\n```text\n)[^`]*(?=\n```\n)/
  const lines = [
    ...channels.map(
      name =>
        `${name}\n  ← ${wordsOf(contract[name].input, 'in')}\n  → ${wordsOf(contract[name].output, 'out')}`,
    ),
    ...eventNames.map(name => `${name}\n  → ${wordsOf(events[name], 'out')}`),
  ].join('\n')
  if (process.env['ZHANGGUI_WRITE_DOCS'] === '1')
    writeFileSync(
      path,
      page.replace(blockPattern, () => lines),
    )
  else expect(blockPattern.exec(page)?.[0]).toBe(lines)
})
