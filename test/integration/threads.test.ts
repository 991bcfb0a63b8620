import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openThread, type Thread } from '../../electron/services/threads/open-thread.ts'

const calls = new URL('../../electron/services/threads/calls.ts', import.meta.url).href
const script = `
  import { writeFileSync } from 'node:fs'
  import { parentPort, workerData } from 'node:worker_threads'
  import { answerCall } from '${calls}'
  writeFileSync(workerData.begun, '')
  const methods = {
    double: n => 2 * n,
    fail() { throw Object.assign(new Error('no room'), { code: 'SQLITE_FULL' }) },
    close() {},
    end() { setImmediate(() => { throw new Error('an error that nobody caught') }); return new Promise(() => {}) },
  }
  parentPort.on('message', message => void answerCall(message, () => methods, answer => parentPort.postMessage(answer)))
`
type Methods = { double: (n: number) => number; fail: () => void; close: () => void; end: () => void }

let folder: string
let begun: string
let thread: Thread<Methods>
let failures: unknown[]

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'zhanggui-threads-'))
  const path = join(folder, 'worker.mjs')
  writeFileSync(path, script)
  begun = join(folder, 'begun')
  failures = []
  thread = openThread<Methods>({
    scriptUrl: pathToFileURL(path),
    workerData: { begun },
    onFailure: error => failures.push(error),
  })
})

afterEach(async () => {
  await thread.end()
  rmSync(folder, { recursive: true, force: true })
})

test('an error keeps its code on the way between threads', async () => {
  await expect(thread.remote.fail()).rejects.toMatchObject({ message: 'no room', code: 'SQLITE_FULL' })
  expect(await thread.remote.double(21)).toBe(42)
})

test('a thread that ends by itself rejects what waits, is told of once, and the next call starts another', async () => {
  const waiting = expect(thread.remote.end()).rejects.toThrow('nobody caught')
  await waiting
  expect(failures).toHaveLength(1)
  expect(await thread.remote.double(4)).toBe(8)
  expect(failures).toHaveLength(1)
})

test('after it was ended nothing is called any more', async () => {
  await thread.end()
  await expect(thread.remote.double(1)).rejects.toThrow('was ended')
  expect(failures).toEqual([])
})

test('a thread begins with its first call, or where it is told to; one that never began has nothing to close', async () => {
  await thread.close()
  expect(existsSync(begun)).toBe(false)

  thread = openThread<Methods>({
    scriptUrl: pathToFileURL(join(folder, 'worker.mjs')),
    workerData: { begun },
    onFailure: error => failures.push(error),
  })
  thread.begin()
  await thread.close()
  expect(existsSync(begun)).toBe(true)
  expect(failures).toEqual([])
})
