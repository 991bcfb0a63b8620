import { expect, test } from 'vitest'
import { closedUntil } from '../../../../shared/time/sending-window.ts'
import { atShanghai, shanghaiDay } from '../../../../shared/time/shanghai.ts'

const today = shanghaiDay(Date.UTC(2026, 10, 27))
const hours = { enabled: true, fromMinute: 480, toMinute: 1260 }

test('before the hours it is closed until they begin, after them until the next day’s begin', () => {
  expect(closedUntil(hours, atShanghai(today, 479))).toBe(atShanghai(today, 480))
  expect(closedUntil(hours, atShanghai(today, 480))).toBeNull()
  expect(closedUntil(hours, atShanghai(today, 1259))).toBeNull()
  expect(closedUntil(hours, atShanghai(today, 1260))).toBe(atShanghai(today + 1, 480))
  expect(closedUntil({ ...hours, enabled: false }, atShanghai(today, 0))).toBeNull()
})
