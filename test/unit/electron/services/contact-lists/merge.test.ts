import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  laidOut,
  layoutOf,
  mergeContact,
  withTags,
} from '../../../../../electron/services/contact-lists/merge.ts'

describe('the columns of an import', () => {
  test('find those of the list by name, and new ones come after them', () => {
    const layout = layoutOf(['姓名', '金额'], ['门店', ' 金额 ', '姓名'])
    expect(layout).toEqual({ columns: ['姓名', '金额', '门店'], at: [2, 1, 0] })
    expect(laidOut(layout, ['一店', '12.5'])).toEqual(['', '12.5', '一店'])
  })

  test('of the same name are told apart by their order', () => {
    expect(layoutOf(['备注', '备注'], ['备注', '备注', '备注'])).toEqual({
      columns: ['备注', '备注', '备注'],
      at: [0, 1, 2],
    })
    expect(layoutOf([], ['', ''])).toEqual({ columns: ['', ''], at: [0, 1] })
  })

  test('of the list itself change nothing', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), columns => {
        expect(layoutOf(columns, columns)).toEqual({ columns, at: columns.map((_, index) => index) })
      }),
    )
  })

  test('each have a place of their own', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('a', 'b', 'c')),
        fc.array(fc.constantFrom('a', 'b', 'c')),
        (kept, next) => {
          const { columns, at } = layoutOf(kept, next)
          expect(new Set(at).size).toBe(next.length)
          expect(columns.slice(0, kept.length)).toEqual(kept)
          expect(at.map(index => columns[index])).toEqual(next)
        },
      ),
    )
  })
})

describe('a person who is imported again', () => {
  const kept = { values: ['王芳', '10'], tags: ['熟客'] }

  test('has the new values, and keeps the old tags', () => {
    expect(mergeContact(kept, { values: ['王芳芳', '0'], tags: ['新客'] })).toEqual({
      values: ['王芳芳', '0'],
      tags: ['新客', '熟客'],
    })
  })

  test('keeps a value where the new cell is blank', () => {
    expect(mergeContact(kept, { values: [' ', '11'], tags: [] })).toEqual({
      values: ['王芳', '11'],
      tags: ['熟客'],
    })
  })

  test('with the same, or with nothing, is unchanged', () => {
    expect(mergeContact(kept, kept)).toBeNull()
    expect(mergeContact(kept, { values: ['', '', ''], tags: ['熟客'] })).toBeNull()
  })
})

test('tags stand once each, in one order, without those that were taken off', () => {
  expect(withTags(['b', 'a'], ['c', 'a'], ['b'])).toEqual(['a', 'c'])
  expect(withTags(['a'], ['b'], ['b'])).toEqual(['a'])
})
