import { afterEach, describe, expect, test } from 'vitest'
import {
  type ChildHandle,
  createWorkbookReader,
  workbookLimits,
} from '../../electron/services/workbooks/workbook-reader.ts'
import { book } from './made-workbooks.ts'
import { createChildren } from './workbook-children.ts'

/** The process that reads a workbook, and what ends it. */

const children = createChildren()
const reader = createWorkbookReader({ spawnProcess: children.spawnProcess })
afterEach(children.allGone)

const emptyTable = {
  sheets: [],
  sheet: 0,
  width: 0,
  text: '',
  ends: new Uint32Array(),
  rowNumbers: new Uint32Array(),
  isNumber: new Uint8Array(),
}

describe('the process is ended', () => {
  const rows = Array.from({ length: 60_000 }, (_, i) => [13_000_000_000 + i, `顾客${i}`, i / 100, `${i}号店`])
  const large = book({ 表: rows })
  const limited = (limits: Partial<typeof workbookLimits>) =>
    createWorkbookReader({ spawnProcess: children.spawnProcess, limits: { ...workbookLimits, ...limits } })

  test('when it takes too long', async () => {
    await expect(limited({ timeoutMs: 300 }).read(large, null)).rejects.toMatchObject({
      code: 'workbook-timeout',
    })
  })
  test('when it grows too large', async () => {
    await expect(limited({ memoryBytes: 120_000_000 }).read(large, null)).rejects.toMatchObject({
      code: 'workbook-too-large',
    })
  })
  test('when it answers nonsense, or ends by itself', async () => {
    let say = (_: unknown): void => {}
    let exit = (): void => {}
    const handle: ChildHandle = {
      postMessage: () => {},
      onMessage: listener => {
        say = listener
      },
      onExit: listener => {
        exit = listener
      },
      kill: () => exit(),
      memoryBytes: () => null,
    }
    const lone = createWorkbookReader({ spawnProcess: () => handle })
    const nonsense = lone.read(large, null)
    say({
      kind: 'table',
      table: {
        sheets: ['a'],
        sheet: 0,
        width: 2,
        text: 'ab',
        ends: Uint32Array.of(1),
        rowNumbers: Uint32Array.of(1),
        isNumber: Uint8Array.of(0),
      },
    })
    await expect(nonsense).rejects.toMatchObject({ code: 'workbook-damaged' })
    const gone = lone.read(large, null)
    exit()
    await expect(gone).rejects.toMatchObject({ code: 'workbook-reader-ended' })
  })
  test('when nobody waits for it any more; the next is read at once', async () => {
    const stopped = reader.read(large, null)
    const waited = reader.read(large, null)
    reader.stop()
    await expect(stopped).rejects.toMatchObject({ code: 'workbook-reader-ended' })
    await expect(waited).rejects.toMatchObject({ code: 'workbook-reader-ended' })
    expect((await reader.read(book({ 表: [['13800138000']] }), null)).rowNumbers).toHaveLength(1)
  })
  test('and there is never another beside it: whoever asks meanwhile waits, up to a size', async () => {
    let alive = 0
    let most = 0
    const spawnProcess = (): ChildHandle => {
      most = Math.max(most, ++alive)
      let tell = (_: unknown): void => {}
      let exit = (): void => {}
      return {
        onMessage: listener => {
          tell = listener
          setImmediate(listener, { kind: 'ready' })
        },
        postMessage: () => setImmediate(() => tell({ kind: 'table', table: emptyTable })),
        onExit: listener => {
          exit = listener
        },
        kill: () =>
          setImmediate(() => {
            alive -= 1
            exit()
          }),
        memoryBytes: () => null,
      }
    }
    const lone = createWorkbookReader({ spawnProcess, limits: { ...workbookLimits, fileBytes: 120 } })
    const outcomes = await Promise.allSettled(
      Array.from({ length: 40 }, () => lone.read(new Uint8Array(10), null)),
    )
    // The first is read, twelve wait.
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(13)
    expect(most).toBe(1)
  })
  test('after its answer', async () => {
    const table = await reader.read(large, null)
    expect(table.rowNumbers).toHaveLength(60_000)
    await children.allGone()
    expect(children.started.every(child => child.signalCode !== null || child.exitCode !== null)).toBe(true)
  })
})
