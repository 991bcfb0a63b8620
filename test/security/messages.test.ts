import { expect, test } from 'vitest'
import { createAnswer } from '../../electron/ipc/answer.ts'
import type { Handlers } from '../../electron/ipc/register.ts'
import { channels } from '../../shared/ipc/channels.ts'
import { createRandomMessages } from '../fakes/random-messages.ts'
import { createSeededRandom } from '../fakes/seeded-random.ts'

/** What a page may send to every call, and what of it comes as far as a handler. */

function stage() {
  const reached: unknown[] = []
  const failures: unknown[] = []
  const handlers = Object.fromEntries(
    channels.map(channel => [
      channel,
      (input: unknown) => {
        reached.push(input)
        return null
      },
    ]),
  ) as unknown as Handlers
  const answer = createAnswer({}, Promise.resolve(handlers), (_channel, error) => failures.push(error))
  return { answer, reached, failures }
}

/** Every object in it, at any depth. */
const objectsIn = (value: unknown): object[] =>
  typeof value !== 'object' || value === null
    ? []
    : [value, ...Object.values(value as Record<string, unknown>).flatMap(objectsIn)]

const wrongShapes: readonly unknown[] = [
  null,
  0,
  '',
  'x',
  true,
  [],
  [[]],
  { campaignId: '1' },
  { campaignId: 1.5 },
  { campaignId: -1 },
  { campaignId: 2 ** 53 },
  { campaignId: Number.NaN },
  { campaignId: [1] },
  { campaignId: { valueOf: 1 } },
]

test('every call refuses what has another shape than its own, before its handler', async () => {
  const { answer, reached, failures } = stage()
  for (const channel of channels)
    for (const shape of wrongShapes) {
      const result = await answer(channel, shape)
      // A patch of settings that names none of them is one.
      if (result.ok) expect([channel, shape]).toEqual(['settings.update', expect.anything()])
      else expect(result.error.code).toBe('bad-input')
    }
  expect(reached.length).toBeLessThan(wrongShapes.length)
  expect(failures).toEqual([])
})

test('nothing that a message brings along reaches a handler beside what the call names, and no prototype', async () => {
  const { answer, reached } = stage()
  const next = createRandomMessages(createSeededRandom(20_261_127), 8)
  for (let n = 0; n < 5_000; n += 1) {
    const { channel, input } = next()
    const polluted = JSON.parse(
      JSON.stringify(input ?? {})
        .replace(
          /^\{/,
          '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}},"more":1,',
        )
        .replace(/,\}$/, '}'),
    )
    await answer(channel, n % 2 === 0 ? input : polluted)
  }
  expect(reached.length).toBeGreaterThan(500)
  for (const each of reached.flatMap(objectsIn)) {
    if (ArrayBuffer.isView(each)) continue
    expect([Object.prototype, Array.prototype, null]).toContain(Object.getPrototypeOf(each))
    expect(Object.hasOwn(each, '__proto__') || Object.hasOwn(each, 'more')).toBe(false)
  }
  expect('polluted' in {}).toBe(false)
})

test('a text that is too large is refused by its length', async () => {
  const { answer, reached } = stage()
  const text = 'ﷺ'.repeat(2_000_000)
  const begun = performance.now()
  for (const [channel, input] of [
    ['settings.update', { optOutWording: text }],
    ['optOuts.add', { text, reason: '', source: 'typed' }],
    ['campaigns.rename', { campaignId: 1, name: text }],
    ['contactLists.rename', { listId: 1, name: text }],
    ['log.searchByName', { name: text, at: 'first', limit: 1 }],
    ['log.search', { digits: text, at: 'first', limit: 1 }],
    ['credentials.save', { accessKey: text, accessSecret: text, packageCode: text }],
  ] as const)
    expect([channel, (await answer(channel, input)).ok]).toEqual([channel, false])
  expect(reached).toEqual([])
  expect(performance.now() - begun).toBeLessThan(10_000)
})
