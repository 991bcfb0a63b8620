import { expect, test } from 'vitest'
import { createQuitGate, type Stake } from '../../../../electron/platform/quit-gate.ts'
import { quitQuestion } from '../../../../electron/platform/quit-texts.ts'

const nothing: Stake = { sending: false, scheduledAt: null, work: false }

function stage(stake: Stake) {
  const done: string[] = []
  const answer = Promise.withResolvers<boolean>()
  const written = Promise.withResolvers<void>()
  const gate = createQuitGate({
    stake: () => stake,
    ask: () => {
      done.push('asked')
      return answer.promise
    },
    leave: () => {
      done.push('leaving')
      return written.promise
    },
    end: () => void done.push('ended'),
  })
  return { gate, done, answer, written }
}

const turn = () => new Promise<void>(resolve => setImmediate(resolve))

test('nothing at stake: nobody is asked, and the end waits for the last answers', async () => {
  const { gate, done, written } = stage(nothing)
  expect(gate.mayEnd()).toBe(false)
  await turn()
  expect(done).toEqual(['leaving'])
  expect(gate.mayEnd()).toBe(false)
  written.resolve()
  await turn()
  expect(done).toEqual(['leaving', 'ended'])
  expect(gate.mayEnd()).toBe(true)
})

test.each<[string, Partial<Stake>]>([
  ['a campaign that is being sent', { sending: true }],
  ['a scheduled start', { scheduledAt: 1 }],
  ['a list in the window', { work: true }],
])('%s: asked once, however often it is tried meanwhile', async (_, part) => {
  const { gate, done, answer, written } = stage({ ...nothing, ...part })
  for (let tries = 0; tries < 3; tries += 1) expect(gate.mayEnd()).toBe(false)
  expect(done).toEqual(['asked'])
  answer.resolve(true)
  await turn()
  gate.mayEnd()
  written.resolve()
  await turn()
  expect(done).toEqual(['asked', 'leaving', 'ended'])
})

test('who wants to stay stays, and is asked again the next time', async () => {
  const { gate, done, answer } = stage({ ...nothing, sending: true })
  gate.mayEnd()
  answer.resolve(false)
  await turn()
  expect(gate.mayEnd()).toBe(false)
  expect(done).toEqual(['asked', 'asked'])
})

test('the session ends while the question stands: it is left without an answer, and once', async () => {
  const { gate, done, answer, written } = stage({ ...nothing, sending: true })
  gate.mayEnd()
  gate.leaveNow()
  gate.leaveNow()
  answer.resolve(true)
  written.resolve()
  await turn()
  expect(done).toEqual(['asked', 'leaving', 'ended'])
})

test('a failure while closing down does not keep the app alive', async () => {
  const { gate, done, written } = stage(nothing)
  gate.mayEnd()
  written.reject(new Error('no'))
  await turn()
  expect(done).toEqual(['leaving', 'ended'])
})

test('the question names all that is at stake, the gravest first', () => {
  const at = Date.UTC(2026, 10, 27, 10, 0)
  expect(quitQuestion({ sending: false, scheduledAt: at, work: false }, 'zh-CN')).toMatchObject({
    message: '还有定时任务，确定要退出吗？',
    detail: expect.stringContaining('11-27 18:00 的定时任务不会在软件关闭时发送'),
    stay: '不退出',
  })
  const all = quitQuestion({ sending: true, scheduledAt: at, work: true }, 'zh-CN')
  expect(all.message).toContain('正在发送')
  expect(all.detail).toContain('已发出的不会再发')
  expect(all.detail).toContain('18:00')
  expect(all.detail).toContain('名单')
  expect(all.stay).toBe('继续发送')
  expect(quitQuestion({ sending: false, scheduledAt: null, work: true }, 'en').detail).toContain('not kept')
})
