import { expect, test } from 'vitest'
import { type OffsetQuery, pageByOffset } from '../../../../shared/domain/offset-pages.ts'
import type { PageRequest } from '../../../../shared/domain/page.ts'

const tableOf =
  (rows: readonly number[]): OffsetQuery<number> =>
  async ({ offset, limit }) => ({ total: rows.length, rows: rows.slice(offset, offset + limit) })
const numbers = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index)
const table = tableOf(numbers(1, 12))
const ask = (at: PageRequest['at'], of = table) => pageByOffset(of, { at, limit: 5 })

test('forwards every row is seen once, and the last page is what is left', async () => {
  const first = await ask('first')
  expect(first).toEqual({
    rows: numbers(1, 5),
    total: 12,
    totalIsLeast: false,
    previous: null,
    next: expect.any(String),
  })
  const second = await ask({ after: first.next ?? '' })
  const third = await ask({ after: second.next ?? '' })
  expect(second.rows).toEqual(numbers(6, 10))
  expect(third).toMatchObject({ rows: [11, 12], next: null })
})

test('backwards from the end every row is seen once, and the first page is what is left', async () => {
  const last = await ask('last')
  expect(last).toMatchObject({ rows: numbers(8, 12), next: null })
  const second = await ask({ before: last.previous ?? '' })
  const first = await ask({ before: second.previous ?? '' })
  expect(second.rows).toEqual(numbers(3, 7))
  expect(first).toMatchObject({ rows: [1, 2], previous: null })
})

test('an empty table has one empty page from either end', async () => {
  const nothing = { rows: [], total: 0, totalIsLeast: false, previous: null, next: null }
  expect(await ask('first', tableOf([]))).toEqual(nothing)
  expect(await ask('last', tableOf([]))).toEqual(nothing)
})

test('a key of no row leads back into the table', async () => {
  expect((await ask({ after: 'nonsense' })).rows).toEqual(numbers(2, 6))
  expect(await ask({ after: '99' })).toMatchObject({ rows: [], previous: null, next: null })
})
