import { expect, test } from 'vitest'
import { emptyContent } from '../../../../renderer/features/compose/content.ts'
import {
  createWorkKeeper,
  type KeptState,
  type WorkNow,
} from '../../../../renderer/features/work/work-keeper.ts'
import type { Work } from '../../../../shared/domain/work.ts'
import { workPieceBytes } from '../../../../shared/domain/work-piece.ts'
import { AppError } from '../../../../shared/ipc/result.ts'

/** The calls, and what they have brought onto the disk. */
const onDisk = () => {
  const files = new Map<string, Uint8Array[]>()
  const works = new Map<string, Work>()
  const states: KeptState['kind'][] = []
  let refused = false
  let begun = 0
  const keeper = createWorkKeeper(
    {
      begin: async () => `work-${++begun}`,
      putFile: async ({ workId, file, bytes }) => {
        const key = `${workId}/${file}`
        files.set(key, [...(files.get(key) ?? []), bytes.slice()])
      },
      save: async (workId, work) => {
        if (refused) throw new AppError('file-not-writable')
        works.set(workId, work)
      },
      remove: async workId => void works.delete(workId),
    },
    ({ kind }) => states.push(kind),
  )
  return { files, works, states, keeper, refuse: (now: boolean) => (refused = now) }
}

const written = (text: string) => ({ ...emptyContent, template: { code: '', text } })
const now = (file: File | null, text = '', steps = 1): WorkNow => ({
  name: file?.name ?? text,
  mode: 'practice',
  step: 'compose',
  list:
    file === null
      ? null
      : {
          origin: {
            files: [file],
            steps: Array.from({ length: steps }, () => ({ type: 'read', file: 0, isText: false })),
          },
          people: 3,
          isSample: false,
        },
  content: written(text),
})

test('the newest state is written, and a file only once, in pieces', async () => {
  const { keeper, works, files, states } = onDisk()
  const file = new File([new Uint8Array(workPieceBytes + 10)], 'a.csv')
  await Promise.all([
    keeper.keep(now(file, 'a')),
    keeper.keep(now(file, 'ab')),
    keeper.keep(now(file, 'abc')),
  ])
  await keeper.keep(now(file, 'abcd'))
  expect([...works]).toMatchObject([
    ['work-1', { content: { template: { text: 'abcd' } }, list: { people: 3 } }],
  ])
  expect(files.get('work-1/0')?.map(({ length }) => length)).toEqual([workPieceBytes, 10])
  expect(states.at(-1)).toBe('saved')
})

test('another file begins another work; the one before it stays where something was done in it', async () => {
  const { keeper, works } = onDisk()
  await keeper.keep(now(new File(['1'], 'untouched.csv')))
  await keeper.keep(now(new File(['2'], 'mended.csv'), '', 2))
  expect([...works.values()].map(({ name }) => name)).toEqual(['mended.csv'])
  await keeper.keep(now(new File(['3'], 'third.csv')))
  expect([...works.values()].map(({ name }) => name)).toEqual(['mended.csv', 'third.csv'])
})

test('a text comes first and its list later: one work', async () => {
  const { keeper, works } = onDisk()
  await keeper.keep(now(null, '秋季上新'))
  await keeper.keep(now(new File(['1'], 'a.csv'), '秋季上新'))
  expect([...works.keys()]).toEqual(['work-1'])
})

test('while its list is made anew a work that is gone on with stays as it is', async () => {
  const { keeper, works } = onDisk()
  const file = new File(['1'], 'a.csv')
  keeper.resume('work-of-yesterday', [file])
  await keeper.keep(now(null, '秋季上新'))
  expect(works.size).toBe(0)
  await keeper.keep(now(file, '秋季上新'))
  expect([...works.keys()]).toEqual(['work-of-yesterday'])
})

test('what the disk refuses is told, and written with the next change', async () => {
  const { keeper, works, states, refuse } = onDisk()
  refuse(true)
  await keeper.keep(now(null, 'a'))
  expect(states.at(-1)).toBe('failed')
  refuse(false)
  await keeper.keep(now(null, 'ab'))
  expect(states.at(-1)).toBe('saved')
  expect(works.size).toBe(1)
})

test('a work that has become a campaign is gone; one that is gone on with keeps its name', async () => {
  const { keeper, works } = onDisk()
  const file = new File(['1'], 'a.csv')
  keeper.resume('work-of-yesterday', [file])
  await keeper.keep(now(file, 'a'))
  expect([...works.keys()]).toEqual(['work-of-yesterday'])
  await keeper.end()
  expect(works.size).toBe(0)
})
