import { expect, test } from 'vitest'
import { createCrashRule } from '../../../../electron/platform/crash-rule.ts'

test('a window that crashes is opened anew, one that crashes twice within ten seconds is not', () => {
  let now = 50_000
  const crashed = createCrashRule(() => now)
  const after = (ms: number) => {
    now += ms
    return crashed()
  }
  expect([after(0), after(9_999), after(10_000), after(60_000), after(1)]).toEqual([
    'reopen',
    'give-up',
    'reopen',
    'reopen',
    'give-up',
  ])
})
