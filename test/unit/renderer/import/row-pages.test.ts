import { expect, test } from 'vitest'
import { createRowPages } from '../../../../renderer/features/import/row-pages.ts'
import type { ImportedPage, ImportedRow } from '../../../../renderer/workers/import/row-views.ts'

const total = 10_000
const row = (index: number): ImportedRow => ({
  index,
  row: index + 2,
  isSplit: false,
  status: 'usable',
  reason: null,
  marks: [],
  duplicateOf: null,
  phone: '13800138000',
  cells: [],
  edited: [],
})

/** Answers are given by hand, so that the test decides what is still on its way. */
function asked() {
  const questions: { readonly offset: number; readonly answer: () => void }[] = []
  const pages = createRowPages(
    (offset, limit) =>
      new Promise<ImportedPage>(done => {
        const rows = Array.from({ length: Math.min(limit, total - offset) }, (_, i) => row(offset + i))
        questions.push({ offset, answer: () => done({ total, rows }) })
      }),
  )
  const come = (): Promise<void> =>
    new Promise(done => {
      const stop = pages.subscribe(() => {
        stop()
        done()
      })
      questions.at(-1)?.answer()
    })
  return { pages, questions, come }
}

test('what is in view is fetched a page at a time and kept', async () => {
  const { pages, questions, come } = asked()
  expect(pages.total()).toBeNull()
  pages.want(90, 110)
  await come()
  expect(pages.total()).toBe(total)
  expect(pages.rowAt(90)?.row).toBe(92)
  expect(pages.rowAt(110)).toBeUndefined()
  await come()
  expect(pages.rowAt(110)?.row).toBe(112)
  pages.want(95, 105)
  expect(questions.map(question => question.offset)).toEqual([0, 100])
})

test('a quick scroll asks for where it ended, not for what it passed', async () => {
  const { pages, questions, come } = asked()
  pages.want(0, 20)
  for (let at = 100; at < 9000; at += 100) pages.want(at, at + 20)
  await come()
  await come()
  expect(questions.map(question => question.offset)).toEqual([0, 8900])
  expect(pages.rowAt(8915)?.index).toBe(8915)
})

test('pages far from view are let go', async () => {
  const { pages, come } = asked()
  for (let at = 0; at < total; at += 100) {
    pages.want(at, at)
    await come()
  }
  expect(pages.rowAt(0)).toBeUndefined()
  expect(pages.rowAt(total - 1)?.index).toBe(total - 1)
})

test('after a change what is in view is fetched again, and shown as it was until it comes', async () => {
  const { pages, questions, come } = asked()
  pages.want(90, 110)
  await come()
  await come()
  pages.refresh()
  expect(pages.rowAt(95)?.row).toBe(97)
  await come()
  await come()
  expect(questions.map(question => question.offset)).toEqual([0, 100, 0, 100])
  pages.want(90, 110)
  expect(questions).toHaveLength(4)
})
