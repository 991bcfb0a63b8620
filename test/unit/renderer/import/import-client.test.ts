import { expect, test } from 'vitest'
import { importInProcess } from './sample-files.ts'

test('whoever asks a client that was let go is told so, and waits for nothing', async () => {
  const client = importInProcess()
  await client.importText('名单', '手机,姓名\n13800138000,王芳\n')
  client.dispose()
  const cancelled = expect.objectContaining({ failure: 'cancelled' })
  await expect(client.page({}, 0, 10)).rejects.toEqual(cancelled)
  await expect(client.checkOptOuts(() => Promise.resolve([]), true)).rejects.toEqual(cancelled)
})

test('a question that waits is told as well', async () => {
  const client = importInProcess()
  await client.importText('名单', '手机,姓名\n13800138000,王芳\n')
  const asked = client.checkOptOuts(() => {
    client.dispose()
    return Promise.resolve([])
  }, true)
  await expect(asked).rejects.toEqual(expect.objectContaining({ failure: 'cancelled' }))
})
