import { expect, test } from 'vitest'
import { createAnswer } from '../../../../electron/ipc/answer.ts'
import { readCarried } from '../../../../electron/ipc/carried.ts'
import { longestCall } from '../../../../shared/ipc/call-lengths.ts'
import { byteChannels, channels } from '../../../../shared/ipc/channels.ts'

/** What comes over the bridge from a page that may be hostile. */

test('more text than a call may carry is refused unread, on every channel', () => {
  for (const channel of channels.filter(name => !byteChannels.includes(name))) {
    expect(readCarried(channel, `"${'x'.repeat(longestCall(channel))}"`), channel).toHaveProperty('refusal')
  }
})

test('only text is read, and only where it is JSON', () => {
  expect(readCarried('campaigns.get', '{"campaignId":1}')).toEqual({ input: { campaignId: 1 } })
  expect(readCarried('campaigns.list', undefined)).toEqual({ input: undefined })
  for (const carried of [{ campaignId: 1 }, 1, null, [], '{', 'undefined'])
    expect(readCarried('campaigns.get', carried)).toHaveProperty('refusal')
})

test('an input with more faults than can be told is refused like any other, in few words', async () => {
  const answer = createAnswer({}, new Promise(() => undefined), () => undefined)
  const rows = [Array(400_000).fill(1)]
  const wide = await answer('exports.rows', { exportId: 1, rows })
  const many = await answer('exports.rows', { exportId: 1, rows: Array(2000).fill(Array(500).fill(1)) })
  const words = await answer('settings.update', { warnWords: Array(200).fill(1) })
  for (const result of [wide, many, words]) {
    expect(result).toMatchObject({ ok: false, error: { code: 'bad-input' } })
    expect(JSON.stringify(result).length).toBeLessThan(2_000)
  }
})
