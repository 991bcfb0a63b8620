import { expect, test } from 'vitest'
import { createAnswer } from '../../../../electron/ipc/answer.ts'

test.each([
  ['SQLITE_FULL', 'disk-full'],
  ['ENOSPC', 'disk-full'],
  ['SQLITE_BUSY', 'database-busy'],
  ['SQLITE_BUSY_SNAPSHOT', 'database-busy'],
  ['SQLITE_LOCKED', 'database-busy'],
  ['SQLITE_CORRUPT', 'storage-damaged'],
  ['SQLITE_NOTADB', 'storage-damaged'],
  ['SQLITE_CONSTRAINT', 'internal'],
  ['EACCES', 'internal'],
])('the disk answers %s: the owner is told %s, and the log the rest', async (code, told) => {
  const reported: unknown[] = []
  const failing = {
    'settings.get': () => {
      throw Object.assign(new Error('of the disk'), { code })
    },
  }
  const answer = createAnswer(failing, Promise.resolve({} as never), (_channel, error) =>
    reported.push(error),
  )
  expect(await answer('settings.get', undefined)).toMatchObject({ ok: false, error: { code: told } })
  expect(reported).toHaveLength(1)
})
